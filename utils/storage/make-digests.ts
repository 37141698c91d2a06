import type { ChatMessage } from '../messages/chat-message';
import { foldForSearch } from '../shared/fold-for-search';
import { type Digest, type DigestPiece, database } from './database';
import { findDigests, storeDigests } from './store-digests';

/** A chat's digest. @param messages its own, in order. @param titles of their sources, by id. */
function toDigest(
  chatId: string,
  messages: readonly ChatMessage[],
  titles: ReadonlyMap<string, string>,
): Digest {
  const texts: string[] = [];
  const pieces: DigestPiece[] = [];
  let start = 0;
  const add = (text: string, piece: Omit<DigestPiece, 'start'>) => {
    texts.push(text);
    pieces.push({ ...piece, start });
    start += text.length + 1;
  };
  for (const message of messages) {
    add(message.text, { messageId: message.id });
    if (message.role !== 'user') continue;
    for (const sourceId of message.sourceIds)
      add(titles.get(sourceId) ?? '', { messageId: message.id, sourceId });
  }
  return { chatId, stamp: crypto.randomUUID(), text: foldForSearch(texts.join('\n')), pieces };
}

/**
 * The digests of some chats, made from their messages where they are missing. In one transaction: what is written meanwhile comes before it
 * or takes them away, and what another search or page has made is taken.
 */
export async function makeDigests(chatIds: readonly string[]): Promise<Digest[]> {
  const { chats, digests, messages, packs, sources } = database;
  return database.transaction('rw', [chats, digests, messages, packs, sources], async () => {
    const there = await findDigests(await digests.where('chatId').anyOf(chatIds).toArray());
    const known = new Set(there.map(({ chatId }) => chatId));
    const missing = chatIds.filter((id) => !known.has(id));
    // Each in one request: an index that is walked through for several takes ten times as long.
    const own = await Promise.all(missing.map((chatId) => messages.where({ chatId }).toArray()));
    const asked = own.flat().flatMap((message) => (message.role === 'user' ? message.sourceIds : []));
    const named = await sources.bulkGet([...new Set(asked)]);
    const titles = new Map(named.flatMap((source) => (source ? [[source.id, source.title] as const] : [])));
    const made = missing.map((id, index) =>
      toDigest(
        id,
        own[index]!.sort((a, b) => a.createdAt - b.createdAt),
        titles,
      ),
    );
    // Those whose pack is gone still name it.
    await digests.where('chatId').anyOf(missing).delete();
    await storeDigests(made);
    return [...there, ...made];
  });
}

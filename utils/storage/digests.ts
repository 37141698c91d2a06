import type { ChatMessage } from '../messages/chat-message';
import { foldForSearch } from '../shared/fold-for-search';
import { type Digest, type DigestPiece, database } from './database';

/** Chats whose digests are read, or made, at once. */
const chatsAtOnce = 50;
/** What is kept at most (UTF-16 code units); the rest is read again at every search. */
const longestKept = 64_000_000;

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
async function makeDigests(chatIds: readonly string[]): Promise<Digest[]> {
  const { digests, messages, sources } = database;
  return database.transaction('rw', digests, messages, sources, async () => {
    const there = await digests.where('chatId').anyOf(chatIds).toArray();
    const known = new Set(there.map(({ chatId }) => chatId));
    const missing = chatIds.filter((id) => !known.has(id));
    const all = await messages.where('chatId').anyOf(missing).sortBy('createdAt');
    const ids = [...new Set(all.flatMap((message) => (message.role === 'user' ? message.sourceIds : [])))];
    const named = await sources.bulkGet(ids);
    const titles = new Map(named.flatMap((source) => (source ? [[source.id, source.title] as const] : [])));
    const byChat = Map.groupBy(all, ({ chatId }) => chatId);
    const made = missing.map((id) => toDigest(id, byChat.get(id) ?? [], titles));
    await digests.bulkAdd(made);
    return [...there, ...made];
  });
}

/** Digests that were read, kept for the next search while a history is open. */
export class DigestShelf {
  readonly #kept = new Map<string, Digest>();
  #keptCharacters = 0;

  #keep(digest: Digest): void {
    const before = this.#kept.get(digest.chatId)?.text.length ?? 0;
    const characters = this.#keptCharacters - before + digest.text.length;
    if (characters > longestKept) return;
    this.#keptCharacters = characters;
    this.#kept.set(digest.chatId, digest);
  }

  /**
   * The digests of chats, in the order given, some at a time; those that are missing or whose messages have changed are made anew. Whoever
   * takes the next ones lets the page draw in between.
   */
  async *read(chatIds: readonly string[]): AsyncGenerator<Digest[]> {
    const stamps = new Map(await database.digests.toCollection().primaryKeys());
    // What has another stamp by now, or none, has changed.
    const keptOf = (id: string) => {
      const kept = this.#kept.get(id);
      return kept?.stamp === stamps.get(id) ? kept : undefined;
    };
    let from = 0;
    while (from < chatIds.length) {
      const unread = chatIds
        .slice(from)
        .filter((id) => !keptOf(id))
        .slice(0, chatsAtOnce);
      // All that is in memory goes along.
      const to = unread.length < chatsAtOnce ? chatIds.length : chatIds.indexOf(unread.at(-1)!, from) + 1;
      const read = new Map((await this.#load(unread, stamps)).map((digest) => [digest.chatId, digest]));
      yield chatIds.slice(from, to).map((id) => read.get(id) ?? keptOf(id)!);
      from = to;
    }
  }

  async #load(chatIds: readonly string[], stamps: ReadonlyMap<string, string>): Promise<Digest[]> {
    if (chatIds.length === 0) return [];
    const keys = chatIds.map((id): [string, string] => [id, stamps.get(id) ?? '']);
    const stored = (await database.digests.bulkGet(keys)).filter((digest) => digest !== undefined);
    const known = new Set(stored.map(({ chatId }) => chatId));
    const missing = chatIds.filter((id) => !known.has(id));
    const loaded = missing.length > 0 ? [...stored, ...(await makeDigests(missing))] : stored;
    for (const digest of loaded) this.#keep(digest);
    return loaded;
  }
}

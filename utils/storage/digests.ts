import { foldForSearch } from '../shared/fold-for-search';
import { type Digest, type DigestPiece, database } from './database';

/** Chats whose digests are read, or made, at once. */
const chatsAtOnce = 50;
/** What is kept at most (UTF-16 code units); the rest is read again at every search. */
const longestKept = 64_000_000;

/** Makes the digests of some chats from their messages, in one transaction: what is written meanwhile comes before it or takes it away. */
async function makeDigests(chatIds: readonly string[]): Promise<Digest[]> {
  const { digests, messages, sources } = database;
  return database.transaction('rw', digests, messages, sources, async () => {
    const all = await messages.where('chatId').anyOf(chatIds).sortBy('createdAt');
    const ids = [...new Set(all.flatMap((message) => (message.role === 'user' ? message.sourceIds : [])))];
    const named = await sources.bulkGet(ids);
    const titles = new Map(named.flatMap((source) => (source ? [[source.id, source.title] as const] : [])));
    const byChat = Map.groupBy(all, ({ chatId }) => chatId);
    const made = chatIds.map((chatId): Digest => {
      const texts: string[] = [];
      const pieces: DigestPiece[] = [];
      let start = 0;
      const add = (text: string, piece: Omit<DigestPiece, 'start'>) => {
        texts.push(text);
        pieces.push({ ...piece, start });
        start += text.length + 1;
      };
      for (const message of byChat.get(chatId) ?? []) {
        add(message.text, { messageId: message.id });
        if (message.role !== 'user') continue;
        for (const sourceId of message.sourceIds)
          add(titles.get(sourceId) ?? '', { messageId: message.id, sourceId });
      }
      return { chatId, stamp: crypto.randomUUID(), text: foldForSearch(texts.join('\n')), pieces };
    });
    await digests.bulkPut(made);
    return made;
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
    // What has another stamp by now, or none, has changed.
    const stamps = new Set(await database.digests.orderBy('stamp').keys());
    for (let at = 0; at < chatIds.length; at += chatsAtOnce) {
      const ids = chatIds.slice(at, at + chatsAtOnce);
      const found = new Map<string, Digest>();
      for (const id of ids) {
        const kept = this.#kept.get(id);
        if (kept && stamps.has(kept.stamp)) found.set(id, kept);
      }
      const unread = ids.filter((id) => !found.has(id));
      const stored = unread.length > 0 ? await database.digests.bulkGet(unread) : [];
      const missing = unread.filter((_, index) => !stored[index]);
      for (const digest of [...stored, ...(missing.length > 0 ? await makeDigests(missing) : [])]) {
        if (!digest) continue;
        found.set(digest.chatId, digest);
        this.#keep(digest);
      }
      yield ids.map((id) => found.get(id)!);
    }
  }
}

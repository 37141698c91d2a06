import { type Digest, database, type StoredDigest } from './database';
import { makeDigests } from './make-digests';
import { findDigests, forgetPacks, packCharacters, packDigests } from './store-digests';

/** Chats whose digests are made at once. */
const madeAtOnce = 50;
/** Packs that are read at once. */
const packsAtOnce = 4;
/** What is kept at most (UTF-16 code units); the rest is read again at every search. */
const longestKept = 64_000_000;

const lengthOf = (digests: readonly Digest[]): number =>
  digests.reduce((sum, { text }) => sum + text.length, 0);

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
   * The digests of chats, some at a time, about in the order given; those that are missing or whose messages have changed are made anew.
   * Whoever takes the next ones lets the page draw in between.
   */
  async *read(chatIds: readonly string[]): AsyncGenerator<Digest[]> {
    const stored = new Map((await database.digests.toArray()).map((digest) => [digest.chatId, digest]));
    const here: Digest[] = [];
    const packed = new Map<string, StoredDigest[]>();
    const missing: string[] = [];
    for (const id of chatIds) {
      const digest = stored.get(id);
      const kept = this.#kept.get(id);
      if (!digest) missing.push(id);
      // What has another stamp by now has changed.
      else if (kept?.stamp === digest.stamp) here.push(kept);
      else if ('text' in digest) here.push(digest);
      else packed.set(digest.packId, [...(packed.get(digest.packId) ?? []), digest]);
    }
    yield this.#keepAll(here);
    const packs = [...packed.values()];
    for (let from = 0; from < packs.length; from += packsAtOnce) {
      const wanted = packs.slice(from, from + packsAtOnce).flat();
      // A file that the browser cannot read any more: what was in it is made anew.
      const found = await findDigests(wanted).catch(() => forgetPacks(wanted));
      const known = new Set(found.map(({ chatId }) => chatId));
      missing.push(...wanted.flatMap(({ chatId }) => (known.has(chatId) ? [] : chatId)));
      yield this.#keepAll(found);
    }
    for (let from = 0; from < missing.length; from += madeAtOnce)
      yield this.#keepAll(await makeDigests(missing.slice(from, from + madeAtOnce)));
  }

  #keepAll(digests: Digest[]): Digest[] {
    for (const digest of digests) this.#keep(digest);
    return digests;
  }

  /** Reads all digests before they are searched, and packs those that lie by themselves for no reason. */
  async readAhead(chatIds: readonly string[], signal: AbortSignal): Promise<void> {
    for await (const _ of this.read(chatIds)) if (signal.aborted) return;
    const alone = (await database.digests.toArray()).filter((digest) => 'text' in digest);
    if (lengthOf(alone) >= packCharacters && !signal.aborted) await packDigests();
  }
}

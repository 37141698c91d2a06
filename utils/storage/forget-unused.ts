import { database } from './database';
import { restoreLock } from './restore-lock';

/** What was picked and taken back stays for this long: its chip may still be on its way into a chat, or be wanted again. */
const graceMs = 60 * 60_000;

/** Ids of the sources that a chat, a question or a character names. */
async function namedSources(): Promise<Set<string>> {
  const [chats, inQuestions, characters] = await Promise.all([
    database.chats.toArray(),
    database.messages.orderBy('sourceIds').uniqueKeys() as PromiseLike<unknown> as PromiseLike<string[]>,
    database.characters.toArray(),
  ]);
  return new Set([
    ...chats.flatMap(({ pendingSourceIds }) => pendingSourceIds),
    ...inQuestions,
    ...characters.flatMap(({ sourceIds }) => sourceIds),
  ]);
}

/**
 * Forgets what no chat, question or character names any more: sources, and the texts, counts, links, files and places that only those
 * had; answers' readings and edited maps whose answer is gone stay with whoever deletes answers.
 * @param now milliseconds since 1970: a source that was picked less than an hour before is left alone.
 * @returns how many sources were forgotten; none while a backup is being restored, nor while one is being read, whose text may turn out to be one that is there already.
 */
export const forgetUnused = (now: number): Promise<number> =>
  navigator.locks.request(restoreLock, { mode: 'shared', ifAvailable: true }, (lock) =>
    lock ? forget(now) : 0,
  );

async function forget(now: number): Promise<number> {
  const { chats, messages, characters, sources, texts, counts, links, files, marks } = database;
  const tables = [chats, messages, characters, sources, texts, counts, links, files, marks];
  return database.transaction('rw', tables, async () => {
    const [named, all] = await Promise.all([namedSources(), sources.toArray()]);
    if (all.some(({ status }) => status === 'reading')) return 0;
    const goneIds: string[] = [];
    const keptHashes = new Set<string>();
    for (const { id, textHash, selected, readAt } of all) {
      if (!named.has(id) && Math.abs(now - readAt) >= graceMs) goneIds.push(id);
      else for (const hash of [textHash, selected?.textHash]) if (hash) keptHashes.add(hash);
    }
    // Also those that no source came to have, because the browser ended before it was written.
    const unread = (await texts.toCollection().primaryKeys()).filter((hash) => !keptHashes.has(hash));
    await Promise.all([
      sources.bulkDelete(goneIds),
      links.bulkDelete(goneIds),
      files.bulkDelete(goneIds),
      texts.bulkDelete(unread),
      counts.bulkDelete(unread),
      marks.bulkDelete(unread),
    ]);
    return goneIds.length;
  });
}

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
 * @param droppedIds sources that nobody waits for any more, however new they are.
 * @returns how many sources were forgotten. While one is being read, whose text may turn out to be one that is there already, only dropped
 * ones; none while a backup is being restored.
 */
export const forgetUnused = (now: number, droppedIds: readonly string[] = []): Promise<number> =>
  navigator.locks.request(restoreLock, { mode: 'shared', ifAvailable: true }, (lock) =>
    lock ? forget(now, new Set(droppedIds)) : 0,
  );

async function forget(now: number, dropped: ReadonlySet<string>): Promise<number> {
  const { chats, messages, characters, sources, texts, counts, links, files, marks } = database;
  const tables = [chats, messages, characters, sources, texts, counts, links, files, marks];
  return database.transaction('rw', tables, async () => {
    const [named, all] = await Promise.all([namedSources(), sources.toArray()]);
    const isReading = all.some(({ id, status }) => status === 'reading' && !dropped.has(id));
    if (isReading && dropped.size === 0) return 0;
    const goneIds: string[] = [];
    const keptHashes = new Set<string>();
    for (const { id, textHash, selected, readAt } of all) {
      const isWanted = !dropped.has(id) && (isReading || Math.abs(now - readAt) < graceMs);
      if (!named.has(id) && !isWanted) goneIds.push(id);
      else for (const hash of [textHash, selected?.textHash]) if (hash) keptHashes.add(hash);
    }
    const gone = new Set(goneIds);
    const goneHashes = all.flatMap(({ id, textHash, selected }) =>
      gone.has(id) ? [textHash, selected?.textHash ?? ''] : [],
    );
    // Also those that no source came to have, because the browser ended before it was written.
    const hashes = isReading ? goneHashes : await texts.toCollection().primaryKeys();
    const unread = hashes.filter((hash) => hash && !keptHashes.has(hash));
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

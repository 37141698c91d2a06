import { database } from './database';

/** What was picked and taken back stays for this long: its chip may still be on its way into a chat, or be wanted again. */
const graceMs = 60 * 60_000;

/** Ids of the sources that a chat, a question or a character names. */
async function namedSources(): Promise<Set<string>> {
  const named = new Set<string>();
  const add = (ids: readonly string[]) => {
    for (const id of ids) named.add(id);
  };
  await database.chats.each(({ pendingSourceIds }) => add(pendingSourceIds));
  await database.messages.each((message) => message.role === 'user' && add(message.sourceIds));
  await database.characters.each(({ sourceIds }) => add(sourceIds));
  return named;
}

/**
 * Forgets what no chat, question or character names any more: sources, and the texts, counts, links, files and places that only those
 * had; answers' readings and edited maps whose answer is gone stay with whoever deletes answers.
 * @param now milliseconds since 1970: a source that was picked less than an hour before is left alone.
 * @returns how many sources were forgotten.
 */
export async function forgetUnused(now: number): Promise<number> {
  const { chats, messages, characters, sources, texts, counts, links, files, marks } = database;
  const tables = [chats, messages, characters, sources, texts, counts, links, files, marks];
  return database.transaction('rw', tables, async () => {
    const named = await namedSources();
    const goneIds: string[] = [];
    const goneHashes = new Set<string>();
    const keptHashes = new Set<string>();
    let isReading = false;
    await sources.each(({ id, textHash, selected, readAt, status }) => {
      isReading ||= status === 'reading';
      const isKept = named.has(id) || Math.abs(now - readAt) < graceMs || status === 'reading';
      if (!isKept) goneIds.push(id);
      for (const hash of [textHash, selected?.textHash])
        if (hash) (isKept ? keptHashes : goneHashes).add(hash);
    });
    // A text is stored before the source that is being read knows of it.
    if (isReading) for (const hash of keptHashes) goneHashes.delete(hash);
    const unread = isReading
      ? [...goneHashes]
      : (await texts.toCollection().primaryKeys()).filter((hash) => !keptHashes.has(hash));
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

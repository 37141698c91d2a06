import type { Source } from '../sources/source';
import { database } from '../storage/database';

/** What is known of a source before it is read. */
export type SourceSeed = Pick<
  Source,
  'kind' | 'title' | 'url' | 'tabId' | 'parentUrl' | 'isWhole' | 'isInTab' | 'sizeBytes' | 'containerName'
>;

/** Files are told apart by their content, before they come here. */
const isSame = (seed: SourceSeed, source: Source): boolean =>
  seed.kind === source.kind &&
  seed.kind !== 'file' &&
  (seed.kind === 'tab' ? seed.tabId === source.tabId : seed.url === source.url);

/**
 * Puts sources among those that wait for a chat's next question, in order, as `reading`. One of the same tab or page that has not
 * been sent yet gives way: sources never change once they are ready, so what is read again is a new one in the same place.
 */
export async function addSources(chatId: string, seeds: readonly SourceSeed[]): Promise<Source[]> {
  return database.transaction('rw', database.chats, database.sources, database.files, async () => {
    const chat = await database.chats.get(chatId);
    let pendingIds = chat?.pendingSourceIds ?? [];
    const waiting = (await database.sources.bulkGet(pendingIds)).filter((source) => source !== undefined);
    const added = seeds.map((seed): Source => {
      const known = waiting.find((source) => isSame(seed, source));
      const source: Source = {
        ...seed,
        id: crypto.randomUUID(),
        title: seed.title || known?.title || '',
        url: seed.url || known?.url || '',
        status: 'reading',
        textHash: '',
        envelope: '',
        characterCount: 0,
        tokenCount: 0,
        readAt: Date.now(),
      };
      pendingIds = known
        ? pendingIds.map((id) => (id === known.id ? source.id : id))
        : [...pendingIds, source.id];
      return source;
    });
    await database.sources.bulkAdd(added);
    const kept = new Set(pendingIds);
    // One that was read may be the canon of a character: its text is kept in any case, and its record is small.
    const gone = waiting.flatMap(({ id, status }) => (kept.has(id) || status === 'ready' ? [] : [id]));
    await database.sources.bulkDelete(gone);
    await database.files.bulkDelete(gone);
    await database.chats.update(chatId, { pendingSourceIds: pendingIds });
    return added;
  });
}

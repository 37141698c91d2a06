import type { ExtractedFile, UnreadReason } from '../files/file-format';
import { limits } from '../files/limits';
import { AppError, type ErrorRecord, type FileLimit } from '../shared/app-error';
import type { Source } from '../sources/source';
import { database, type StoredFile } from '../storage/database';

/** Files that came out of each outermost one: an archive of archives must not grow without end. */
const countByRoot = new Map<string, number>();

const countOf = (rootId: string): number => countByRoot.get(rootId) ?? 0;

/** Which limit the files in a file are over; undefined where they may join its chat. */
export function limitOf({ depth, rootId }: StoredFile, { files = [] }: ExtractedFile): FileLimit | undefined {
  if (files.length > 0 && depth >= limits.depth) return 'depth';
  return countOf(rootId) + files.length > limits.entries ? 'entries' : undefined;
}

/** What a row says of a file that could not be taken out. */
const leftOut: Partial<Record<UnreadReason, ErrorRecord>> = {
  'over-limit': { code: 'file-over-limit', facts: { limit: 'bytes' } },
  'not-supported': { code: 'file-not-supported', facts: {} },
};

/**
 * Puts what lies in a file among the waiting sources of its chat: after it, or in its place where it has no text of its own. What could
 * not be taken out keeps a place then, too; else the file's own receipt names it.
 * @returns the sources that are to be read.
 * @throws AppError `file-over-limit`
 */
export async function addContained(
  container: Source,
  stored: StoredFile,
  read: ExtractedFile,
): Promise<Source[]> {
  const files = read.files ?? [];
  const { depth, rootId, chatId } = stored;
  const limit = limitOf(stored, read);
  if (limit) throw new AppError('file-over-limit', { limit });
  countByRoot.set(rootId, countOf(rootId) + files.length);
  const source = (path: string, sizeBytes: number): Source => ({
    id: crypto.randomUUID(),
    kind: 'file',
    title: path,
    url: '',
    status: 'reading',
    textHash: '',
    envelope: '',
    characterCount: 0,
    tokenCount: 0,
    sizeBytes,
    containerName: container.title,
    readAt: Date.now(),
  });
  const added = files.map(({ path, blob }) => source(path, blob.size));
  const isEmptied = read.markdown === '';
  const broken = read.unread
    .filter(({ kind }) => isEmptied && kind === 'file')
    .map(
      ({ label, reason }): Source => ({
        ...source(label, 0),
        status: 'failed',
        error: leftOut[reason] ?? { code: 'file-broken', facts: {} },
      }),
    );
  const tables = [database.chats, database.sources, database.files] as const;
  await database.transaction('rw', tables, async () => {
    await database.sources.bulkAdd([...added, ...broken]);
    await database.files.bulkAdd(
      added.map(({ id }, index) => ({
        sourceId: id,
        chatId,
        file: files[index]!.blob,
        depth: depth + 1,
        rootId,
      })),
    );
    const pendingIds = (await database.chats.get(chatId))?.pendingSourceIds ?? [];
    const at = pendingIds.indexOf(container.id);
    const ids = [...added, ...broken].map(({ id }) => id);
    await database.chats.update(chatId, {
      pendingSourceIds:
        at < 0
          ? [...pendingIds, ...ids]
          : [...pendingIds.slice(0, isEmptied ? at : at + 1), ...ids, ...pendingIds.slice(at + 1)],
    });
    // Where the browser ends before the container's own text is written, it is read again, and what lies in it is there already.
    await database.files.update(container.id, { isOpened: true });
    if (isEmptied) {
      await database.sources.delete(container.id);
      await database.files.delete(container.id);
    }
  });
  return added;
}

import { readInWorker } from '../files/read-in-worker';
import { AppError } from '../shared/app-error';
import { Lanes } from '../shared/lanes';
import type { Source } from '../sources/source';
import { fileToSourceText, type SourceText } from '../sources/source-text';
import { database, type StoredFile } from '../storage/database';
import { stopSources } from '../storage/sources';
import { addContained, limitOf } from './add-contained';
import { finishSource } from './finish-source';
import { leaveFiles } from './leave-files';

/** Each is a processor at work, and a parser's memory. */
const filesAtOnce = new Lanes(2);
const reading = new Map<string, AbortController>();

/**
 * Reads sources whose files are stored, in the engine: it goes on while the panel is closed.
 * @param password for all of them; empty where none was entered.
 * @param onEnd called once for the call, when they and all that lies in them are read.
 */
export async function readFiles(
  sourceIds: readonly string[],
  password: string,
  onEnd: () => void,
): Promise<void> {
  // An engine that was just woken for them has taken them for orphans of the last one.
  await database.sources
    .where('id')
    .anyOf([...sourceIds])
    .modify({ status: 'reading', error: undefined });
  const sources = (await database.sources.bulkGet([...sourceIds])).filter((source) => source !== undefined);
  void readAll(sources, password).then(onEnd);
}

/**
 * Takes up the files that waited when the last engine ended. Those that it was at work on say so and can be read again: one of them may
 * be what has ended it.
 * @param onBusy called before, and `onEnd` after there was something to read.
 */
export async function resumeFiles(onBusy: () => void, onEnd: () => void): Promise<void> {
  // What was read just before the end may still have its bytes here.
  const keptIds = await database.files.toCollection().primaryKeys();
  const kept = await database.sources.bulkGet(keptIds);
  await database.files.bulkDelete(keptIds.filter((_, index) => (kept[index]?.status ?? 'ready') === 'ready'));
  const orphans = await database.sources
    .filter(({ kind, isFile, status }) => (kind === 'file' || isFile === true) && status === 'reading')
    .toArray();
  if (orphans.length === 0) return;
  const stored = await database.files.bulkGet(orphans.map(({ id }) => id));
  const begun = orphans.filter((_, index) => stored[index]?.hasBegun);
  await stopSources(begun.map(({ id }) => id));
  onBusy();
  void readAll(
    orphans.filter((orphan) => !begun.includes(orphan)),
    '',
  ).then(onEnd);
}

async function readAll(sources: readonly Source[], password: string): Promise<void> {
  await Promise.allSettled(
    sources.map(async (source) => {
      const stop = new AbortController();
      reading.set(source.id, stop);
      const contained = await filesAtOnce
        .run('', () => readOne(source, password, stop.signal))
        .finally(() => reading.delete(source.id));
      await readAll(contained, '');
    }),
  );
}

/** A source's stored file. @throws AppError `file-gone`, what readInWorker throws */
async function readStored(
  stored: StoredFile | undefined,
  source: Source,
  password: string,
  signal: AbortSignal,
) {
  if (!stored) throw new AppError('file-gone');
  await database.files.update(source.id, { hasBegun: true });
  const name = source.title.split('/').at(-1)!;
  const job = { file: stored.file, name, ...(password ? { password } : {}) };
  return readInWorker(job, signal, (share) => {
    void database.sources
      .where({ id: source.id })
      .and(({ status }) => status === 'reading')
      .modify({ readShare: share });
  });
}

/**
 * Reads the file that a linked page turned out to be. It is stored meanwhile: it may have a password.
 * @throws AppError what readInWorker throws
 */
export async function readLinkedFile(source: Source, file: Blob, signal: AbortSignal): Promise<SourceText> {
  const stored = { sourceId: source.id, chatId: '', file, depth: 0, rootId: source.id };
  await database.files.put(stored);
  // The source is written as it is here, once it is read.
  source.isFile = true;
  await database.sources.update(source.id, { isFile: true });
  const { read, hash } = await filesAtOnce.run('', () => readStored(stored, source, '', signal));
  if (read.markdown === '') throw new AppError('file-empty');
  // A link stands for one source.
  return fileToSourceText(leaveFiles(read, 'linked'), hash);
}

/** @returns the sources of what lies in the file. */
async function readOne(source: Source, password: string, signal: AbortSignal): Promise<readonly Source[]> {
  let contained: readonly Source[] = [];
  const finished = await finishSource(source, async () => {
    const stored = await database.files.get(source.id);
    const { read, hash } = await readStored(stored, source, password, signal);
    // Its own text is no reason to give up: what lies too deep in it is named.
    if (read.markdown !== '' && stored && limitOf(stored, read))
      return { ...fileToSourceText(leaveFiles(read, 'over-limit'), hash), url: source.url };
    if (read.files && stored && !stored.isOpened) contained = await addContained(source, stored, read);
    return { ...fileToSourceText(read, hash), url: source.url };
  });
  // A file that could not be read stays: it may be read again, with a password.
  if (finished.status === 'ready') await database.files.delete(source.id);
  return contained;
}

/** Those that are not read yet say that they were stopped, and can be read again. */
export function stopFiles(sourceIds: readonly string[]): void {
  for (const id of sourceIds) reading.get(id)?.abort();
}

/** Stops all of them. */
export const stopAllFiles = (): void => stopFiles([...reading.keys()]);

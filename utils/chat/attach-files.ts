import { limits } from '../files/limits';
import { AppError } from '../shared/app-error';
import { hashBytes } from '../shared/hash-text';
import type { Source } from '../sources/source';
import { database } from '../storage/database';
import { addSources } from './add-sources';
import { askEngine } from './ask-engine';
import { finishSource } from './finish-source';

/** A file as it was dropped or picked. */
export interface FileToAttach {
  file: File;
  /** With the folders that it lies in; the name alone for a single file. */
  path: string;
}

const hashOf = async (file: Blob): Promise<string> => hashBytes(await file.arrayBuffer());

/** Hash of a waiting file's bytes: known once it was read, else its bytes are still here. */
async function hashOfSource(source: Source): Promise<string | undefined> {
  if (source.fileHash) return source.fileHash;
  const stored = await database.files.get(source.id);
  return stored && hashOf(stored.file);
}

/** The files that are not the same, byte for byte, as one before them or one that waits already. Few have the same size to begin with. */
async function withoutRepeated(chatId: string, files: readonly FileToAttach[]): Promise<FileToAttach[]> {
  const chat = await database.chats.get(chatId);
  const waiting = (await database.sources.bulkGet(chat?.pendingSourceIds ?? [])).filter(
    (source) => source?.kind === 'file',
  );
  const kept: FileToAttach[] = [];
  for (const one of files) {
    const { size } = one.file;
    // Too large to be read anyway, and to be held in memory for this.
    const mayRepeat = size <= limits.fileBytes;
    const rivals = !mayRepeat
      ? []
      : [
          ...kept
            .filter(({ file }) => file.size === size)
            .map(
              ({ file }) =>
                () =>
                  hashOf(file),
            ),
          ...waiting
            .filter((source) => source!.sizeBytes === size)
            .map((source) => () => hashOfSource(source!)),
        ];
    const hash = rivals.length > 0 ? await hashOf(one.file) : undefined;
    const isRepeated = await rivals.reduce(
      async (found, rival) => (await found) || (await rival()) === hash,
      Promise.resolve(false),
    );
    if (!isRepeated) kept.push(one);
  }
  return kept;
}

/**
 * Puts files among a chat's waiting sources, in the order given and each once, and has the engine read them.
 * @returns how many were there already.
 */
export async function attachFiles(chatId: string, given: readonly FileToAttach[]): Promise<number> {
  const files = await withoutRepeated(chatId, given);
  const sources = await addSources(
    chatId,
    files.map(({ file, path }) => ({ kind: 'file', title: path, url: '', sizeBytes: file.size })),
  );
  const taken = sources.flatMap((source, index) => [{ source, file: files[index]!.file }]);
  // Not even stored: that would copy gigabytes for a file that is refused.
  const isTooLarge = ({ file }: { file: File }) => file.size > limits.fileBytes;
  for (const { source } of taken.filter(isTooLarge))
    await finishSource(source, () => Promise.reject(new AppError('file-over-limit', { limit: 'bytes' })));
  const wanted = taken.filter((one) => !isTooLarge(one));
  try {
    await database.files.bulkPut(
      wanted.map(({ source: { id }, file }) => ({ sourceId: id, chatId, file, depth: 0, rootId: id })),
    );
    await askEngine({
      type: 'read-files',
      sourceIds: wanted.map(({ source }) => source.id),
      password: '',
    });
  } catch (error) {
    for (const { source } of wanted) await finishSource(source, () => Promise.reject(error));
  }
  return given.length - files.length;
}

/** Files whose sources were taken away are not read any more, and their bytes are not kept. */
export async function forgetFiles(sourceIds: readonly string[]): Promise<void> {
  const known = (await database.files.bulkGet([...sourceIds])).flatMap((stored) => stored?.sourceId ?? []);
  if (known.length === 0) return;
  await askEngine({ type: 'stop-reading', sourceIds: known });
  await database.files.bulkDelete(known);
}

/** Reads files again: their bytes are kept until they could be read. @param password empty where none is asked for. */
export async function readFilesAgain(sources: readonly Source[], password = ''): Promise<void> {
  await askEngine({ type: 'read-files', sourceIds: sources.map(({ id }) => id), password });
}

import { AppError } from '../shared/app-error';
import { decodeNames } from './decode-names';
import type { ContainedFile, ExtractedFile, FileFormat, FileToRead, UnreadPart } from './file-format';
import { limits } from './limits';
import { shownPath } from './shown-path';
import { isZip } from './signatures';
import { packageFault } from './zip-kind';

/** What operating systems put into archives beside what their users do. */
const leftovers = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

/** Ways of packing that can be unpacked: none, Deflate, Deflate64. */
const methods = new Set([0, 8, 9]);

/**
 * A ZIP archive: its files, to be read one by one. Told last of all that are ZIP inside: documents and books are too.
 */
export const archive: FileFormat = {
  name: 'ZIP',
  accept: ({ bytes }) => isZip(bytes),
  async read({ name, bytes, password, onProgress }: FileToRead, signal: AbortSignal): Promise<ExtractedFile> {
    const { BlobReader, configure, Uint8ArrayWriter, ZipReader } = await import('@zip.js/zip.js');
    // This is a worker already, and the only one that may be started.
    configure({ useWebWorkers: false });
    const reader = new ZipReader(new BlobReader(new Blob([bytes])));
    const entries = [];
    // Names are only shown: see shownPath.
    for await (const entry of reader.getEntriesGenerator({ filenameValidation: 'tolerant' })) {
      if (entries.length >= limits.entries) throw new AppError('file-over-limit', { limit: 'entries' });
      entries.push(entry);
    }
    const unmarked = entries.filter((entry) => !entry.filenameUTF8);
    const names = decodeNames(unmarked.map((entry) => entry.rawFilename));
    const named = new Map(unmarked.map((entry, index) => [entry, names[index]!] as const));
    const wanted = entries.flatMap((entry) => {
      const path = shownPath(named.get(entry) ?? entry.filename);
      return entry.directory || leftovers.test(path) || !path ? [] : [{ entry, path }];
    });
    const fault = packageFault(
      name,
      wanted.map(({ path }) => path),
    );
    if (fault) throw new AppError(fault);
    if (wanted.length === 0) throw new AppError('file-empty');
    if (wanted.some(({ entry }) => entry.encrypted) && !password) throw new AppError('file-locked');
    const files: ContainedFile[] = [];
    const unread: UnreadPart[] = [];
    let unpacked = 0;
    for (const { entry, path } of wanted) {
      if (entry.directory) continue;
      const { uncompressedSize, compressedSize, compressionMethod } = entry;
      if (!methods.has(compressionMethod)) {
        unread.push({ kind: 'file', label: path, reason: 'not-supported' });
        continue;
      }
      const isBomb =
        uncompressedSize > limits.ratioFreeBytes && uncompressedSize > compressedSize * limits.packingRatio;
      unpacked += uncompressedSize;
      if (isBomb || unpacked > limits.unpackedBytes)
        throw new AppError('file-over-limit', { limit: 'bytes' });
      try {
        const data = await entry.getData(new Uint8ArrayWriter(), {
          signal,
          checkSignature: true,
          ...(password ? { password } : {}),
        });
        files.push({ path, blob: new Blob([data as Uint8Array<ArrayBuffer>]) });
      } catch (error) {
        if (entry.encrypted) throw new AppError('password-wrong', {}, error);
        unread.push({ kind: 'file', label: path, reason: 'broken' });
      }
      onProgress((files.length + unread.length) / wanted.length);
    }
    if (files.length === 0)
      throw new AppError(
        unread.every(({ reason }) => reason === 'not-supported') ? 'file-not-supported' : 'file-broken',
        { kind: 'ZIP' },
      );
    return { format: 'ZIP', markdown: '', marks: [], unread, hiddenCharacters: 0, files };
  },
};

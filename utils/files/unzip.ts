import { strToU8, unzipSync, zipSync } from 'fflate';
import { AppError } from '../shared/app-error';
import { limits } from './limits';

/** An archive's directory: what is in it, and each entry unpacked when it is asked for. */
export interface Archive {
  /** Paths as the archive has them, in its order; folders are left out. */
  paths: readonly string[];
  has(path: string): boolean;
  /**
   * @throws AppError `file-broken` where the entry is missing or damaged; `file-over-limit` where it, or all that was unpacked so far,
   * is larger than is safe.
   */
  bytes(path: string, mostBytes?: number): Uint8Array<ArrayBuffer>;
  /** As `bytes`, of many entries in one pass. */
  several(paths: readonly string[], mostBytes?: number): Map<string, Uint8Array<ArrayBuffer>>;
}

interface Entry {
  size: number;
  originalSize: number;
}

const known = new WeakMap<Uint8Array, Archive>();

/**
 * Reads a ZIP archive's directory; nothing is unpacked yet. The same bytes are read once.
 * @throws AppError `file-broken` where there is no directory (cut off); `file-over-limit` where it has too many entries.
 */
export function openArchive(file: Uint8Array): Archive {
  const before = known.get(file);
  if (before) return before;
  const entries = new Map<string, Entry>();
  let count = 0;
  try {
    unzipSync(file, {
      filter({ name, size, originalSize }) {
        if (++count > limits.entries) throw new AppError('file-over-limit', { limit: 'entries' });
        if (!name.endsWith('/')) entries.set(name, { size, originalSize });
        return false;
      },
    });
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('file-broken', {}, error);
  }
  let unpacked = 0;
  const archive: Archive = {
    paths: [...entries.keys()],
    has: (path) => entries.has(path),
    bytes: (path, mostBytes) => archive.several([path], mostBytes).get(path)!,
    several(paths, mostBytes = limits.unpackedBytes) {
      const wanted = new Set(paths);
      for (const path of wanted) {
        const entry = entries.get(path);
        if (!entry) throw new AppError('file-broken', { part: path });
        const { size, originalSize } = entry;
        const isBomb = originalSize > limits.ratioFreeBytes && originalSize > size * limits.packingRatio;
        if (isBomb || originalSize > mostBytes || unpacked + originalSize > limits.unpackedBytes)
          throw new AppError('file-over-limit', { limit: 'bytes' });
        unpacked += originalSize;
      }
      const part = paths[0] ?? '';
      try {
        // What the directory says is the room that fflate makes: an entry that lies about its size is cut there.
        const found = unzipSync(file, { filter: ({ name }) => wanted.has(name) });
        if (paths.some((path) => !Object.hasOwn(found, path))) throw new AppError('file-broken', { part });
        return new Map(paths.map((path) => [path, found[path] as Uint8Array<ArrayBuffer>]));
      } catch (error) {
        throw error instanceof AppError ? error : new AppError('file-broken', { part }, error);
      }
    },
  };
  known.set(file, archive);
  return archive;
}

export { strToU8 };

/** An archive of these entries, not packed: for parsers that unpack by themselves, without our limits. */
export const storeArchive = (entries: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> =>
  zipSync(entries, { level: 0 }) as Uint8Array<ArrayBuffer>;

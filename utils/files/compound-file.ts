import { AppError } from '../shared/app-error';
import { isCompoundFile } from './signatures';

/** A file system in a file (MS-CFB): office files of before 2007, and the wrapping of encrypted newer ones. */
export interface CompoundFile {
  /** Names of streams, without the storages that they lie in. */
  names: readonly string[];
  /** @returns undefined where there is no such stream. @throws AppError `file-broken` where it is cut off. */
  stream(name: string): Uint8Array<ArrayBuffer> | undefined;
}

/** Sector numbers above are signs: free, end of chain, part of a table. */
const lastSector = 0xfffffffa;
const headerBytes = 512;
const entryBytes = 128;

/** @throws AppError `file-broken` where the tables lead nowhere. */
export function openCompoundFile(file: Uint8Array): CompoundFile {
  const broken = () => new AppError('file-broken');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const uint = (at: number): number => {
    if (at + 4 > file.length) throw broken();
    return view.getUint32(at, true);
  };
  if (file.length < headerBytes) throw broken();
  const shift = view.getUint16(30, true);
  const miniShift = view.getUint16(32, true);
  if (shift < 7 || shift > 16 || miniShift < 4 || miniShift > shift) throw broken();
  const sectorBytes = 2 ** shift;
  const offsetOf = (sector: number) => (sector + 1) * sectorBytes;
  const mostSectors = Math.ceil(file.length / sectorBytes) + 1;

  const tables: number[] = [];
  for (let index = 0; index < 109; index++) {
    const sector = uint(76 + index * 4);
    if (sector <= lastSector) tables.push(sector);
  }
  const perSector = sectorBytes / 4;
  for (let sector = uint(68), count = 0; sector <= lastSector; count++) {
    if (count > mostSectors) throw broken();
    for (let index = 0; index < perSector - 1; index++) {
      const table = uint(offsetOf(sector) + index * 4);
      if (table <= lastSector) tables.push(table);
    }
    sector = uint(offsetOf(sector) + sectorBytes - 4);
  }
  if (tables.length > mostSectors) throw broken();
  const next = (sector: number): number => {
    const table = tables[Math.floor(sector / perSector)];
    return table === undefined ? lastSector + 1 : uint(offsetOf(table) + (sector % perSector) * 4);
  };

  const join = (pieces: Uint8Array[], size: number): Uint8Array<ArrayBuffer> => {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      if (at >= size) break;
      whole.set(piece.subarray(0, size - at), at);
      at += piece.length;
    }
    if (at < size) throw broken();
    return whole;
  };
  const chain = (first: number): Uint8Array[] => {
    const pieces: Uint8Array[] = [];
    for (let sector = first; sector <= lastSector; sector = next(sector)) {
      if (pieces.length > mostSectors) throw broken();
      pieces.push(file.subarray(offsetOf(sector), offsetOf(sector) + sectorBytes));
    }
    return pieces;
  };
  const sizeOf = (pieces: Uint8Array[]) => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const all = (first: number) => {
    const pieces = chain(first);
    return join(pieces, sizeOf(pieces));
  };

  const directory = all(uint(48));
  const entries = new Map<string, { first: number; size: number }>();
  const records = new DataView(directory.buffer);
  let mini: { first: number; size: number } | undefined;
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    const type = directory[at + 66];
    if (type !== 2 && type !== 5) continue;
    const length = Math.min(Math.max(records.getUint16(at + 64, true) - 2, 0), 62);
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + length));
    const entry = { first: records.getUint32(at + 116, true), size: records.getUint32(at + 120, true) };
    if (type === 5) mini = entry;
    else if (!entries.has(name)) entries.set(name, entry);
  }

  return {
    names: [...entries.keys()],
    stream(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      if (entry.size > file.length) throw broken();
      if (entry.size >= uint(56) || !mini) return join(chain(entry.first), entry.size);
      // Short streams lie together in one, in small sectors with a table of their own.
      const store = all(mini.first);
      const table = new DataView(all(uint(60)).buffer);
      const pieces: Uint8Array[] = [];
      const size = 2 ** miniShift;
      for (let sector = entry.first; sector <= lastSector; ) {
        if (pieces.length * size > entry.size || sector * 4 + 4 > table.byteLength) break;
        pieces.push(store.subarray(sector * size, (sector + 1) * size));
        sector = table.getUint32(sector * 4, true);
      }
      return join(pieces, entry.size);
    },
  };
}

/** Whether a file is a compound file that holds one of these streams. Never throws. */
export const holdsStream = (bytes: Uint8Array, ...names: string[]): boolean =>
  streamsOf(bytes)?.some((name) => names.includes(name)) ?? false;

/** Whether a file begins as a compound file and cannot be opened as one. Never throws. */
export const isDamagedCompound = (bytes: Uint8Array): boolean =>
  isCompoundFile(bytes) && streamsOf(bytes) === undefined;

function streamsOf(bytes: Uint8Array): readonly string[] | undefined {
  if (!isCompoundFile(bytes)) return undefined;
  try {
    return openCompoundFile(bytes).names;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return undefined;
  }
}

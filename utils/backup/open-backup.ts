import type * as z from 'zod/mini';
import { AppError } from '../shared/app-error';
import {
  type BackupTable,
  backupLimits,
  backupTables,
  endSchema,
  formatVersion,
  headerSchema,
  noCounts,
} from './format';
import { LineDigest } from './line-digest';
import { readLines } from './read-lines';
import { type ReadRecord, readRecord } from './read-record';

export type BackupHeader = z.infer<typeof headerSchema>;

export interface BackupLine extends ReadRecord {
  /** Of the record in its file. */
  number: number;
  /** Undefined where it belongs to none that we know. */
  table: BackupTable | undefined;
}

export interface OpenedBackup {
  header: BackupHeader;
  /** Ends with an AppError where the file turns out to be cut off, changed or too large: then none of it is to be used. */
  records: AsyncGenerator<BackupLine>;
}

const headerBytes = 1000;
/** An exported chat by its first letters. */
const chatBeginning = /^\s*\{\s*"unabridged"\s*:\s*"chat"/;

const isKnown = (name: unknown): name is BackupTable => backupTables.includes(name as BackupTable);

/** Its bytes, unpacked. @param onBytes told how many of the file were read. */
async function* unpack(file: Blob, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length;
        onBytes(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const stream = isPacked ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw new AppError('backup-damaged', {}, error);
  }
}

function parse(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    return undefined;
  }
}

function checkVersion({ version }: BackupHeader): void {
  if (version > formatVersion) throw new AppError('backup-newer');
}

/** The records behind the header of a backup, each as soon as its line is read. */
async function* readBackup(lines: AsyncGenerator<Uint8Array>, first: Uint8Array): AsyncGenerator<BackupLine> {
  const digest = new LineDigest();
  await digest.add(first);
  const counts = noCounts();
  let number = 0;
  let place = 0;
  let hasEnded = false;
  for await (const line of lines) {
    const value = parse(line);
    const end = Array.isArray(value) ? undefined : endSchema.safeParse(value);
    if (hasEnded || (end && !end.success)) throw new AppError('backup-damaged');
    if (end?.success) {
      const isWhole = backupTables.every((table) => end.data.counts[table] === counts[table]);
      if (!isWhole || end.data.digest !== digest.value) throw new AppError('backup-damaged');
      hasEnded = true;
      continue;
    }
    await digest.add(line);
    if (++number > backupLimits.records) throw new AppError('backup-too-large');
    const [table, raw] = value as unknown[];
    if (!isKnown(table)) {
      yield { number, table: undefined, entry: undefined, reason: 'shape' };
      continue;
    }
    if (backupTables.indexOf(table) < place) throw new AppError('backup-damaged');
    place = backupTables.indexOf(table);
    counts[table]++;
    yield { number, table, ...(await readRecord(table, raw)) };
  }
  if (!hasEnded) throw new AppError('backup-damaged');
}

/** The records of an exported chat, in the order in which they are to be written. */
async function* readChat(lists: Readonly<Record<string, unknown>>): AsyncGenerator<BackupLine> {
  let number = 0;
  for (const table of backupTables) {
    const list = Object.hasOwn(lists, table) ? lists[table] : [];
    // Nobody's endpoints and settings come with a chat.
    if (!Array.isArray(list) || table === 'endpoints' || table === 'settings') continue;
    for (const raw of list) yield { number: ++number, table, ...(await readRecord(table, raw)) };
  }
}

async function openChat(file: Blob, onBytes: (bytes: number) => void): Promise<OpenedBackup> {
  const whole = readLines(unpack(file, onBytes), {
    lineBytes: backupLimits.chatBytes,
    unpackedBytes: backupLimits.chatBytes,
  });
  const decoder = new TextDecoder();
  let text = '';
  for await (const line of whole) text += `${decoder.decode(line)}\n`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('backup-damaged', {}, error);
  }
  const header = headerSchema.safeParse(value);
  if (!header.success) throw new AppError('backup-unknown');
  checkVersion(header.data);
  return { header: header.data, records: readChat(value as Record<string, unknown>) };
}

/**
 * Opens a backup or an exported chat.
 * @param onProgress how much of the file was read, 0 to 1.
 * @throws AppError `backup-unknown` where it is neither; `backup-newer` where a newer version of its format is; `backup-damaged` where
 * it is cut off or changed; `backup-too-large`.
 */
export async function openBackup(file: Blob, onProgress: (share: number) => void): Promise<OpenedBackup> {
  const onBytes = (bytes: number) => onProgress(bytes / file.size);
  const beginning: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of unpack(file, () => {})) {
    beginning.push(chunk.subarray(0, headerBytes));
    length += chunk.length;
    if (length >= headerBytes) break;
  }
  const start = await new Blob(beginning as BlobPart[]).text();
  if (chatBeginning.test(start)) return openChat(file, onBytes);
  const header = headerSchema.safeParse(parse(new TextEncoder().encode(start.split('\n')[0])));
  if (!header.success || header.data.unabridged !== 'backup') throw new AppError('backup-unknown');
  checkVersion(header.data);
  const lines = readLines(unpack(file, onBytes), backupLimits);
  const { value: first } = await lines.next();
  return { header: header.data, records: readBackup(lines, first!) };
}

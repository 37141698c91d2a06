import { isRunning } from '../messages/chat-message';
import { readCard } from '../roleplay/character-card';
import { hashText } from '../shared/hash-text';
import { fromBase64 } from './base64';
import type { FileMessage } from './chat-schemas';
import { type BackupTable, backupLimits } from './format';
import { type FileRecord, type FileRecords, recordSchemas } from './record-schemas';
import type { FileCharacter, FileSource } from './source-schemas';

function isTooDeep(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return room === 0 || Object.values(value).some((inner) => isTooDeep(inner, room - 1));
}

/** No engine is at work on it here. */
const settled = (message: FileMessage): FileMessage =>
  message.role === 'assistant' && isRunning(message)
    ? { ...message, status: 'failed', error: { code: 'interrupted', facts: {} } }
    : message;

const read = (source: FileSource): FileSource =>
  source.status === 'reading'
    ? { ...source, status: 'failed', error: { code: 'read-interrupted', facts: {} } }
    : source;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** @throws AppError where the card cannot be read, and so no chat in this character. */
function played(character: FileCharacter): FileCharacter {
  readCard(character.json);
  const { portrait, ...rest } = character;
  if (portrait === undefined) return rest;
  const bytes = fromBase64(portrait);
  return pngSignature.every((byte, index) => bytes[index] === byte) ? character : rest;
}

export interface ReadRecord {
  /** Undefined where the record is not what its table holds. */
  entry: FileRecord | undefined;
  reason?: 'shape' | 'hash';
  /** An answer that was being written when the backup was made. */
  wasRunning?: boolean;
}

/**
 * A record of a file as it may be kept: a fresh object of the fields that we know, with the right types and sizes, and nothing that says
 * that someone is at work on it. A text must have the hash that it is stored under.
 */
export async function readRecord(table: BackupTable, raw: unknown): Promise<ReadRecord> {
  let record: FileRecords[BackupTable];
  try {
    if (isTooDeep(raw, backupLimits.depth)) return { entry: undefined, reason: 'shape' };
    record = recordSchemas[table].parse(raw);
    if (table === 'characters') record = played(record as FileCharacter);
  } catch {
    return { entry: undefined, reason: 'shape' };
  }
  if (table === 'texts') {
    const { hash, text } = record as FileRecords['texts'];
    if ((await hashText(text)) !== hash) return { entry: undefined, reason: 'hash' };
  }
  if (table === 'sources') record = read(record as FileSource);
  if (table !== 'messages') return { entry: { table, record } as FileRecord };
  const message = settled(record as FileMessage);
  return { entry: { table, record: message }, wasRunning: message !== record };
}

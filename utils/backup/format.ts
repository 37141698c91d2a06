import * as z from 'zod/mini';
import { time } from './schema-parts';

/**
 * The format of a backup, version 1. A gzip file (RFC 1952; it is read unpacked, too) of UTF-8 lines, each of them JSON:
 *
 * 1. `{"unabridged":"backup","version":1,"createdAt":1790000000000}`, milliseconds since 1970;
 * 2. records, each `["table", record]`, with the tables in the order of `backupTables`, so that whatever is named stands before what names
 *    it. See `record-schemas.ts` for their fields;
 * 3. `{"end":true,"counts":{"texts":3,…},"digest":"…"}`: how many records there were of each table, and a digest of all lines before.
 *
 * The digest is a chain, see LineDigest. A file without its last line, with another count or digest, or with something behind it was cut
 * off or changed, and is refused whole.
 *
 * An exported chat is one JSON object, `{"unabridged":"chat","version":1,"createdAt":…,"chats":[…],"messages":[…],…}`: the same records in
 * a list for each table.
 *
 * Never in either: keys, what envelopes' names are made from (`installSecret`; names are made anew by who restores, so that no file can
 * plant one that its writer knows), files that wait to be read, models' weights, and what is counted from the texts again.
 */
export const formatVersion = 1;

/** In the order in which they are written to a file, and from it: a restore that ends in the middle leaves nothing that leads nowhere. */
export const backupTables = [
  'texts',
  'marks',
  'sources',
  'links',
  'characters',
  'messages',
  'readings',
  'maps',
  'chats',
  'models',
  'endpoints',
  'settings',
] as const;

export type BackupTable = (typeof backupTables)[number];

/** Beyond these a file is refused with a sentence before anything of it is written. */
export const backupLimits = {
  /** Of all lines together, unpacked: gzip makes a thousand bytes out of one. */
  unpackedBytes: 8_000_000_000,
  /** Of one line: the longest text that is ever read (`utils/files/limits.ts`) has 64 million letters, of three bytes each. */
  lineBytes: 256_000_000,
  records: 3_000_000,
  /** Of an exported chat, which is parsed in one piece. */
  chatBytes: 512_000_000,
  /** Things inside of one another in a record. */
  depth: 500,
} as const;

export const headerSchema = z.object({
  unabridged: z.enum(['backup', 'chat']),
  version: z.int().check(z.gte(1)),
  createdAt: time,
});

export const endSchema = z.object({
  end: z.literal(true),
  counts: z.record(z.enum(backupTables), z.int().check(z.gte(0))),
  digest: z.string(),
});

/** Counts of nothing. */
export const noCounts = (): Record<BackupTable, number> =>
  Object.fromEntries(backupTables.map((table) => [table, 0])) as Record<BackupTable, number>;

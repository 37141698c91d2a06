import * as z from 'zod/mini';
import type { PageLink } from '../extract/extracted-page';
import type { PartMark } from '../files/file-format';
import type { Source, SourceReceipt } from '../sources/source';
import type { Character, SourceLinks, StoredMarks, StoredText } from '../storage/database';
import {
  address,
  amount,
  count,
  errorRecord,
  exactly,
  hash,
  id,
  ids,
  longText,
  time,
  webAddress,
  words,
} from './schema-parts';

export const textSchema = exactly<StoredText>()(z.object({ hash, text: longText }));

const partKind = z.enum(['page', 'slide', 'sheet', 'chapter', 'message']);
const partMark = exactly<PartMark>()(z.object({ kind: partKind, label: words, start: count }));
export const marksSchema = exactly<StoredMarks>()(z.object({ hash, marks: z.array(partMark) }));

const receipt = exactly<SourceReceipt>()(
  z.object({
    seenCharacters: amount,
    leftOutCharacters: amount,
    hiddenCharacters: amount,
    extractor: words,
    unreadFrameHosts: z.optional(z.array(words)),
    isUnfinished: z.optional(z.boolean()),
    wasFetched: z.optional(z.boolean()),
    format: z.optional(words),
    parts: z.optional(z.object({ kind: partKind, count })),
    unreadParts: z.optional(
      z.array(
        z.object({
          kind: z.enum(['page', 'slide', 'sheet', 'chapter', 'message', 'file', 'image', 'form']),
          label: words,
          reason: z.enum(['image', 'broken', 'empty', 'over-limit', 'locked', 'not-supported', 'linked']),
        }),
      ),
    ),
    recognisedParts: z.optional(count),
    remarks: z.optional(z.array(z.object({ kind: z.enum(['uncalculated', 'zero-bytes']), count }))),
    partOfCharacters: z.optional(amount),
  }),
);

/** A source without its envelope (see format.ts), and without what a browser's end leaves of it. */
export type FileSource = Omit<Source, 'envelope' | 'tabId' | 'readShare' | 'selected' | 'isDamaged'> & {
  selected?: { textHash: string; characterCount: number };
};

const textHash = z.union([hash, z.literal('')]);

export const sourceSchema = exactly<FileSource>()(
  z.object({
    id,
    kind: z.enum(['tab', 'page', 'file']),
    title: words,
    url: address,
    status: z.enum(['reading', 'ready', 'failed']),
    error: z.optional(errorRecord),
    textHash,
    isWhole: z.optional(z.boolean()),
    characterCount: count,
    tokenCount: amount,
    isInTab: z.optional(z.boolean()),
    isFile: z.optional(z.boolean()),
    parentUrl: z.optional(address),
    containerName: z.optional(words),
    sizeBytes: z.optional(amount),
    fileHash: z.optional(hash),
    readAt: time,
    receipt: z.optional(receipt),
    selected: z.optional(z.object({ textHash: hash, characterCount: count })),
  }),
);

const link = exactly<PageLink>()(z.object({ url: webAddress, text: words }));
export const linksSchema = exactly<SourceLinks>()(
  z.object({
    sourceId: id,
    links: z.array(link),
    nextUrl: z.union([webAddress, z.literal('')]),
  }),
);

/** A character with its portrait as the Base64 of a PNG, and without its envelope. */
export type FileCharacter = Omit<Character, 'envelope' | 'portrait' | 'isDamaged'> & { portrait?: string };

export const characterSchema = exactly<FileCharacter>()(
  z.object({
    id,
    name: words,
    json: longText,
    portrait: z.optional(longText),
    sourceIds: ids,
    cited: z.optional(z.record(words, longText)),
    createdAt: time,
    updatedAt: time,
    deletedAt: z.optional(time),
  }),
);

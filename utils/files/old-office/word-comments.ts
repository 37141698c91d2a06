import { uint32At } from './ppt-records';

/** A comment of an old Word file. */
export interface WordComment {
  /** Where it begins in the part of the text that holds comments (characters). */
  start: number;
  author: string;
}

const referenceBytes = 30;
/** In a reference: the number of its author. */
const authorAt = 20;

function namesIn(bytes: Uint8Array): string[] {
  const names: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + (bytes[at]! + bytes[at + 1]! * 256) * 2;
    names.push(new TextDecoder('utf-16le').decode(bytes.subarray(at + 2, end)));
    at = end;
  }
  return names;
}

/**
 * The comments of an old Word file in their order (MS-DOC 2.8.7, 2.8.8, 2.9.104).
 * @param starts where each begins. @param references what the text says of each. @param authors their names, each once.
 */
export function readWordComments(
  starts: Uint8Array,
  references: Uint8Array,
  authors: Uint8Array,
): WordComment[] {
  const names = namesIn(authors);
  const count = Math.max(0, Math.floor((references.length - 4) / (referenceBytes + 4)));
  return Array.from({ length: count }, (_, index) => {
    const at = (count + 1) * 4 + index * referenceBytes + authorAt;
    return {
      start: uint32At(starts, index * 4),
      author: names[(references[at] ?? 0) + (references[at + 1] ?? 0) * 256] ?? '',
    };
  });
}

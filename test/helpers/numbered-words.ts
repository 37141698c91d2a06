import type { RecordingServer } from './recording-server.ts';

/** Characters of each word, with the space behind it. */
export const wordLength = 8;

/**
 * Words of which each says what it belongs to and which one it is, so that one that is missing, doubled or misplaced is seen.
 * @param tag three letters or digits
 */
export const numberedWords = (tag: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${tag}${String(index).padStart(wordLength - 4, '0')} `);

/** What a server had sent of such words up to a time (milliseconds since 1970). */
export const sentBefore = (server: RecordingServer, tag: string, time: number): string =>
  server.deltas
    .filter(({ text, sentAt }) => text.startsWith(tag) && sentAt < time)
    .map(({ text }) => text)
    .join('');

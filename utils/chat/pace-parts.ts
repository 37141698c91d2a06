import type { StreamPart } from '../messages/stream-part';

/** Of one frame: whoever listens draws once in it. */
const frameMs = 16;
/** More than any model sends in a frame, by far: the fastest write some thousand tokens a second. */
const mostParts = 400;
const mostCharacters = 16_000;

/**
 * Holds up a server that floods: parts that nobody has yet taken pile up in memory, and keep a page from hearing *Stop*. What is not
 * read stays with the server.
 * @returns to be awaited after each part; resolves at once unless there were too many in this frame.
 */
export function createPace(): (part: StreamPart, signal: AbortSignal) => Promise<void> {
  let begun = performance.now();
  let parts = 0;
  let characters = 0;
  return async (part, signal) => {
    parts++;
    if ('text' in part) characters += part.text.length;
    const now = performance.now();
    const leftMs = begun + frameMs - now;
    if (leftMs > 0 && parts < mostParts && characters < mostCharacters) return;
    if (leftMs > 0 && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, leftMs));
    begun = performance.now();
    parts = 0;
    characters = 0;
  };
}

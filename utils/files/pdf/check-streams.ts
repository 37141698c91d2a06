import { AppError } from '../../shared/app-error';
import { limits } from '../limits';

/** Deflate packs to a thousandth at best: what is shorter than this cannot grow too large in one step. */
const suspectBytes = limits.streamBytes / 1032;
/** A stream's dictionary stands before it; the longest that matter are shorter (bytes). */
const dictionaryBytes = 2048;
const keyword = [0x73, 0x74, 0x72, 0x65, 0x61, 0x6d];

/** Where the bytes after each `stream` begin. */
function* streamStarts(bytes: Uint8Array): Generator<number> {
  // The letter `m` is sought: `indexOf` of one byte is fast, and what stands before it is checked.
  for (let at = bytes.indexOf(0x6d, 5); at !== -1; at = bytes.indexOf(0x6d, at + 1)) {
    const start = at - 5;
    if (!keyword.every((byte, index) => bytes[start + index] === byte)) continue;
    // `endstream`
    if (bytes[start - 1] === 0x64) continue;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) yield at + 3;
    else if (bytes[at + 1] === 0x0a || bytes[at + 1] === 0x0d) yield at + 2;
  }
}

/** @param rounds how often it was packed. @throws AppError `file-over-limit` */
async function checkUnpacked(packed: Uint8Array<ArrayBuffer>, rounds: number): Promise<void> {
  let stream: ReadableStream<Uint8Array<ArrayBuffer>> = new Blob([packed]).stream();
  for (let round = 0; round < rounds; round++)
    stream = stream.pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    // What follows the stream's end, or is damaged in it, ends it here; pdf.js reads on as far as it can.
    const chunk = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (chunk.done) return;
    length += chunk.value!.length;
    if (length > limits.streamBytes) {
      await reader.cancel();
      throw new AppError('file-over-limit', { limit: 'bytes' });
    }
  }
}

/**
 * Refuses a PDF with a part that would fill the memory once it is unpacked. Pictures are left out: they are opened only as far as
 * their size says. Streams of a locked document cannot be looked into.
 * @throws AppError `file-over-limit`
 */
export async function checkStreams(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const latin = new TextDecoder('latin1');
  for (const start of streamStarts(bytes)) {
    const before = latin.decode(bytes.subarray(Math.max(0, start - dictionaryBytes), start));
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    const rounds = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    if (rounds === 0 || /\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.POSITIVE_INFINITY);
    if (rounds === 1 && length < suspectBytes) continue;
    const end = Number.isFinite(length) && start + length <= bytes.length ? start + length : bytes.length;
    await checkUnpacked(bytes.subarray(start, end), Math.min(rounds, 4));
  }
}

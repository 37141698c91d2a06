import { AppError } from '../shared/app-error';

const newLine = 10;

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * The lines of a stream, without their ends; no more than one is in memory.
 * @throws AppError `backup-too-large` where a line, or all of them, are longer than is allowed.
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  { lineBytes, unpackedBytes }: { lineBytes: number; unpackedBytes: number },
): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > unpackedBytes) throw new AppError('backup-too-large');
    let start = 0;
    for (let end = chunk.indexOf(newLine); end >= 0; end = chunk.indexOf(newLine, start)) {
      pieces.push(chunk.subarray(start, end));
      length += end - start;
      if (length > lineBytes) throw new AppError('backup-too-large');
      yield join(pieces, length);
      pieces = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > lineBytes) throw new AppError('backup-too-large');
  }
  if (length > 0) yield join(pieces, length);
}

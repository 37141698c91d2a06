import { AppError } from '../shared/app-error';
import { cardLimits } from './card-limits';

export interface PngChunk {
  /** Four letters, e.g. `IHDR`. */
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Length, type and checksum around each body (bytes). */
const frameBytes = 12;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xed_b8_83_20 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The checksum of PNG (specification, annex D), over type and body. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

/** Whether bytes begin as a PNG does. */
export const isPng = (file: Uint8Array): boolean => signature.every((byte, index) => file[index] === byte);

/**
 * The chunks of a PNG, in order, up to and with `IEND`. Nothing is unpacked: neither pixels nor compressed texts.
 * @throws AppError `card-broken` where it is no PNG, is cut off, or a checksum is wrong; `card-too-large` where it has too many chunks.
 */
export function splitChunks(file: Uint8Array<ArrayBuffer>): PngChunk[] {
  if (!isPng(file)) throw new AppError('card-broken');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: PngChunk[] = [];
  let offset = signature.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    if (offset + frameBytes > file.length) throw new AppError('card-broken');
    const sizeBytes = view.getUint32(offset);
    if (sizeBytes > file.length - offset - frameBytes) throw new AppError('card-broken');
    const framed = file.subarray(offset + 4, offset + 8 + sizeBytes);
    if (crcOf(framed) !== view.getUint32(offset + 8 + sizeBytes)) throw new AppError('card-broken');
    chunks.push({ type: String.fromCharCode(...framed.subarray(0, 4)), body: framed.subarray(4) });
    if (chunks.length > cardLimits.chunks) throw new AppError('card-too-large');
    offset += frameBytes + sizeBytes;
  }
  if (chunks[0]!.type !== 'IHDR') throw new AppError('card-broken');
  return chunks;
}

/** A PNG of these chunks, with their checksums. */
export function joinChunks(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const sizeBytes = chunks.reduce((sum, { body }) => sum + frameBytes + body.length, signature.length);
  const file = new Uint8Array(sizeBytes);
  const view = new DataView(file.buffer);
  file.set(signature);
  let offset = signature.length;
  for (const { type, body } of chunks) {
    view.setUint32(offset, body.length);
    file.set(
      [...type].map((letter) => letter.charCodeAt(0)),
      offset + 4,
    );
    file.set(body, offset + 8);
    view.setUint32(offset + 8 + body.length, crcOf(file.subarray(offset + 4, offset + 8 + body.length)));
    offset += frameBytes + body.length;
  }
  return file;
}

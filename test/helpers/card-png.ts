import { crc32, deflateSync } from 'node:zlib';

/** A chunk of a PNG as it stands in the file. @param crc another than its own makes it a damaged one. */
export function pngChunk(type: string, body: Uint8Array | string, crc?: number): Buffer {
  const framed = Buffer.concat([
    Buffer.from(type, 'latin1'),
    typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
  ]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(framed.length - 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc ?? crc32(framed));
  return Buffer.concat([head, framed, tail]);
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** A picture of one pixel with more chunks before its end. */
export function pngOf(...chunks: Buffer[]): Uint8Array<ArrayBuffer> {
  const header = Buffer.from('00000001000000010806000000', 'hex');
  return new Uint8Array(
    Buffer.concat([
      signature,
      pngChunk('IHDR', header),
      pngChunk('IDAT', deflateSync(Buffer.from([0, 200, 120, 40, 255]))),
      ...chunks,
      pngChunk('IEND', ''),
    ]),
  );
}

/** A text chunk with a card, as other programs write it. */
export const cardChunk = (keyword: string, json: string): Buffer =>
  pngChunk('tEXt', `${keyword}\0${Buffer.from(json, 'utf8').toString('base64')}`);

/** A picture of one colour. */
export function solidPng(width: number, height: number, color: [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), ...Array<Buffer>(width).fill(Buffer.from(color))]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))),
    pngChunk('IEND', ''),
  ]);
}

import { AppError } from '../../shared/app-error';
import { codePageDecoder } from '../code-pages';

/** Text of an old Word file, character by character, with where each stands in the file. */
export interface WordText {
  text: string;
  /** Offset of each character in the main stream (bytes). */
  offsets: Uint32Array;
}

const broken = () => new AppError('file-broken', { kind: 'DOC' });

/**
 * Puts a document's text together from its pieces (MS-DOC 2.4.1): each of one or two bytes a character.
 * @param clx the list of pieces, from the table stream.
 */
export function joinPieces(main: Uint8Array, clx: Uint8Array): WordText {
  const view = new DataView(clx.buffer, clx.byteOffset, clx.byteLength);
  let at = 0;
  // Formats of saved changes stand before.
  while (at + 3 <= clx.length && clx[at] === 1) at += 3 + view.getUint16(at + 1, true);
  if (at + 5 > clx.length || clx[at] !== 2) throw broken();
  const count = Math.floor((view.getUint32(at + 1, true) - 4) / 12);
  at += 5;
  if (count < 1 || at + 4 + count * 12 > clx.length) throw broken();
  const total = view.getUint32(at + count * 4, true);
  if (total > main.length) throw broken();
  const offsets = new Uint32Array(total);
  const parts: string[] = [];
  let length = 0;
  for (let piece = 0; piece < count; piece++) {
    const from = view.getUint32(at + piece * 4, true);
    const characters = view.getUint32(at + piece * 4 + 4, true) - from;
    const place = view.getUint32(at + (count + 1) * 4 + piece * 8 + 2, true);
    const isNarrow = (place & 0x40000000) !== 0;
    const start = isNarrow ? (place & 0x3fffffff) / 2 : place & 0x3fffffff;
    const width = isNarrow ? 1 : 2;
    if (characters < 0 || from !== length || start + characters * width > main.length) throw broken();
    const bytes = main.subarray(start, start + characters * width);
    parts.push(isNarrow ? codePageDecoder(1252).decode(bytes) : wideText(bytes));
    for (let index = 0; index < characters; index++) offsets[length + index] = start + index * width;
    length += characters;
  }
  return { text: parts.join(''), offsets };
}

/** Unit by unit: a decoder would put other characters in the place of halves of pairs, and take a mark of order away. */
function wideText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    const units: number[] = [];
    for (let index = at; index + 1 < Math.min(at + 8192, bytes.length); index += 2)
      units.push(bytes[index]! + bytes[index + 1]! * 256);
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}

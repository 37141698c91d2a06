/** Kinds of pictures that browsers open. */
export type PictureKind = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP' | 'AVIF';

export interface PictureSize {
  width: number;
  height: number;
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What a picture is, by its first bytes; undefined where it is none that is known. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const head = latin(bytes, 0, 12);
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'PNG';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'JPEG';
  if (/^GIF8[79]a/.test(head)) return 'GIF';
  if (/^RIFF.{4}WEBP/s.test(head)) return 'WebP';
  // The size of its own header comes after its offset: two letters alone are no sign.
  if (head.startsWith('BM') && bytes.length > 30 && [12, 40, 52, 56, 64, 108, 124].includes(bytes[14]!))
    return 'BMP';
  return /^.{4}ftyp(?:avif|avis)/s.test(head) ? 'AVIF' : undefined;
}

/** Segments until the one that tells the size (`SOF`). */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isSize = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isSize) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(view: DataView, kind: string): PictureSize {
  if (kind === 'VP8X')
    return {
      width: 1 + (view.getUint32(24, true) & 0xffffff),
      height: 1 + (view.getUint16(27, true) | (view.getUint8(29) << 16)),
    };
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** The box `ispe`, wherever it stands: the first is that of the picture, or of a part of it. */
function avifSize(bytes: Uint8Array): PictureSize | undefined {
  const at = latin(bytes, 0, Math.min(bytes.length, 8192)).lastIndexOf('ispe');
  const view = viewOf(bytes);
  return at > 0 && at + 16 <= bytes.length
    ? { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    : undefined;
}

/** Where the size ends in each. */
const headBytes = { PNG: 24, GIF: 10, BMP: 26, WebP: 30 };

/** Size in dots that a picture's header tells, before it is opened; undefined where it is cut off before that. */
export function pictureSize(bytes: Uint8Array, kind: PictureKind): PictureSize | undefined {
  const view = viewOf(bytes);
  if (kind === 'JPEG') return jpegSize(view);
  if (kind === 'AVIF') return avifSize(bytes);
  if (bytes.length < headBytes[kind]) return undefined;
  if (kind === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
  if (kind === 'GIF') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (kind === 'WebP') return webpSize(view, latin(bytes, 12, 16));
  const isOld = bytes[14] === 12;
  return {
    width: isOld ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true)),
    height: isOld ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)),
  };
}

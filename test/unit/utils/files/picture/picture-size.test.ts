import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureKind, pictureSize } from '../../../../../utils/files/picture/picture-size.ts';
import { readFile } from '../../../../../utils/files/read-file.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const heads = {
  PNG: hex('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0 0806000000'),
  JPEG: hex('ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 00f0 0140 03 01220002110103110100'),
  GIF: hex('474946383961 4001 f000 f70000 00000000000000000000000000000000000000000000'),
  BMP: hex('424d 00000000 00000000 36000000 28000000 40010000 f0000000 0100 1800 00000000'),
  WebP: hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000 0000'),
  AVIF: hex('0000001c 66747970 61766966 00000000 0000002a 69737065 00000000 00000140 000000f0 00000000'),
};

describe.each(Object.entries(heads))('a picture in %s', (kind, head) => {
  it('is told by its first bytes, with its size', () => {
    expect(pictureKind(head)).toBe(kind);
    expect(pictureSize(head, kind as keyof typeof heads)).toEqual({ width: 320, height: 240 });
  });

  it('that is cut off or damaged is never more than unknown', () => {
    fc.assert(
      fc.property(fc.nat(head.length), fc.nat(head.length - 1), fc.nat(255), (length, at, byte) => {
        const bytes = head.slice(0, length);
        if (at < bytes.length) bytes[at] = byte;
        const found = pictureKind(bytes);
        return found === undefined || pictureSize(bytes, found) !== null;
      }),
    );
  });
});

it('knows the larger kinds of WebP', () => {
  const lossless = hex('52494646 00000000 57454250 5650384c 00000000 2f 3fc13b00 000000000000');
  const extended = hex('52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 ef0000');
  expect(pictureSize(lossless, 'WebP')).toEqual({ width: 320, height: 240 });
  expect(pictureSize(extended, 'WebP')).toEqual({ width: 320, height: 240 });
});

it('takes no text that begins like one for a picture', () => {
  expect(
    pictureKind(new TextEncoder().encode('BMW and other cars, a long text about them.')),
  ).toBeUndefined();
});

it.each([
  [
    'too large to be opened',
    '474946383961 ffff ffff f70000 00000000000000000000000000000000000000000000',
    'file-over-limit',
  ],
  ['of no size', '474946383961 0000 0000 f70000 00000000000000000000000000000000000000000000', 'file-broken'],
  ['cut off in its head', '89504e470d0a1a0a', 'file-broken'],
])('says of a picture %s that it is', async (_, bytes, code) => {
  const file = { name: 'a.gif', type: '', bytes: hex(bytes), onProgress: () => undefined };
  await expect(readFile(file, new AbortController().signal)).rejects.toMatchObject({ code });
});

import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../utils/sources/decode-text.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16)));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const ascii = (text: string) => new TextEncoder().encode(text);
/** 中文网页编码 over and over: detection wants some text. */
const gbk = bytes('d6d0cecdcdf8d2b3b1e0c2eb'.replace('cecd', 'cec4').repeat(40));
const gbkText = '中文网页编码'.repeat(40);
/** 日本語のページ */
const shiftJis = bytes('93fa967b8cea82cc83798181815b83578382'.slice(0, 20).repeat(40));

describe('decodeText', () => {
  it('believes a byte order mark before anything else', () => {
    expect(decodeText(join(bytes('efbbbf'), ascii('a')), 'gbk')).toBe('a');
    expect(decodeText(bytes('fffe2d4e'), 'utf-8')).toBe('中');
    expect(decodeText(bytes('feff4e2d'))).toBe('中');
  });

  it('reads UTF-16 without a mark', () => {
    const text = 'A page of plain words. '.repeat(20);
    const little = Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0]));
    expect(decodeText(little)).toBe(text);
  });

  it('takes valid UTF-8 for UTF-8, whatever is declared', () => {
    expect(decodeText(new TextEncoder().encode('<meta charset="gbk">中文'), 'windows-1252')).toContain(
      '中文',
    );
  });

  it.each([
    ['the header', gbk, 'gb2312'],
    ['a meta element', join(ascii('<html><meta charset=gb2312>'), gbk), undefined],
    [
      'a meta element far down',
      join(ascii(`<script>${'x'.repeat(20_000)}</script><meta charset=gbk>`), gbk),
      undefined,
    ],
    ['detection, where nothing is declared', gbk, undefined],
    ['detection, where a one-byte encoding is declared', gbk, 'iso-8859-1'],
    ['detection, where the declared one cannot be', gbk, 'utf-8'],
    ['detection, where the declared one is unknown', gbk, 'klingon'],
  ])('reads GBK by %s', (_, input, declared) => {
    expect(decodeText(input, declared)).toContain(gbkText);
  });

  it('reads Shift_JIS without a declaration', () => {
    expect(decodeText(shiftJis)).toContain('日本語の');
  });

  it('gives a text for any bytes', () => {
    expect(decodeText(bytes('ff00fe01'.repeat(10)))).not.toBe('');
    expect(decodeText(new Uint8Array())).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { decodeNames } from '../../../../utils/files/decode-names.ts';

const hex = (digits: string) =>
  Uint8Array.from(digits.match(/../g)!.map((pair) => Number.parseInt(pair, 16)));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('decodeNames', () => {
  it.each([
    ['UTF-8 without its mark', [utf8('红楼梦.txt'), utf8('a.md')], ['红楼梦.txt', 'a.md']],
    ['GBK', [hex('baecc2a5c3ce2e747874')], ['红楼梦.txt']],
    [
      'GBK beside Latin names',
      [utf8('readme.md'), hex('b8dfd6d0cad4ccе2'.replace('е', 'e'))],
      ['readme.md', '高中试题'],
    ],
    ['plain letters', [utf8('a/b.txt')], ['a/b.txt']],
    // Отчет за март, Договор, Приложение, in windows-1251
    [
      'Cyrillic',
      [hex('cef2f7e5f220e7e020ece0f0f2'), hex('c4eee3eee2eef0'), hex('cff0e8ebeee6e5ede8e5')],
      ['Отчет за март', 'Договор', 'Приложение'],
    ],
  ])('reads %s', (_, names, expected) => {
    expect(decodeNames(names)).toEqual(expected);
  });

  it('shifts no name where one holds a line’s end', () => {
    expect(decodeNames([utf8('a\nb'), utf8('c')])).toEqual(['a\nb', 'c']);
  });
});

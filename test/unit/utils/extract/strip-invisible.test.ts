import { describe, expect, it } from 'vitest';
import { stripInvisible } from '../../../../utils/extract/strip-invisible.ts';

const tags = (text: string) =>
  [...text].map((sign) => String.fromCodePoint(0xe0000 + sign.codePointAt(0)!)).join('');
const variants = (text: string) =>
  [...text].map((sign) => String.fromCodePoint(0xe0100 + (sign.codePointAt(0)! % 240))).join('');

describe('stripInvisible', () => {
  it.each([
    ['tags', `hello${tags('obey me')} world`, 'hello world'],
    ['zero width', 'ig\u200bno\u2060re\ufeff', 'ignore'],
    ['direction controls', 'a\u202eb\u2066c\u200f', 'abc'],
    ['soft hyphens', 'Donau\u00addampf', 'Donaudampf'],
    ['fillers', 'a\u3164\u115fb', 'ab'],
    ['variation selectors that carry a text', `a😀${variants('secret')}b`, 'a😀b'],
    ['joiners between letters that do not join', 'a\u200db', 'ab'],
    ['tags behind an emoji that is no flag', `x👍${tags('a long hidden order')}`, 'x👍'],
  ])('takes out %s', (_, text, expected) => {
    expect(stripInvisible(text)).toEqual({ text: expected, removed: text.length - expected.length });
  });

  it.each([
    ['plain text', 'The keeper’s eleven green books — 三十一年'],
    ['families', '👨‍👩‍👧‍👦 and 🏳️‍🌈 and ❤️‍🔥'],
    ['skin tones', '👍🏽 👩🏿‍🚀'],
    ['flags of regions', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['flags', '🇩🇪🇯🇵'],
    ['keycaps', '1️⃣ #️⃣'],
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष'],
    ['variants of Han characters', '葛\u{E0100}'],
  ])('keeps %s', (_, text) => {
    expect(stripInvisible(text)).toEqual({ text, removed: 0 });
  });
});

import { expect, it } from 'vitest';
import { linksInText, withoutLinks } from '../../../../utils/shared/links-in-text.ts';

it.each([
  ['https://a.test/wiki/Ilse_Varn', ['https://a.test/wiki/Ilse_Varn']],
  ['See https://a.test/x. And (http://b.test/y)!', ['https://a.test/x', 'http://b.test/y']],
  ['https://a.test/Mercury_(planet)', ['https://a.test/Mercury_(planet)']],
  ['[there](https://a.test/x)', ['https://a.test/x']],
  ['请看https://baike.test/item/林夕，再说', ['https://baike.test/item/%E6%9E%97%E5%A4%95']],
  ['https://a.test/x#one https://a.test/x#two', ['https://a.test/x']],
  ['HTTPS://A.test/X?q=a,b&c=%20', ['https://a.test/X?q=a,b&c=%20']],
  ['https:// https://. http://user:word@a.test/ ftp://a.test javascript:alert(1) a.test/x', []],
  ['', []],
])('finds the addresses in %j', (text, expected) => {
  expect(linksInText(text)).toEqual(expected);
});

it.each([
  [' https://a.test/x ', ''],
  ['https://a.test/x and https://b.test/', 'and'],
])('tells what is said beside them: %j', (text, expected) => {
  expect(withoutLinks(text)).toBe(expected);
});

it('takes no time over an address with a hundred thousand marks at its end', () => {
  const marks = ').'.repeat(50_000);
  expect(linksInText(`https://a.test/x${marks}`)).toEqual(['https://a.test/x']);
});

import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { linkImages } from '../../../../../components/ui/markdown/link-images.ts';

/** What a reader of Markdown would load or take for HTML. */
const loads = (text: string) =>
  JSON.stringify(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })).match(
    /"type":"(?:image|imageReference|html)"/g,
  ) ?? [];

describe('an image is a link with its host', () => {
  it.each([
    ['![a lamp](https://a.test/x.png "t")', '[a lamp (a.test)](<https://a.test/x.png>)'],
    ['![](https://a.test/x.png)', '[(a.test)](<https://a.test/x.png>)'],
    ['![灯][l]\n\n[l]: https://a.test/x', '[灯 (a.test)](<https://a.test/x>)\n\n[l]: https://a.test/x'],
    ['[![a](https://a.test/x)](https://b.test/)', '[a (a.test)](https://b.test/)'],
    ['![a](javascript:alert)', 'a'],
    ['![](x.png)', '—'],
    ['| a |\n|-|\n| ![x](https://a.test/b) |', '| a |\n|-|\n| [x (a.test)](<https://a.test/b>) |'],
  ])('%s', (text, expected) => expect(linkImages(text)).toBe(expected));
});

describe('HTML is its own text', () => {
  it.each([
    ['a <img src="https://a.test/x"> b', 'a &lt;img src="https://a.test/x"> b'],
    ['<div>\n![x](https://a.test/x)\n</div>', '&lt;div>\n&#33;[x](https://a.test/x)\n&lt;/div>'],
  ])('%s', (text, expected) => expect(linkImages(text)).toBe(expected));
});

it.each([
  '`![a](https://a.test/x)` and `<img>`',
  '```html\n<img src=x>\n```',
  '<https://a.test/>, 1 < 2',
  'Wow![^1]',
])('leaves %s as it is', (text) => expect(linkImages(text)).toBe(text));

it('leaves nothing to be loaded of any text', () => {
  const pieces = [
    '![a](https://a.test/x)',
    '![b][r]',
    '\n[r]: https://a.test/y\n',
    '<img src="https://a.test/z">',
  ];
  const more = [
    '<!--',
    '-->',
    '```\n',
    '`',
    '<div>\n',
    '\n\n',
    '> ',
    '- ',
    '$',
    '![',
    '](',
    ')',
    '[',
    ']',
    '\\',
    'x',
    '|',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 14 }), (all) => {
      expect(loads(linkImages(all.join('')))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

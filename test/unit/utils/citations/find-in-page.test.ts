// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInPage } from '../../../../utils/citations/find-in-page.ts';

const show = (body: string) =>
  document.body.replaceChildren(document.createRange().createContextualFragment(body));
const find = (quote: string, before = '', after = '') => findInPage(document, { before, quote, after });
const textOf = (found: ReturnType<typeof find>) => found?.ranges.map(String).join('');

const filler = (from: number, count: number) =>
  Array.from(
    { length: count },
    (_, index) => `<p>Entry ${from + index} of the log tells of calm seas.</p>`,
  ).join('');

describe('findInPage', () => {
  it.each([
    ['plain text', '<p>One. Two ships passed. Three.</p>', 'Two ships passed.', 'Two ships passed.'],
    [
      'text split over elements in a line',
      '<p>Two <b>sh<i>ip</i>s</b> <a href="#">passed</a> by.</p>',
      'Two ships passed by.',
      'Two ships passed by.',
    ],
    [
      'text over lines and cells',
      '<table><tr><td>Ships<br>seen</td><td>31</td></tr></table>',
      'Ships seen 31',
      'Shipsseen31',
    ],
    ['other white space', '<pre>Two\n   ships\tpassed</pre>', 'Two ships passed', 'Two\n   ships\tpassed'],
    [
      'another width and other quotes',
      '<p>他说：“你好，Ｗorld！”</p>',
      '他说:"你好,World!"',
      '他说：“你好，Ｗorld！”',
    ],
    [
      'characters that nobody sees',
      '<p>Light\u00ADhouse\u200B keeper</p>',
      'Lighthouse keeper',
      'Light\u00ADhouse\u200B keeper',
    ],
    ['letters of two units', '<p>The 𝒇unction 𠮷野家 opens.</p>', 'function 𠮷野家', '𝒇unction 𠮷野家'],
    [
      'marks of footnotes that the quote leaves out',
      '<p>Seen in May.<sup><a href="#n1">[1]</a></sup> Gone by June.</p>',
      'Seen in May. Gone by June.',
      'Seen in May. Gone by June.',
    ],
    [
      'a number in brackets that is a part of the text',
      '<p>The vector [12] is short.</p>',
      'The vector [12] is short.',
      'The vector [12] is short.',
    ],
    [
      'a formula, which the stored text has as TeX',
      '<p>The area <math><mi>π</mi><annotation encoding="application/x-tex">\\pi r^2</annotation></math> grows.</p>',
      'The area $\\pi r^2$ grows.',
      'The area π\\pi r^2 grows.',
    ],
    [
      'closed details',
      '<details><summary>More</summary><p>Two ships passed.</p></details>',
      'Two ships passed',
      'Two ships passed',
    ],
    [
      'no scripts and styles',
      '<style>.two-ships{}</style><script type="x">Two ships passed</script><p>Two ships <!-- not --> passed</p>',
      'Two ships passed',
      'Two ships  passed',
    ],
  ])('finds %s', (_, body, quote, expected) => {
    show(body);
    expect(textOf(find(quote))).toBe(expected);
  });

  it('finds what stands in open shadow roots and slots, in the order in which it is shown', () => {
    show('<x-box>a ship <b slot="last">in May</b></x-box>');
    const root = document.querySelector('x-box')!.attachShadow({ mode: 'open' });
    root.append(
      document
        .createRange()
        .createContextualFragment(
          '<p>There came <slot></slot> and left <slot name="last">never</slot> again.</p>',
        ),
    );
    expect(textOf(find('There came a ship and left in May again.'))).toBe(
      'There came a ship  and left in May again.',
    );
  });

  it('chooses between places of the same words by what stands around them', () => {
    show('<p>In May: two ships passed. Then fog.</p><p>In June: two ships passed. Then rain.</p>');
    const last = (before: string, after: string) =>
      find('two ships passed', before, after)!.ranges[0]!.startContainer.nodeValue;
    expect(last('In June:', '')).toContain('June');
    expect(last('In May:', '')).toContain('May');
    expect(last('', 'Then rain.')).toContain('June');
    expect(last('Words that stand nowhere. In (early) June:', '')).toContain('June');
  });

  it('finds a passage that has changed a little, and none that has changed altogether', () => {
    show(
      `${filler(0, 60)}<p>The keeper wrote down each ship that passed in eleven green books.</p>${filler(60, 60)}`,
    );
    expect(textOf(find('The keeper wrote down every ship that passed, in eleven green books.'))).toBe(
      'The keeper wrote down each ship that passed in eleven green books.',
    );
    expect(find('The captain sold every barrel that leaked, for twelve copper coins.')).toBeUndefined();
    expect(find('')).toBeUndefined();
    expect(find('…')).toBeUndefined();
  });

  it('finds a long passage by its beginning and its end', () => {
    show(filler(0, 400));
    const text = document.body.textContent!.replaceAll('seas.', 'seas. ');
    const quote = text
      .slice(text.indexOf('Entry 100'), text.indexOf('Entry 200'))
      .replaceAll('Entry 15', 'Page 15');
    const found = find(quote)!;
    expect(found.ranges[0]!.startContainer.nodeValue).toContain('Entry 100 ');
    expect(found.ranges.at(-1)!.endContainer.nodeValue).toContain('Entry 199 ');
  });

  it('finds every stretch of a page, whatever its elements, where it stands', () => {
    const word = fc.constantFrom('sea', 'Möwe', '灯塔', '31', 'ﬁn', '—', 'of', 'a', '🙂', '𠮷');
    const piece = fc.record({ word, tag: fc.constantFrom('b', 'i', 'span', 'p', 'div') });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        show(pieces.map(({ word, tag }) => `<${tag}>${word}</${tag}> `).join(''));
        const start = a % pieces.length;
        const end = start + 1 + (b % (pieces.length - start));
        const join = (from: number, to: number) =>
          pieces
            .slice(from, to)
            .map(({ word }) => word)
            .join(' ');
        const quote = join(start, end);
        const letters = (text: string) =>
          text
            .normalize('NFKD')
            .replace(/[^\p{L}\p{N}]/gu, '')
            .toLowerCase();
        const found = find(quote, join(0, start), join(end, pieces.length));
        if (letters(quote).length < 2) return;
        expect(letters(textOf(found) ?? '')).toBe(letters(quote));
        const before = document.createRange();
        before.setStart(document.body, 0);
        before.setEnd(found!.ranges[0]!.startContainer, found!.ranges[0]!.startOffset);
        expect(letters(before.toString())).toBe(letters(join(0, start)));
      }),
    );
  });
});

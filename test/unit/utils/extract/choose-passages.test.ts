// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { choosePassages } from '../../../../utils/extract/choose-passages.ts';
import { findBlocks, splitPassages } from '../../../../utils/extract/passages.ts';

/** Chooses among the passages of a body by given scores, and gives the texts that are taken. */
function choose(html: string, scores: Record<string, number>): string[] {
  document.body.replaceChildren(document.createRange().createContextualFragment(html));
  const outline = splitPassages(document.body, findBlocks(document.body));
  const { passages } = outline;
  const isTaken = choosePassages(
    outline,
    passages.map(({ text }) => scores[text] ?? 0),
  );
  return passages.filter((_, index) => isTaken[index]).map(({ text }) => text);
}
const long = 'a'.repeat(200);

describe('choosePassages', () => {
  it('takes what is likely and leaves the rest', () => {
    expect(choose(`<p>${long}</p><p>menu</p>`, { [long]: 0.9, menu: 0.05 })).toEqual([long]);
  });

  it('lowers the bar where nothing is sure', () => {
    expect(
      choose('<p>one item</p><p>two items</p><p>menu</p>', { 'one item': 0.2, 'two items': 0.2 }),
    ).toEqual(['one item', 'two items']);
  });

  it('keeps a heading with the text under it', () => {
    const scores = { [long]: 0.95, Story: 0.15, Related: 0.15, link: 0.01 };
    expect(choose(`<h2>Story</h2><p>${long}</p><h2>Related</h2><p>link</p>`, scores)).toEqual([
      'Story',
      long,
    ]);
  });

  it('closes gaps in a text, but not with what is surely something else', () => {
    const other = 'b'.repeat(200);
    const page = `<p>${long}</p><p>short</p><p>${other}</p><p>buy this</p><p>${long}c</p><p>short end</p>`;
    const scores = {
      [long]: 0.95,
      short: 0.3,
      [other]: 0.9,
      'buy this': 0.05,
      [`${long}c`]: 0.9,
      'short end': 0.3,
    };
    expect(choose(page, scores)).toEqual([long, 'short', other, `${long}c`]);
  });

  it('never cuts a table of data', () => {
    const table =
      '<table><tr><th>Year</th><td>a long cell of words</td></tr><tr><th>x</th><td>y</td></tr></table>';
    const scores = { [long]: 0.95, 'a long cell of words': 0.9, Year: 0.9 };
    expect(choose(`<p>${long}</p>${table}`, scores)).toEqual([
      long,
      'Year',
      'a long cell of words',
      'x',
      'y',
    ]);
    expect(choose(`<p>${long}</p>${table}`, { [long]: 0.95, x: 0.9 })).toEqual([long]);
  });

  it('keeps the box of facts of a wiki page', () => {
    const box = '<aside class="portable-infobox"><h3>Born</h3><div>1931</div></aside>';
    expect(choose(`${box}<p>${long}</p>`, { [long]: 0.95 })).toEqual(['Born', '1931', long]);
  });

  it('gives nothing for nothing', () => {
    expect(choose('', {})).toEqual([]);
  });
});

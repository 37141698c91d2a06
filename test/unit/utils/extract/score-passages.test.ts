// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { sumOverBlocks } from '../../../../utils/extract/block-sums.ts';
import { predict } from '../../../../utils/extract/decision-trees.ts';
import { lettersOf } from '../../../../utils/extract/letters.ts';
import { nameScoreCount, nameScores } from '../../../../utils/extract/name-scores.ts';
import { findBlocks, splitPassages } from '../../../../utils/extract/passages.ts';
import { scorePassages } from '../../../../utils/extract/score-passages.ts';
import { familyCount, namesOf, surroundings } from '../../../../utils/extract/surroundings.ts';
import { toWhole, wholeLog } from '../../../../utils/extract/whole-features.ts';

function outlineOf(html: string) {
  document.body.replaceChildren(document.createRange().createContextualFragment(html));
  return splitPassages(document.body, findBlocks(document.body));
}

describe('splitPassages', () => {
  it('numbers blocks before what they hold, and keeps the text of links apart', () => {
    const { passages, blocks, parents } = outlineOf(
      '<div>lead <a href="/a">one</a><p>two <b>bold</b></p></div><pre>a\n<b>b</b></pre><a href="/c"><p>card</p></a>',
    );
    expect(blocks.map(({ localName }) => localName)).toEqual(['body', 'div', 'p', 'pre', 'a', 'p']);
    expect(parents).toEqual([-1, 0, 1, 0, 0, 4]);
    expect(passages.map(({ text, linkedText, blockNumber }) => [text, linkedText, blockNumber])).toEqual([
      ['lead one', 'one', 1],
      ['two bold', '', 2],
      ['a b', '', 3],
      ['card', 'card', 5],
    ]);
  });
});

describe('sumOverBlocks', () => {
  it('adds what each block holds, however deep', () => {
    const outline = outlineOf('<div>a<p>bb</p></div><p>cccc</p>');
    const lengths = outline.passages.map(({ text }) => text.length);
    const sums = sumOverBlocks(outline, lengths, new Int32Array(outline.blocks.length));
    expect([...sums]).toEqual([7, 3, 2, 4]);
  });
});

describe('lettersOf', () => {
  it.each([
    ['abc d', 5],
    ['中文', 6],
    ['かな 한글', 13],
    ['𠀀', 2],
    ['', 0],
  ])('%s says as much as %i letters', (text, letters) => {
    expect(lettersOf(text)).toBe(letters);
  });
});

describe('predict', () => {
  it('follows each tree to a leaf and adds what the leaves say', () => {
    const trees = {
      roots: [0, 4],
      questions: [0, 5, -1, -2, 1, 0, -3, -4],
      leaves: [-1000, 1000, -500, 500],
    };
    const odds = (sum: number) => 1 / (1 + Math.exp(-sum));
    const rows = Int32Array.of(5, 0, 6, 1, 6, 0);
    expect([...predict(trees, rows, 2)]).toEqual([odds(-1.5), odds(1.5), odds(0.5)]);
  });

  it('asks for features as whole numbers', () => {
    expect([0.1234, -1, 7.0006].map(toWhole)).toEqual([123, -1000, 7001]);
    expect([0, 1, 7, 1, 2 ** 40 - 1].map(wholeLog)).toEqual([0, 1000, 3000, 1000, 40_000]);
  });

  it('keeps what is too large for a whole number of 32 bits the largest', () => {
    expect(Int32Array.of(toWhole(3_000_000))[0]).toBe(2 ** 31 - 1);
  });
});

describe('surroundings', () => {
  it('tells how far above the nearest block of each family stands', () => {
    const outline = outlineOf(
      '<nav class="x"><ul><li class="menuItem">a</li></ul></nav><div class="siteFooter">b</div>',
    );
    const { blocks } = outline;
    const names = blocks.map((block) => namesOf(block));
    expect(names).toEqual(['', ' x', '', ' menu-item', ' site-footer']);
    const around = surroundings(outline, names, () => false);
    const menus = blocks.map((_, block) => around[block * familyCount]);
    const footers = blocks.map((_, block) => around[block * familyCount + 1]);
    expect(menus).toEqual([12, 12, 12, 0, 12]);
    expect(footers).toEqual([12, 12, 12, 12, 0]);
    expect(blocks.map((_, block) => around[block * familyCount + 10])).toEqual([12, 0, 1, 2, 12]);
  });

  it('asks no names of a block that is the page', () => {
    const outline = outlineOf('<div class="menu"><p>a</p></div>');
    const names = outline.blocks.map((block) => namesOf(block));
    const around = surroundings(outline, names, (block) => block === 1);
    expect(around[2 * familyCount]).toBe(12);
  });
});

describe('nameScores', () => {
  const weights = {
    bias: 10,
    words: { content: [100, 50, 5], menu: [-100, -50, -5], constructor: [0, 0, 0] },
    tags: { p: [7, 3, 1] },
  };
  const score = (html: string) => {
    const outline = outlineOf(html);
    const rows = new Int32Array(outline.passages.length * (1 + nameScoreCount));
    nameScores(
      outline,
      outline.blocks.map((block) => namesOf(block)),
      weights,
      rows,
      1 + nameScoreCount,
    );
    return [...rows];
  };

  it('weighs words by how near they stand, each once in a ring', () => {
    expect(score('<div class="content"><p class="content content">a</p></div>')).toEqual([
      0,
      10 + 100 + 7,
      100,
      0,
      0,
    ]);
    expect(score('<div class="menu"><div><div><p>a</p></div></div></div>')).toEqual([
      0,
      10 - 50 + 7,
      0,
      -50,
      0,
    ]);
  });

  it('takes no word for what an object has by itself', () => {
    expect(score('<div class="toString valueOf">a</div>')).toEqual([0, 10, 0, 0, 0]);
  });
});

describe('scorePassages', () => {
  it('tells a text from a menu', () => {
    const prose =
      'The keeper wrote down every ship that passed, in eleven green books, for thirty-one years.';
    const outline = outlineOf(
      `<nav class="menu"><ul>${'<li><a href="/x">Some page</a></li>'.repeat(12)}</ul></nav><main><article class="post-content"><h1>Ships</h1>${`<p>${prose}</p>`.repeat(12)}</article></main>`,
    );
    const scores = scorePassages(outline);
    const ofMenu = outline.passages.flatMap(({ text }, index) =>
      text === 'Some page' ? scores[index]! : [],
    );
    const ofProse = outline.passages.flatMap(({ text }, index) => (text === prose ? scores[index]! : []));
    expect(ofMenu).toHaveLength(12);
    expect(Math.max(...ofMenu)).toBeLessThan(Math.min(...ofProse));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastBreak } from '../../../../utils/context/last-break.ts';
import { planPass, planReading, type ReadingText } from '../../../../utils/context/plan-reading.ts';
import { estimateTokens } from '../../../../utils/tokens/estimate-tokens.ts';

const asTexts = (texts: readonly string[]): ReadingText[] =>
  texts.map((text, index) => ({ id: `s${index}`, text, overheadTokens: 20 }));

/** Joins what the passes hold of each text, in order. */
function readBack(texts: readonly ReadingText[], roomTokens: number): Map<string, string> {
  const read = new Map<string, string>();
  for (const pass of planReading(texts, roomTokens, estimateTokens)) {
    for (const { id, start, end } of pass.pieces) {
      const { text } = texts.find((other) => other.id === id)!;
      // Each piece begins where the last one of its text ended.
      expect(start).toBe(read.get(id)?.length ?? 0);
      expect(end).toBeGreaterThan(start);
      read.set(id, (read.get(id) ?? '') + text.slice(start, end));
    }
  }
  return read;
}

const sentences = fc.constantFrom(
  'The clerk wrote it down. ',
  '他把这件事记在账上。',
  'word ',
  '\n',
  '\n\n',
  '# Title\n\n',
  '字',
  '🚢',
  '\ud800',
  'a',
  ' ',
);
const someText = fc
  .array(fc.tuple(sentences, fc.integer({ min: 1, max: 400 })), { maxLength: 12 })
  .map((parts) => parts.map(([part, count]) => part.repeat(count)).join(''));

describe('planReading', () => {
  it('has every character of every text in exactly one pass, in order, whatever the texts and the window', () => {
    fc.assert(
      fc.property(
        fc.array(someText, { maxLength: 6 }),
        fc.integer({ min: 200, max: 20_000 }),
        (contents, roomTokens) => {
          const texts = asTexts(contents);
          const read = readBack(texts, roomTokens);
          for (const { id, text } of texts) expect(read.get(id) ?? '').toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('fills every pass but the last to 90 % at least, and none beyond its room', () => {
    fc.assert(
      fc.property(
        fc.array(someText, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1500, max: 20_000 }),
        (contents, roomTokens) => {
          const texts = asTexts(contents);
          const passes = planReading(texts, roomTokens, estimateTokens);
          for (const [index, pass] of passes.entries()) {
            expect(pass.tokens).toBeLessThanOrEqual(roomTokens);
            if (index < passes.length - 1) expect(pass.tokens / roomTokens).toBeGreaterThanOrEqual(0.9);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ends inside a text with a paragraph, else with a sentence', () => {
    const paragraphs = `${'One sentence. And another one here. '.repeat(3).trim()}\n\n`.repeat(400);
    const [novel] = asTexts([paragraphs]);
    for (const pass of planReading([novel!], 2000, estimateTokens).slice(0, -1))
      expect(paragraphs.slice(0, pass.pieces.at(-1)!.end)).toMatch(/\n\n$/);
    const unbroken = '他把这件事记在账上，然后走了出去。'.repeat(2000);
    for (const pass of planReading(asTexts([unbroken]), 2000, estimateTokens).slice(0, -1))
      expect(unbroken.slice(0, pass.pieces.at(-1)!.end)).toMatch(/。$/);
  });

  it.each<[string, string[], number]>([
    ['no source', [], 0],
    ['a source without a character', [''], 0],
    ['sources without a character around one', ['', 'text', ''], 1],
    ['a source larger than the window', ['word '.repeat(20_000)], 10],
    ['ten thousand tiny sources', Array.from({ length: 10_000 }, (_, index) => `note ${index}`), 100],
    ['a million equal letters', ['a'.repeat(1_000_000)], 10],
  ])('%s', (_, contents, atLeast) => {
    const texts = asTexts(contents);
    const passes = planReading(texts, 2000, estimateTokens);
    expect(passes.length).toBeGreaterThanOrEqual(atLeast);
    expect(passes.flatMap((pass) => pass.pieces).reduce((sum, { start, end }) => sum + end - start, 0)).toBe(
      contents.join('').length,
    );
  });

  it('refuses a room that holds nothing', () => {
    expect(() => planReading(asTexts(['word '.repeat(500)]), 10, estimateTokens)).toThrow(RangeError);
  });

  it('goes on from where it was, whatever the room is by then', () => {
    const texts = asTexts(['word '.repeat(5000), '字'.repeat(5000)]);
    let cursor: ReturnType<typeof planPass>['next'] = { index: 0, offset: 0 };
    const rooms = [900, 300, 2500, 400];
    let read = '';
    for (let pass = 0; cursor; pass++) {
      const planned = planPass(texts, cursor, rooms[pass % rooms.length]!, estimateTokens);
      for (const { id, start, end } of planned.pieces)
        read += texts.find((text) => text.id === id)!.text.slice(start, end);
      cursor = planned.next;
    }
    expect(read).toBe(texts.map(({ text }) => text).join(''));
  });
});

describe('lastBreak', () => {
  it.each([
    ['a paragraph', 'one. two\n\nthree. four', 0, 'one. two\n\n'],
    ['a line', 'one. two\nthree. four', 0, 'one. two\n'],
    ['a sentence', 'one two. Three four', 0, 'one two. '],
    ['a sentence in quotes', 'He said “no.” Then he', 0, 'He said “no.” '],
    ['a Chinese sentence', '他说：“不。”然后走了', 0, '他说：“不。”'],
    ['a word', 'one two three', 0, 'one two '],
    ['nothing', 'onetwothree', 0, 'onetwothree'],
    ['no character in two', '字🚢', 0, '字'],
  ])('cuts after %s', (_, text, from, expected) => {
    const to = text === '字🚢' ? 2 : text.length;
    expect(text.slice(0, lastBreak(text, from, to))).toBe(expected);
  });
});

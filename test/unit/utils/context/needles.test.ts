import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Animal, hideNeedles, judgeNeedles } from '../../../../utils/context/needles.ts';
import { sampleText } from '../../../../utils/prompt/animal-test.ts';

const needles = Array.from({ length: 10 }, (_, index) => `[needle ${index}]`);
const asFound = (marks: string) => [...marks].map((mark) => mark === 'x');

describe('hideNeedles', () => {
  it('puts all of them in, in order, and takes nothing away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { text: hidden, depths } = hideNeedles(text, needles);
        let at = -1;
        for (const needle of needles) expect(hidden.indexOf(needle)).toBeGreaterThan(at++);
        const without = needles.reduce((rest, needle) => rest.replace(`\n\n${needle}\n\n`, ''), hidden);
        expect(without).toBe(text);
        expect([...depths].sort((a, b) => a - b)).toEqual(depths);
      }),
    );
  });
  it('spreads them from the beginning to the end of a long text, between sentences', () => {
    const text = sampleText(100_000);
    expect(text.length).toBeGreaterThanOrEqual(100_000);
    const { text: hidden, depths } = hideNeedles(text, needles);
    for (const [index, depth] of depths.entries()) expect(depth).toBeCloseTo((index + 0.5) / 10, 1);
    for (const needle of needles) expect(hidden.slice(0, hidden.indexOf(needle))).toMatch(/[.\s]\s*\n\n$/);
  });
});

it.each<[string, Animal]>([
  ['xxxxxxxxxx', 'elephant'],
  ['----xxxxxx', 'goldfish'],
  ['--xxxxxxxx', 'goldfish'],
  ['---xxx-xxx', 'goldfish'],
  ['x--x-x--xx', 'bee'],
  ['-xxxxxxxxx', 'bee'],
  ['xxxx------', 'bee'],
  ['----------', 'tadpole'],
  ['x--------x', 'tadpole'],
])('%s: %s', (marks, animal) => expect(judgeNeedles(asFound(marks))).toBe(animal));

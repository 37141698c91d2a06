import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alignQuote } from '../../../../utils/citations/align-quote';

/** The textbook's: every row of every column. */
function plainDistance(text: string, quote: string): number {
  let costs = Array.from({ length: quote.length + 1 }, (_, row) => row);
  let least = quote.length;
  for (const letter of text) {
    const next = [0];
    for (let row = 1; row <= quote.length; row++)
      next.push(
        Math.min(costs[row - 1]! + (letter === quote[row - 1] ? 0 : 1), next[row - 1]! + 1, costs[row]! + 1),
      );
    costs = next;
    least = Math.min(least, costs[quote.length]!);
  }
  return least;
}

it('finds the stretch that differs least', () => {
  expect(alignQuote('thelightwaslitinmay', 0, 19, 'lihtwaslit', 3)).toEqual({
    start: 3,
    end: 14,
    distance: 1,
  });
  expect(alignQuote('thelightwaslitinmay', 0, 19, 'neverwritten', 3)).toBeUndefined();
  expect(alignQuote('thelightwaslitinmay', 9, 19, 'lightwas', 2)).toBeUndefined();
});

it('is as near as trying everything', () => {
  const letters = fc.stringMatching(/^[ab c]{1,40}$/);
  fc.assert(
    fc.property(letters, fc.stringMatching(/^[ab c]{1,15}$/), fc.nat(15), (text, quote, most) => {
      const least = plainDistance(text, quote);
      const found = alignQuote(text, 0, text.length, quote, Math.min(most, quote.length - 1));
      if (least > Math.min(most, quote.length - 1)) {
        expect(found).toBeUndefined();
        return;
      }
      expect(found!.distance).toBe(least);
      expect(plainDistance(text.slice(found!.start, found!.end), quote)).toBe(least);
    }),
  );
});

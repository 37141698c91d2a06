import { describe, expect, it } from 'vitest';
import { findTruncation } from '../../../../utils/context/find-truncation.ts';
import { requestCost } from '../../../../utils/context/request-cost.ts';
import { nextTokenRatio } from '../../../../utils/tokens/calibrate.ts';

describe('findTruncation', () => {
  it.each<[string, Parameters<typeof findTruncation>[0], number | undefined]>([
    ['a cut to a short window', { countedTokens: 20_000, reportedTokens: 4096, error: 0.3 }, 15_904],
    ['a cut that a good count finds', { countedTokens: 100_000, reportedTokens: 95_000, error: 0.03 }, 5000],
    ['within the error', { countedTokens: 100_000, reportedTokens: 91_000, error: 0.1 }, undefined],
    ['more than was counted', { countedTokens: 100_000, reportedTokens: 120_000, error: 0.03 }, undefined],
    ['a short text', { countedTokens: 500, reportedTokens: 10, error: 0.03 }, undefined],
    ['no report', { countedTokens: 100_000, reportedTokens: undefined, error: 0.03 }, undefined],
    ['a report of nothing', { countedTokens: 100_000, reportedTokens: 0, error: 0.03 }, undefined],
  ])('%s', (_, input, missing) => expect(findTruncation(input)).toBe(missing));
});

describe('nextTokenRatio', () => {
  it.each<[string, Parameters<typeof nextTokenRatio>, number | undefined]>([
    ['the first report', [undefined, 10_000, 8000, false], 0.8],
    ['a later one weighs half', [1, 10_000, 8000, false], 0.9],
    ['a cut teaches nothing', [0.9, 10_000, 4096, true], 0.9],
    ['a short request teaches nothing', [undefined, 100, 300, false], undefined],
    ['nor does an impossible one', [undefined, 10_000, 100_000, false], undefined],
  ])('%s', (_, input, ratio) => {
    const next = nextTokenRatio(...input);
    if (ratio === undefined) expect(next).toBeUndefined();
    else expect(next).toBeCloseTo(ratio);
  });
});

it('prices what came from the cache as such', () => {
  const price = { input: 2, output: 10, cachedInput: 0.5 };
  expect(requestCost(price, 1_000_000, 100_000)).toBeCloseTo(3);
  expect(requestCost(price, 1_000_000, 100_000, 800_000)).toBeCloseTo(1.8);
  expect(requestCost({ input: 2, output: 10 }, 1_000_000, 0, 800_000)).toBeCloseTo(2);
});

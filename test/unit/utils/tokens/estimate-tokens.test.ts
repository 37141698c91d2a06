import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../../utils/tokens/estimate-tokens.ts';

const english =
  'The signal box at the end of the platform kept its own time until the telegraph arrived in 1852, and then it kept London’s. ';
const chinese =
  '车站的钟楼建于一八九七年，最初由城里的钟表匠每周上弦一次，后来改用电报校时，全城的人都跟着它对表。';
const code =
  'export function sum(values: readonly number[]): number {\n  return values.reduce((a, b) => a + b, 0);\n}\n';

describe('estimateTokens', () => {
  it.each([
    ['English', english.repeat(20)],
    ['Chinese', chinese.repeat(20)],
    ['code', code.repeat(20)],
  ])('is within 15 %% of o200k on %s', (_, text) => {
    const exact = encode(text).length;
    expect(Math.abs(estimateTokens(text) - exact) / exact).toBeLessThan(0.15);
  });
  it('is nothing for nothing', () => expect(estimateTokens('')).toBe(0));
  it('counts a million equal letters and unbroken hanzi without choking', () => {
    expect(estimateTokens('a'.repeat(1_000_000))).toBeGreaterThan(10_000);
    expect(estimateTokens('字'.repeat(1_000_000))).toBeGreaterThan(500_000);
  });
});

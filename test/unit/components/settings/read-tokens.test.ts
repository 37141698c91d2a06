import { expect, it } from 'vitest';
import { readTokens } from '../../../../components/settings/use-model-entry.ts';

it.each([
  ['', undefined],
  ['  ', undefined],
  ['131072', 131_072],
  ['131,072', 131_072],
  ['131 072', 131_072],
  ['128k', 128_000],
  ['1M', 1_000_000],
  ['1.5m', 1_500_000],
  ['100万', 1_000_000],
  ['12', Number.NaN],
  ['many', Number.NaN],
  ['-5000', Number.NaN],
  ['1e12', Number.NaN],
])('%j', (typed, tokens) => expect(readTokens(typed)).toEqual(tokens));

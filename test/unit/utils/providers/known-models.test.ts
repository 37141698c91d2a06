import { expect, it } from 'vitest';
import { knownWindow } from '../../../../utils/providers/known-models.ts';

it.each([
  ['moonshot-v1-8k', 8192],
  ['kimi-k2-0905-preview', 262_144],
  ['openai/gpt-4o-mini', 128_000],
  ['gpt-5-mini', 400_000],
  ['o3-mini', 200_000],
  ['deepseek-chat', 131_072],
  ['anthropic/claude-sonnet-4.5', 200_000],
  ['GPT-4.1-mini', 1_047_576],
  ['nobody-knows', undefined],
  ['', undefined],
])('%s', (model, window) => expect(knownWindow(model)).toBe(window));

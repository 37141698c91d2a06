import { expect, it } from 'vitest';
import { presets, protocolOf } from '../../utils/providers/presets.ts';

it.each(presets.filter((preset) => preset.id !== 'custom'))(
  '$id has an address that can be used',
  (preset) => {
    const { protocol, hostname, pathname } = new URL(preset.baseUrl);
    // Only this machine may be spoken to in the clear.
    expect(protocol === 'https:' || hostname === 'localhost').toBe(true);
    expect(pathname).not.toMatch(/\/$/);
    expect(preset.needsKey).toBe(preset.keyUrl.startsWith('https://'));
  },
);

it('names each preset once', () => {
  expect(new Set(presets.map((preset) => preset.id)).size).toBe(presets.length);
});

it('has OpenRouter refuse a prompt that is too long, which it would shorten without a word', () => {
  const { extraBody } = presets.find(({ id }) => id === 'openrouter')!;
  expect(extraBody).toEqual({ plugins: [{ id: 'context-compression', enabled: false }] });
});

it.each([
  ['openai', 'gpt-5.1', 'openai-chat'],
  ['openai', 'gpt-5-pro', 'openai-responses'],
  ['openai', 'o3-pro-2025-06-10', 'openai-responses'],
  ['openai', 'gpt-5.1-codex-max', 'openai-responses'],
  ['anthropic', 'claude-sonnet-4-5', 'anthropic-messages'],
  ['custom', 'gpt-5-pro', 'openai-chat'],
  ['gone', 'any', 'openai-chat'],
])('speaks to %s’s %s in %s', (presetId, model, protocol) => {
  expect(protocolOf(presetId, model)).toBe(protocol);
});

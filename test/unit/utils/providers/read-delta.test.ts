import { describe, expect, it } from 'vitest';
import { readDelta } from '../../../../utils/providers/protocols/read-delta.ts';

describe('readDelta', () => {
  it.each([
    ['text', { choices: [{ delta: { content: 'a' } }] }, [{ type: 'text-delta', text: 'a' }]],
    [
      'reasoning_content',
      { choices: [{ delta: { reasoning_content: 'r', content: null } }] },
      [{ type: 'reasoning-delta', text: 'r' }],
    ],
    ['reasoning', { choices: [{ delta: { reasoning: 'r' } }] }, [{ type: 'reasoning-delta', text: 'r' }]],
    ['a refusal as text', { choices: [{ delta: { refusal: 'no' } }] }, [{ type: 'text-delta', text: 'no' }]],
    ['role only', { choices: [{ delta: {} }] }, []],
    ['no delta at all', { choices: [{ delta: null }] }, []],
    [
      'no choices (usage chunk)',
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 1 } },
      [{ type: 'usage', usage: { promptTokens: 7, completionTokens: 1 } }],
    ],
    [
      'OpenAI cached tokens',
      { usage: { prompt_tokens: 7, prompt_tokens_details: { cached_tokens: 4 } } },
      [{ type: 'usage', usage: { promptTokens: 7, cachedTokens: 4 } }],
    ],
    [
      'Moonshot cached tokens',
      { usage: { prompt_tokens: 7, cached_tokens: 0 } },
      [{ type: 'usage', usage: { promptTokens: 7, cachedTokens: 0 } }],
    ],
    [
      'DeepSeek cached tokens',
      { usage: { prompt_tokens: 7, prompt_cache_hit_tokens: 3 } },
      [{ type: 'usage', usage: { promptTokens: 7, cachedTokens: 3 } }],
    ],
  ] as const)('reads %s', (_, chunk, parts) => {
    expect(readDelta(chunk as never)).toEqual({ parts });
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['tool_calls', 'other'],
  ])('reads finish_reason %s as %s', (wire, finish) => {
    expect(readDelta({ choices: [{ delta: {}, finish_reason: wire }] })).toEqual({ parts: [], finish });
  });
});

import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../../utils/providers/parse-retry-after.ts';
import { scrub } from '../../../../utils/providers/scrub.ts';

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{}, undefined],
  ])('%j → %s', (headers, expected) => {
    expect(parseRetryAfter(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

describe('scrub', () => {
  it.each([
    ['Incorrect API key provided: sk-abc123def456ghi789.', [], 'Incorrect API key provided: •••.'],
    ['bad key "my own secret"', ['my own secret'], 'bad key "•••"'],
    ['Authorization: Bearer abc.def', [], 'Authorization: •••'],
    ['two\n lines', ['', 'abc'], 'two lines'],
  ])('%j', (said, secrets, expected) => {
    expect(scrub(said, secrets)).toBe(expected);
  });
  it('shortens', () => expect(scrub('x'.repeat(1000))).toHaveLength(300));
});

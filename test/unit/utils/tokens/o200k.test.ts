import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { beforeAll, describe, expect, it } from 'vitest';
import { cutForCounting } from '../../../../utils/tokens/cut-for-counting.ts';
import type { ExactCounter } from '../../../../utils/tokens/o200k.ts';
import { addProfiles, emptyProfile } from '../../../../utils/tokens/token-profile.ts';
import { loadCounter } from '../../../helpers/load-o200k.ts';

let counter: ExactCounter;
beforeAll(async () => {
  counter = await loadCounter();
});

const prose =
  'The signal box kept its own time until 1852.\n\n## Heading\n\n车站的钟楼建于一八九七年，最初由城里的钟表匠每周上弦一次。\n\n```js\nlet x = [1, 2, 3];\n```\n\n';

describe('the exact count', () => {
  it.each([
    ['nothing', ''],
    ['a short text', prose],
    ['a text of many pieces', prose.repeat(600)],
    ['a text without a line break', prose.replaceAll('\n', ' ').repeat(300)],
  ])('is the vocabulary’s own on %s', (_, text) => {
    const exact = encode(text).length;
    expect(Math.abs(counter.count(text) - exact)).toBeLessThanOrEqual(exact * 0.0005);
  });

  it('takes special tokens for text', () => {
    expect(counter.count('<|endoftext|>')).toBeGreaterThan(1);
    expect(counter.count('a <|im_start|> b')).toBeGreaterThan(3);
  });

  it.each([
    ['equal letters', 'a'.repeat(200_000)],
    ['unbroken hanzi', '字'.repeat(100_000)],
    ['lone surrogates', '\ud800'.repeat(100_000)],
    ['blanks', ' '.repeat(200_000)],
    ['line breaks', '\n'.repeat(200_000)],
    ['marks', '='.repeat(200_000)],
    ['emoji', '🚢'.repeat(50_000)],
  ])('comes to an end on %s', (_, text) => {
    // Uncut, each of these takes minutes.
    expect(counter.count(text)).toBeGreaterThan(1000);
  });

  it('is additive: an added source costs only itself', () => {
    const parts = [prose, prose.repeat(3), 'x'.repeat(500)];
    const sum = parts.map(counter.profile).reduce(addProfiles, emptyProfile);
    const whole = counter.profile(parts.join('\n\n'));
    expect(Math.abs(sum.o200k - whole.o200k)).toBeLessThan(8);
    expect(sum.isExact).toBe(true);
  });
});

describe('cutForCounting', () => {
  const piece = fc.constantFrom('word ', '字', '\n', '\n\n', '🚢', '\ud800', '\udc00', '=', '9', ' ', 'é');
  it('cuts every text into all of its characters, never inside of one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.integer({ min: 1, max: 900 })), { maxLength: 40 }), (parts) => {
        const text = parts.map(([part, count]) => part.repeat(count)).join('');
        const ends = cutForCounting(text);
        expect(ends.at(-1) ?? 0).toBe(text.length);
        let start = 0;
        for (const end of ends) {
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(16_400);
          if (end < text.length)
            expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(end - 1, end + 1))).toBe(false);
          start = end;
        }
      }),
    );
  });
});

import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { envelopeTokens } from '../../../../utils/context/envelope-tokens.ts';
import { wrapSource } from '../../../../utils/prompt/wrap-source.ts';
import type { ExactCounter } from '../../../../utils/tokens/o200k.ts';
import { loadCounter } from '../../../helpers/load-o200k.ts';

let counter: ExactCounter;
beforeAll(async () => {
  counter = await loadCounter();
});

// Ten thousand tiny sources are mostly envelopes: an error here is an error of the whole.
it.each([
  ['no title', '', ''],
  ['a short one', 'Source 12', 'https://seed.test/12'],
  ['a page', 'The keeper of the north – Wikipedia', 'https://en.wikipedia.org/wiki/The_keeper_of_the_north'],
  [
    'a long Chinese one',
    '深度学习的历史与未来：一篇长文',
    'https://zh.example.com/a/2024/05/%E6%B7%B1%E5%BA%A6%E5%AD%A6%E4%B9%A0.html?utm_source=abc&id=9f8e7d6c5b4a',
  ],
])('counts what stands around %s', (_, title, url) => {
  const hashes = Array.from({ length: 50 }, (_, index) =>
    createHash('sha256').update(`${index}`).digest('hex'),
  );
  const wrapped = hashes.map((hash, index) =>
    wrapSource({ title, url, envelope: hash.slice(0, 20), text: '字', number: index + 1 }),
  );
  const real = wrapped.reduce((sum, text) => sum + counter.count(`${text}\n\n`) - 1, 0) / wrapped.length;
  const counted = envelopeTokens({ title, url });
  expect(counted).toBeGreaterThan(real * 0.97);
  expect(counted).toBeLessThan(real * 1.3);
});

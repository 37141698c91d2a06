import { expect, it } from 'vitest';
import { lastScreenOf } from '../../../../components/chat/use-last-first.ts';

const messagesOf = (...lengths: number[]) => lengths.map((length) => ({ text: 'x'.repeat(length) }));

it.each([
  ['nothing', [], 0],
  ['a question with its answer, however long', [90, 9_000, 90, 9_000], 2],
  ['as many short ones as fill a panel', [900, 900, 900, 900, 900], 2],
  ['a whole chat that is short', [90, 900, 90, 900], 0],
])('takes %s', (_, lengths, from) => {
  expect(lastScreenOf(messagesOf(...lengths))).toBe(from);
});

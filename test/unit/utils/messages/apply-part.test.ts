import { expect, it } from 'vitest';
import { applyPart } from '../../../../utils/messages/apply-part.ts';
import type { Answer } from '../../../../utils/messages/chat-message.ts';
import type { StreamPart } from '../../../../utils/messages/stream-part.ts';

const empty: Answer = {
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 0,
  role: 'assistant',
  text: '',
  reasoning: '',
  status: 'queued',
  choice: { endpointId: 'e', model: 'm' },
};
const run = (parts: StreamPart[]) => parts.reduce(applyPart, empty);

it('joins deltas in order, reasoning apart from the text', () => {
  const answer = run([
    { type: 'progress', stage: 'reading', done: 1, total: 2 },
    { type: 'reasoning-delta', text: 'hm' },
    { type: 'text-delta', text: 'He' },
    { type: 'text-delta', text: 'llo' },
  ]);
  expect(answer).toMatchObject({ text: 'Hello', reasoning: 'hm', status: 'streaming', progress: undefined });
});

it.each([
  ['stop', 'done'],
  ['length', 'cut'],
  ['content-filter', 'done'],
  ['other', 'done'],
] as const)('ends on %s as %s', (reason, status) => {
  expect(run([{ type: 'finish', reason }])).toMatchObject({ status, finishReason: reason });
});

it('merges usage that comes in pieces', () => {
  expect(
    run([
      { type: 'usage', usage: { promptTokens: 5 } },
      { type: 'usage', usage: { completionTokens: 2 } },
    ]).usage,
  ).toEqual({ promptTokens: 5, completionTokens: 2 });
});

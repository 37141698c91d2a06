import { expect, it } from 'vitest';
import type { ModelMessage } from '../../../../utils/messages/model-message.ts';
import { cacheMarks } from '../../../../utils/prompt/cache-marks.ts';

const long = (role: ModelMessage['role']): ModelMessage => ({ role, content: 'x'.repeat(5000) });
const short: ModelMessage = { role: 'user', content: 'why?' };

it('marks the first long messages, at most four', () => {
  expect(cacheMarks([short, long('user'), short, long('user'), ...Array(4).fill(long('user'))])).toEqual([
    1, 3, 4, 5,
  ]);
});

it('never takes a mark away when a chat goes on', () => {
  const chat: ModelMessage[] = [];
  let before: number[] = [];
  for (let turn = 0; turn < 12; turn++) {
    chat.push(turn % 3 === 0 ? long('user') : short, { role: 'assistant', content: 'a' });
    const marks = cacheMarks(chat);
    expect(marks.slice(0, before.length)).toEqual(before);
    before = marks;
  }
});

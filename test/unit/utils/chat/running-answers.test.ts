import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { RunningAnswers } from '../../../../utils/chat/running-answers.ts';
import type { Answer } from '../../../../utils/messages/chat-message.ts';
import { database } from '../../../../utils/storage/database.ts';

const answer: Answer = {
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 1,
  role: 'assistant',
  text: 'words',
  reasoning: '',
  status: 'done',
  choice: { endpointId: 'e', model: 'm' },
};

it.each(['done', 'cut', 'stopped', 'streaming'] as const)(
  'does not begin anew what is %s',
  async (status) => {
    await database.messages.put({ ...answer, status });
    const answers = new RunningAnswers({ publish: () => undefined });
    // A command that comes twice, the second time after the answer has ended.
    await answers.start('a', () => undefined);
    expect(answers.has('a')).toBe(false);
    expect(await database.messages.get('a')).toEqual({ ...answer, status });
  },
);

it('says so where there is no such answer', async () => {
  const answers = new RunningAnswers({ publish: () => undefined });
  await expect(answers.start('gone', () => undefined)).rejects.toMatchObject({ code: 'unexpected' });
});

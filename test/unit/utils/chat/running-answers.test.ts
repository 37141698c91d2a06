import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { AnswerKeeper } from '../../../../utils/chat/answer-keeper.ts';
import { RunningAnswers } from '../../../../utils/chat/running-answers.ts';
import { streamInWorker } from '../../../../utils/chat/stream-in-worker.ts';
import type { Answer } from '../../../../utils/messages/chat-message.ts';
import { AppError } from '../../../../utils/shared/app-error.ts';
import { requeueAnswer } from '../../../../utils/storage/branches.ts';
import { database } from '../../../../utils/storage/database.ts';

vi.mock('../../../../utils/chat/stream-in-worker.ts', () => ({ streamInWorker: vi.fn() }));

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

it('begins anew what is asked for again while its first attempt is still being put away', async () => {
  const asked: string[] = [];
  // biome-ignore lint/correctness/useYield: the endpoint refuses before the first word.
  vi.mocked(streamInWorker).mockImplementation(async function* ({ text }) {
    asked.push(text);
    throw new AppError('model-not-found');
  });
  await database.messages.put({ ...answer, text: '', status: 'queued', askedAt: 1 });
  // Written, and so shown as failed, a while before the engine is done with it.
  let isWritten = () => {};
  let putAway = () => {};
  const written = new Promise<void>((resolve) => {
    isWritten = resolve;
  });
  const end = AnswerKeeper.prototype.end;
  vi.spyOn(AnswerKeeper.prototype, 'end').mockImplementationOnce(async function (
    this: AnswerKeeper,
    givenUp,
  ) {
    await end.call(this, givenUp);
    isWritten();
    await new Promise<void>((resolve) => {
      putAway = resolve;
    });
  });
  const answers = new RunningAnswers({ publish: () => undefined });
  let idle = 0;
  await answers.start('a', () => idle++);
  await written;
  const failed = (await database.messages.get('a')) as Answer;
  expect(failed.status).toBe('failed');
  expect(await requeueAnswer(failed, { choice: answer.choice, sending: undefined })).toBe(true);
  const started = answers.start('a', () => idle++);
  // The same command once more sends nothing twice.
  const twice = answers.start('a', () => idle++);
  putAway();
  await Promise.all([started, twice]);
  await vi.waitFor(async () => {
    expect(answers.has('a')).toBe(false);
    expect(await database.messages.get('a')).toMatchObject({ status: 'failed' });
  });
  expect(asked).toHaveLength(2);
  expect(idle).toBe(1);
});

it('has a turn read before it writes that the turn is under way, and writes that soon after', async () => {
  const patient = { timeout: 10_000 };
  let release = () => {};
  const statuses: string[] = [];
  vi.mocked(streamInWorker).mockImplementation(async function* () {
    // The worker hears of it a task later.
    await new Promise((resolve) => setTimeout(resolve));
    statuses.push(((await database.messages.get('a')) as Answer).status);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    throw new AppError('model-not-found');
  });
  await database.messages.put({ ...answer, text: '', status: 'queued', askedAt: 5 });
  const answers = new RunningAnswers({ publish: () => undefined });
  await answers.start('a', () => undefined);
  await vi.waitFor(() => expect(statuses).toEqual(['queued']), patient);
  await vi.waitFor(
    async () => expect(await database.messages.get('a')).toMatchObject({ status: 'streaming' }),
    patient,
  );
  release();
  await vi.waitFor(() => expect(answers.has('a')).toBe(false), patient);
  expect(await database.messages.get('a')).toMatchObject({ status: 'failed' });
});

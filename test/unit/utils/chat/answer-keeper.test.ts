import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AnswerKeeper } from '../../../../utils/chat/answer-keeper';
import type { Answer } from '../../../../utils/messages/chat-message';
import { saveAnswer, saveGrowing } from '../../../../utils/storage/chats';

vi.mock('../../../../utils/storage/chats', () => ({ saveAnswer: vi.fn(), saveGrowing: vi.fn() }));

const full = new DOMException('', 'QuotaExceededError');
let text = '';
const told: boolean[] = [];
const make = () =>
  new AnswerKeeper(
    () => ({ text }) as Answer,
    (isUnsaved) => told.push(isUnsaved),
  );

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(saveAnswer).mockReset().mockResolvedValue();
  vi.mocked(saveGrowing).mockReset().mockResolvedValue(undefined);
  told.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

it('writes a growing answer at least twice a second, with the words that have come by then', async () => {
  const keeper = make();
  for (let word = 0; word < 20; word++) {
    text = `${word}`;
    keeper.saveSoon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(vi.mocked(saveGrowing).mock.calls.map(([answer]) => Number(answer.text))).toEqual([4, 9, 14, 19]);
});

it('tells once that there is no room, and once that there is some again', async () => {
  const keeper = make();
  vi.mocked(saveGrowing).mockRejectedValueOnce(full).mockRejectedValueOnce(full);
  for (let write = 0; write < 4; write++) {
    keeper.saveNow();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(told).toEqual([true, false]);
});

it('tries until the end is written', async () => {
  const keeper = make();
  vi.mocked(saveAnswer).mockRejectedValueOnce(full).mockRejectedValueOnce(full);
  let isWritten = false;
  void keeper.end(new AbortController().signal).then(() => {
    isWritten = true;
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect([isWritten, told]).toEqual([false, [true]]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([isWritten, told]).toEqual([true, [true, false]]);
});

it('lets go of what nobody wants any more', async () => {
  const keeper = make();
  vi.mocked(saveAnswer).mockRejectedValue(full);
  const given = new AbortController();
  const ended = keeper.end(given.signal);
  await vi.advanceTimersByTimeAsync(1_000);
  given.abort();
  await ended;
  expect(saveAnswer).toHaveBeenCalledTimes(2);
});

import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answer, ChatMessage } from '../../../../utils/messages/chat-message.ts';
import { newestLeafBelow, visibleThread } from '../../../../utils/messages/visible-thread.ts';
import {
  addAlternative,
  addVariant,
  failQueued,
  requeueAnswer,
  showBranch,
} from '../../../../utils/storage/branches.ts';
import {
  addQuestion,
  createChat,
  latestChat,
  loadMessages,
  saveAnswer,
  saveGrowing,
  withdrawQuestion,
} from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import { keepDraft, keepEdit } from '../../../../utils/storage/drafts.ts';
import { failOrphanedReads } from '../../../../utils/storage/sources.ts';

const choice = { endpointId: 'e', model: 'm' };
const attempt = { choice, sending: undefined };

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(database.tables.map((table) => table.clear()));
});

/** Asks as a panel does that shows the chat as it is stored. */
async function ask(chatId: string, text: string): Promise<Answer> {
  const { leafId, pendingSourceIds } = (await database.chats.get(chatId))!;
  const answer = await addQuestion(chatId, text, choice, undefined, { sourceIds: pendingSourceIds, leafId });
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}
const finish = async (answer: Answer, text = 'words'): Promise<Answer> => {
  const done: Answer = { ...answer, text, status: 'done' };
  await saveAnswer(done);
  return done;
};
const shownTexts = async (chatId: string) => {
  const chat = (await database.chats.get(chatId))!;
  return visibleThread(await loadMessages(chatId), chat.leafId).map(({ message }) => message.text);
};
const questionOf = async (answer: Answer) => {
  const question = await database.messages.get(answer.parentId!);
  if (question?.role !== 'user') throw new Error('no question');
  return question;
};

it('is not overwritten by an attempt that was given up before', async () => {
  const { id } = await createChat();
  const queued = await ask(id, 'one?');
  const failed: Answer = { ...queued, status: 'failed', error: { code: 'network', facts: {} } };
  await saveAnswer(failed);
  expect(await requeueAnswer(failed, attempt)).toBe(true);
  const growing = { ...((await database.messages.get(queued.id)) as Answer), text: 'wor' };
  await saveGrowing(growing);
  // The engine writes an end twice, to be sure of it.
  await saveAnswer(failed);
  expect(await database.messages.get(queued.id)).toMatchObject({ status: 'queued' });
  expect(await database.growing.get(queued.id)).toEqual(growing);
});

describe('a question in other words', () => {
  it('stands beside the older one, with its sources and an answer of its own', async () => {
    const { id } = await createChat({ pendingSourceIds: ['s1', 's2'] });
    const first = await finish(await ask(id, 'one?'), 'one!');
    await finish(await ask(id, 'two?'), 'two!');
    const question = await questionOf(first);
    const other = await addVariant(question, { text: 'uno?', sourceIds: ['s2'] }, attempt, [question.id]);
    expect(await shownTexts(id)).toEqual(['uno?', '']);
    expect(await questionOf(other!)).toMatchObject({ parentId: null, sourceIds: ['s2'] });
    await showBranch(id, question.id);
    expect(await shownTexts(id)).toEqual(['one?', 'one!', 'two?', 'two!']);
  });
  it('is asked once where two windows ask the same, and twice where they ask differently', async () => {
    const { id } = await createChat();
    const question = await questionOf(await finish(await ask(id, 'one?')));
    const shown = [question.id];
    const edit = (text: string) => addVariant(question, { text, sourceIds: [] }, attempt, shown);
    const answers = await Promise.all([edit('uno?'), edit('uno?'), edit('un?')]);
    expect(answers.map(Boolean)).toEqual([true, false, true]);
    await keepEdit(id, question.parentId, { text: 'uno?', sourceIds: [] });
    expect(await edit('uno?')).toBeUndefined();
    expect((await database.chats.get(id))!.drafts).toBeUndefined();
    expect((await loadMessages(id)).filter(({ role }) => role === 'user')).toHaveLength(3);
  });
  it('leaves an answer that is being given alone', async () => {
    const { id } = await createChat();
    const running = await ask(id, 'one?');
    const question = await questionOf(running);
    await addVariant(question, { text: 'uno?', sourceIds: [] }, attempt, [question.id]);
    await finish(running, 'one!');
    expect(await shownTexts(id)).toEqual(['uno?', '']);
    await showBranch(id, question.id);
    expect(await shownTexts(id)).toEqual(['one?', 'one!']);
  });
});

describe('two windows', () => {
  it('ask once where Enter is pressed in both', async () => {
    const { id, leafId } = await createChat({ draft: 'one?' });
    const send = (text: string) =>
      addQuestion(id, text, choice, undefined, { sourceIds: [], leafId, draft: 'one?' });
    const [mine, theirs] = await Promise.all([send('one?'), send('one?')]);
    expect(mine).toMatchObject({ role: 'assistant' });
    expect(theirs).toBe('asked-already');
    expect(await send('two?')).toBe('chat-moved');
    expect(await loadMessages(id)).toHaveLength(2);
  });
  it('forget a draft that is the beginning of what was asked, saved while it was typed', async () => {
    const { id, leafId } = await createChat({ draft: 'on ' });
    await addQuestion(id, 'on what?', choice, undefined, { sourceIds: [], leafId, draft: '' });
    expect((await database.chats.get(id))!.draft).toBe('');
  });
  it('keep the draft that was not sent', async () => {
    const { id, leafId } = await createChat({ draft: 'another thought' });
    await addQuestion(id, 'one?', choice, undefined, { sourceIds: [], leafId, draft: 'one' });
    expect((await database.chats.get(id))!.draft).toBe('another thought');
  });
  it('do not keep as a draft what has just been asked', async () => {
    const { id, leafId } = await createChat();
    expect(await keepDraft(id, 'one?', leafId)).toBe(true);
    const { id: answerId } = await ask(id, 'one?');
    expect(await keepDraft(id, 'one?', leafId)).toBe(false);
    expect((await database.chats.get(id))!.draft).toBe('');
    expect(await keepDraft(id, 'two?', answerId)).toBe(true);
  });
  it('retry once, and try an empty answer again once', async () => {
    const { id } = await createChat();
    const done = await finish(await ask(id, 'one?'));
    const alternatives = await Promise.all([1, 2].map(() => addAlternative(done, attempt, [done.id])));
    expect(alternatives.map(Boolean)).toEqual([true, false]);
    const failed: Answer = { ...alternatives[0]!, status: 'failed' };
    await saveAnswer(failed);
    expect(await Promise.all([1, 2].map(() => requeueAnswer(failed, attempt)))).toEqual([true, false]);
    // Also where the first one has failed again before the second is heard.
    const again = (await database.messages.get(failed.id)) as Answer;
    await saveAnswer({ ...again, status: 'failed' });
    expect(await requeueAnswer(failed, attempt)).toBe(false);
    expect(await loadMessages(id)).toHaveLength(3);
  });
  it('take a question back once', async () => {
    const { id } = await createChat();
    const failed: Answer = { ...(await ask(id, 'one?')), status: 'failed' };
    await saveAnswer(failed);
    expect(await Promise.all([1, 2].map(() => withdrawQuestion(failed)))).toEqual(['one?', undefined]);
    expect(await loadMessages(id)).toEqual([]);
  });
  it('do not fail an answer that has begun, nor bring a deleted one back', async () => {
    const { id } = await createChat();
    const answer = await ask(id, 'one?');
    await saveAnswer({ ...answer, status: 'streaming' });
    await failQueued(answer.id, { code: 'engine-failed', facts: {} });
    expect(await database.messages.get(answer.id)).toMatchObject({ status: 'streaming' });
    await database.messages.delete(answer.id);
    await finish(answer);
    expect(await database.messages.get(answer.id)).toBeUndefined();
  });
});

describe('a clock that is set back by a year', () => {
  const setClock = (date: string) => vi.useFakeTimers({ toFake: ['Date'], now: new Date(date) });
  it('changes nothing about what is newest', async () => {
    setClock('2026-06-01');
    const older = await createChat({ title: 'older' });
    const newer = await createChat({ title: 'newer' });
    const first = await finish(await ask(older.id, 'one?'), 'first');
    await ask(newer.id, 'else?');
    setClock('2025-06-01');
    const second = await addAlternative(first, attempt, [first.id]);
    expect((await latestChat()).title).toBe('older');
    const question = await questionOf(first);
    const variant = await addVariant(question, { text: 'uno?', sourceIds: [] }, attempt, [question.id]);
    const all = await loadMessages(older.id);
    const thread = visibleThread(all, second!.id);
    expect(thread.map(({ siblingIds }) => siblingIds)).toEqual([
      [question.id, variant!.parentId],
      [first.id, second!.id],
    ]);
    expect(newestLeafBelow(all, question.id)).toBe(second!.id);
    await finish(variant!);
    const last = await ask(older.id, 'two?');
    expect(newestLeafBelow(await loadMessages(older.id), variant!.parentId!)).toBe(last.id);
    expect((await createChat()).updatedAt).toBeGreaterThan(last.createdAt);
    // What is shown of the wait is counted by the clock as it is.
    expect(last.askedAt).toBe(new Date('2025-06-01').getTime());
  });
  it('does not leave a source being read for ever', async () => {
    setClock('2026-06-01');
    const source = { id: 's', kind: 'page', status: 'reading', readAt: Date.now() };
    await database.sources.add(source as never);
    setClock('2025-06-01');
    await failOrphanedReads('page', Date.now());
    expect(await database.sources.get('s')).toMatchObject({ status: 'failed' });
  });
});

it('follows and ends on messages that are their own ancestors', () => {
  const knot = ['x', 'y'].map((id, index) => ({ id, parentId: id === 'x' ? 'y' : 'x', createdAt: index }));
  const messages = knot as unknown as ChatMessage[];
  expect(visibleThread(messages, 'x').map(({ message }) => message.id)).toEqual(['y', 'x']);
  expect(newestLeafBelow(messages, 'x')).toBe('y');
});

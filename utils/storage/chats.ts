import type { Answer, ChatMessage, ModelChoice, Sending, UserMessage } from '../messages/chat-message';
import { isRunning, runningStatuses } from '../messages/chat-message';
import { visibleThread } from '../messages/visible-thread';
import { type Chat, database } from './database';
import { withoutAsked } from './drafts';
import { newAnswer } from './new-answer';
import { nextStamp } from './next-stamp';

/** Writes an empty chat and gives it back. @param more what it begins with. */
export async function createChat(more: Partial<Omit<Chat, 'id'>> = {}): Promise<Chat> {
  return database.transaction('rw', database.chats, async () => {
    const now = await nextStamp();
    const chat: Chat = {
      id: crypto.randomUUID(),
      title: '',
      createdAt: now,
      updatedAt: now,
      leafId: null,
      draft: '',
      pendingSourceIds: [],
      ...more,
    };
    await database.chats.add(chat);
    return chat;
  });
}

/** The chat used last, or a new one. */
export async function latestChat(): Promise<Chat> {
  const talked = database.chats
    .orderBy('updatedAt')
    .filter(({ purpose, deletedAt }) => purpose === undefined && deletedAt === undefined);
  return (await talked.last()) ?? createChat();
}

/** What a panel showed when a question was asked. */
export interface ShownChat {
  /** The waiting sources, none of them being read. */
  sourceIds: readonly string[];
  /** The end of the branch; absent where nobody else can have gone on with the chat. */
  leafId?: string | null;
  /** What the panel has kept of the question as a draft. */
  draft?: string;
}

/**
 * Why a question was not written: another source waits by now; the chat has gone on in another window; or it went on there with this
 * very question.
 */
export type Unasked = 'source-joined' | 'chat-moved' | 'asked-already';

/** The last message of the branch that a chat shows: the newest one where it names none that is there. */
async function leafOf({ id, leafId }: Chat): Promise<string | null> {
  if (leafId === null || (await database.messages.where({ id: leafId }).count()) > 0) return leafId;
  return visibleThread(await loadMessages(id), null).at(-1)?.message.id ?? null;
}

/** Whether the question that stands at the end of a chat now is one that has just been asked below a message in another window. */
async function isAskedBelow(chat: Chat, parentId: string | null, text: string): Promise<boolean> {
  const answer = chat.leafId ? await database.messages.get(chat.leafId) : undefined;
  const question = answer?.parentId ? await database.messages.get(answer.parentId) : undefined;
  return question?.role === 'user' && question.parentId === parentId && question.text === text;
}

/**
 * Adds a question (with the chat's waiting sources) and a queued answer below the shown branch, in one transaction: there is
 * never a question without the answer that the engine is to give, and two windows in which Enter is pressed at once ask once.
 * @returns the answer; or why nothing was written.
 */
export async function addQuestion(
  chatId: string,
  text: string,
  choice: ModelChoice,
  sending: Sending | undefined,
  shown: ShownChat,
): Promise<Answer | Unasked> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const [chat, stamp] = await Promise.all([database.chats.get(chatId), nextStamp()]);
    if (!chat) throw new RangeError(`chat ${chatId} is missing`);
    if (shown.leafId !== undefined && shown.leafId !== chat.leafId)
      return (await isAskedBelow(chat, shown.leafId, text)) ? 'asked-already' : 'chat-moved';
    const shownIds = new Set(shown.sourceIds);
    if (chat.pendingSourceIds.some((id) => !shownIds.has(id))) return 'source-joined';
    const question: UserMessage = {
      id: crypto.randomUUID(),
      chatId,
      parentId: await leafOf(chat),
      role: 'user',
      text,
      sourceIds: chat.pendingSourceIds,
      createdAt: stamp,
    };
    const answer = newAnswer(chatId, question.id, choice, sending, stamp + 1);
    // What another window keeps as a draft is not this question; its beginning was saved while it was typed.
    const isOwnDraft = text.startsWith(chat.draft.trim()) || chat.draft === shown.draft;
    // `put` and not `update`, which would read the chat once more: the request waits for this.
    const changed: Chat = {
      ...chat,
      leafId: answer.id,
      pendingSourceIds: [],
      draft: isOwnDraft ? '' : chat.draft,
      drafts: withoutAsked(chat, text, shown.draft),
      updatedAt: stamp + 1,
      title: chat.title || text.slice(0, 80),
    };
    await Promise.all([database.messages.bulkAdd([question, answer]), database.chats.put(changed)]);
    return answer;
  });
}

/**
 * Takes a question whose answer never began back into the chat's field, with the sources that joined with it. An answer with a word
 * in it is kept, as a branch of its own.
 * @returns the question's text, which is the draft now; undefined where another window has taken it back or gone on with it.
 */
export async function withdrawQuestion(answer: Answer): Promise<string | undefined> {
  return database.transaction('rw', database.chats, database.messages, database.sources, async () => {
    const [chat, question, stored] = await Promise.all([
      database.chats.get(answer.chatId),
      answer.parentId ? database.messages.get(answer.parentId) : undefined,
      database.messages.get(answer.id),
    ]);
    if (chat?.leafId !== answer.id || question?.role !== 'user') return undefined;
    if (stored?.role !== 'assistant' || isRunning(stored)) return undefined;
    // One that is gone from the database would have the next question fail as well.
    const known = await database.sources.bulkGet([
      ...new Set([...question.sourceIds, ...chat.pendingSourceIds]),
    ]);
    await database.chats.update(chat.id, {
      leafId: question.parentId,
      draft: question.text,
      pendingSourceIds: known.flatMap((source) => source?.id ?? []),
    });
    if (answer.text || answer.reasoning) return question.text;
    await database.messages.delete(answer.id);
    // Another answer to the same question keeps it.
    const others = await database.messages.where({ chatId: chat.id }).toArray();
    if (!others.some(({ parentId }) => parentId === question.id)) await database.messages.delete(question.id);
    return question.text;
  });
}

/** Changes which sources wait for a chat's next question. */
export async function changePending(chatId: string, change: (ids: string[]) => string[]): Promise<void> {
  await database.transaction('rw', database.chats, async () => {
    const chat = await database.chats.get(chatId);
    if (chat) await database.chats.update(chatId, { pendingSourceIds: change(chat.pendingSourceIds) });
  });
}

/** Takes sources from those that wait for a chat's next question. */
export async function leaveOut(chatId: string, sourceIds: readonly string[]): Promise<void> {
  const left = new Set(sourceIds);
  await changePending(chatId, (ids) => ids.filter((id) => !left.has(id)));
}

/**
 * A new chat with all sources of another, waiting for its first question; one in character stays so.
 * @param draft the question that goes along.
 */
export async function copySources(
  chatId: string,
  sourceIds: readonly string[],
  draft: string,
): Promise<Chat> {
  return database.transaction('rw', database.chats, async () => {
    const before = await database.chats.get(chatId);
    const copy = await createChat({
      pendingSourceIds: [...new Set(sourceIds)],
      draft,
      ...(before?.characterIds ? { characterIds: before.characterIds, userName: before.userName ?? '' } : {}),
    });
    // The question has moved; another draft stays.
    if (before)
      await database.chats.update(chatId, {
        draft: before.draft.trim() === draft.trim() ? '' : before.draft,
        drafts: before.drafts?.filter(
          ({ parentId, text }) => parentId !== undefined || text.trim() !== draft.trim(),
        ),
      });
    return copy;
  });
}

/** The answer with a card that is being written from just these sources, or was and is not used yet. */
export async function findCardAnswer(sourceIds: readonly string[]): Promise<Answer | undefined> {
  const chat = await database.chats.filter(({ purpose }) => purpose === 'card').last();
  if (!chat) return undefined;
  const messages = await loadMessages(chat.id);
  const isSame = messages.some(
    (message) => message.role === 'user' && String(message.sourceIds) === String(sourceIds),
  );
  return isSame ? messages.find((message): message is Answer => message.role === 'assistant') : undefined;
}

/** Forgets the chats in which cards were written: a card is kept with its character. */
export async function forgetCardChats(): Promise<void> {
  await database.transaction('rw', database.chats, database.messages, async () => {
    const ids = await database.chats.filter(({ purpose }) => purpose === 'card').primaryKeys();
    await database.messages.where('chatId').anyOf(ids).delete();
    await database.chats.bulkDelete(ids);
  });
}

export const loadMessages = (chatId: string): Promise<ChatMessage[]> =>
  database.messages.where({ chatId }).toArray();

/** Keeps how far a running answer has come. */
export const saveGrowing = (answer: Answer): Promise<unknown> => database.growing.put(answer);

/**
 * Writes an answer whose status has changed; one that has ended needs no copy of its growing any more. One that is gone is left gone,
 * and one that was asked for again since is left to its new attempt.
 */
export async function saveAnswer(answer: Answer): Promise<void> {
  await database.transaction('rw', database.messages, database.growing, async () => {
    const stored = await database.messages.get(answer.id);
    if (stored?.role === 'assistant' && stored.askedAt !== answer.askedAt) return;
    if (stored) await database.messages.put(answer);
    if (!stored || !isRunning(answer)) await database.growing.delete(answer.id);
  });
}

/** Answers that no engine is at work on any more (the browser was closed under them) say so; what had arrived stays. */
export async function failOrphanedAnswers(isOwned: (id: string) => boolean): Promise<void> {
  await database.transaction('rw', database.messages, database.growing, async () => {
    const orphans = await database.messages
      .where('status')
      .anyOf([...runningStatuses])
      .filter(({ id }) => !isOwned(id))
      .toArray();
    for (const orphan of orphans as Answer[]) {
      const { progress: _, retryAt: __, ...latest } = (await database.growing.get(orphan.id)) ?? orphan;
      await saveAnswer({ ...latest, status: 'failed', error: { code: 'interrupted', facts: {} } });
    }
  });
}

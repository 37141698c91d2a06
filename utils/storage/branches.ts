import type { Answer, ModelChoice, Sending, UserMessage } from '../messages/chat-message';
import { isRunning } from '../messages/chat-message';
import { newestLeafBelow } from '../messages/visible-thread';
import type { ErrorRecord } from '../shared/app-error';
import { loadMessages } from './chats';
import { database } from './database';
import { withOwnDraft } from './drafts';
import { newAnswer } from './new-answer';
import { nextStamp } from './next-stamp';

/** How an answer is asked for again. */
export interface Attempt {
  choice: ModelChoice;
  sending: Sending | undefined;
  /** What stands against it: then nothing is sent. */
  error?: ErrorRecord | undefined;
}

/**
 * Adds another answer to the same question, queued; the older ones stay as alternatives.
 * @param shownIds the alternatives that the panel showed.
 * @returns undefined, with nothing written, where another window has asked for one since, or the question is gone.
 */
export async function addAlternative(
  { chatId, parentId }: Pick<Answer, 'chatId' | 'parentId'>,
  { choice, sending, error }: Attempt,
  shownIds: readonly string[],
): Promise<Answer | undefined> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const all = await loadMessages(chatId);
    const isNew = all.some(
      (other) => other.parentId === parentId && other.role === 'assistant' && !shownIds.includes(other.id),
    );
    const isGone = parentId !== null && !all.some(({ id }) => id === parentId);
    if (isNew || isGone) return undefined;
    const stamp = await nextStamp();
    const queued = newAnswer(chatId, parentId, choice, sending, stamp);
    const alternative: Answer = error ? { ...queued, status: 'failed', error } : queued;
    await database.messages.add(alternative);
    await database.chats.update(chatId, { leafId: alternative.id, updatedAt: stamp });
    return alternative;
  });
}

/**
 * Queues an answer once more, in its place: to be begun again, or to go on with what it has said.
 * @param shown as the panel showed it.
 * @returns false, with nothing written, where it is no longer so: another window was first, and one request is enough.
 */
export async function requeueAnswer(
  shown: Pick<Answer, 'id' | 'status' | 'askedAt'>,
  { choice, sending, error }: Attempt,
): Promise<boolean> {
  return database.transaction('rw', database.messages, async () => {
    const stored = await database.messages.get(shown.id);
    if (stored?.role !== 'assistant' || isRunning(stored)) return false;
    if (stored.status !== shown.status || stored.askedAt !== shown.askedAt) return false;
    // Two attempts are told apart by when they were asked for, whatever the clock says.
    const askedAt = Math.max(Date.now(), (stored.askedAt ?? 0) + 1);
    const { error: _, sending: __, ...rest } = stored;
    await database.messages.put({
      ...rest,
      choice,
      ...(sending ? { sending } : {}),
      ...(error ? { status: 'failed', error } : { status: 'queued', askedAt }),
    });
    return true;
  });
}

/** A queued answer that no engine could be told of says so; one that has begun is left alone. */
export async function failQueued(id: string, error: ErrorRecord): Promise<void> {
  await database.messages.where({ id }).modify((message) => {
    if (message.role === 'assistant' && message.status === 'queued')
      Object.assign(message, { status: 'failed', error });
  });
}

/**
 * Asks an earlier question in other words: a new question in the same place, with an answer to be given, and the chat shows its branch.
 * The older one stays with all that follows on it, also where it is being answered.
 * @param sourceIds those that join the chat with it.
 * @param shownIds the alternatives of the question that the panel showed.
 * @returns undefined where another window has asked just this since, or the question is gone.
 */
export async function addVariant(
  { id, chatId, parentId }: Pick<UserMessage, 'id' | 'chatId' | 'parentId'>,
  { text, sourceIds }: Pick<UserMessage, 'text' | 'sourceIds'>,
  { choice, sending }: Attempt,
  shownIds: readonly string[],
): Promise<Answer | undefined> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const [chat, all] = await Promise.all([database.chats.get(chatId), loadMessages(chatId)]);
    if (!chat || !all.some((other) => other.id === id)) return undefined;
    // What was typed for it is asked now, or was in another window.
    if (chat.drafts) await database.chats.update(chatId, { drafts: withOwnDraft(chat, parentId) });
    const isAsked = all.some(
      (other) =>
        other.role === 'user' &&
        other.parentId === parentId &&
        !shownIds.includes(other.id) &&
        other.text === text &&
        String(other.sourceIds) === String(sourceIds),
    );
    if (isAsked) return undefined;
    const stamp = await nextStamp();
    const question: UserMessage = {
      id: crypto.randomUUID(),
      chatId,
      parentId,
      role: 'user',
      text,
      sourceIds: [...sourceIds],
      createdAt: stamp,
    };
    const answer = newAnswer(chatId, question.id, choice, sending, stamp + 1);
    await database.messages.bulkAdd([question, answer]);
    await database.chats.update(chatId, { leafId: answer.id, updatedAt: stamp + 1 });
    return answer;
  });
}

/** Shows the newest branch through a message, in every window, and when the chat is opened again. */
export async function showBranch(chatId: string, messageId: string): Promise<void> {
  await database.transaction('rw', database.chats, database.messages, async () => {
    const leafId = newestLeafBelow(await loadMessages(chatId), messageId);
    await database.chats.update(chatId, { leafId });
  });
}

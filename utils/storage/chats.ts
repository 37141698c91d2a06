import type { Answer, ChatMessage, ModelChoice, UserMessage } from '../messages/chat-message';
import { isRunning } from '../messages/chat-message';
import { type Chat, database } from './database';

/** Writes an empty chat and gives it back. */
export async function createChat(): Promise<Chat> {
  const now = Date.now();
  const chat: Chat = {
    id: crypto.randomUUID(),
    title: '',
    createdAt: now,
    updatedAt: now,
    leafId: null,
    draft: '',
    pendingSourceIds: [],
  };
  await database.chats.add(chat);
  return chat;
}

/** The chat used last, or a new one. */
export async function latestChat(): Promise<Chat> {
  return (await database.chats.orderBy('updatedAt').last()) ?? createChat();
}

function newAnswer(chatId: string, parentId: string, choice: ModelChoice, createdAt: number): Answer {
  return {
    id: crypto.randomUUID(),
    chatId,
    parentId,
    role: 'assistant',
    text: '',
    reasoning: '',
    status: 'queued',
    choice,
    createdAt,
  };
}

/**
 * Adds a question (with the chat's waiting sources) and a queued answer below the shown branch, in one transaction: there is
 * never a question without the answer that the engine is to give.
 */
export async function addQuestion(chatId: string, text: string, choice: ModelChoice): Promise<Answer> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const chat = await database.chats.get(chatId);
    if (!chat) throw new RangeError(`chat ${chatId} is missing`);
    const now = Date.now();
    const question: UserMessage = {
      id: crypto.randomUUID(),
      chatId,
      parentId: chat.leafId,
      role: 'user',
      text,
      sourceIds: chat.pendingSourceIds,
      createdAt: now,
    };
    const answer = newAnswer(chatId, question.id, choice, now + 1);
    // `put` and not `update`, which would read the chat once more: the request waits for this.
    const changed: Chat = {
      ...chat,
      leafId: answer.id,
      pendingSourceIds: [],
      draft: '',
      updatedAt: now,
      title: chat.title || text.slice(0, 80),
    };
    await Promise.all([database.messages.bulkAdd([question, answer]), database.chats.put(changed)]);
    return answer;
  });
}

/** Adds another answer to the same question; the older one stays as an alternative. */
export async function addAlternative(answer: Answer, choice: ModelChoice): Promise<Answer> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const alternative = newAnswer(answer.chatId, answer.parentId!, choice, Date.now());
    await database.messages.add(alternative);
    await database.chats.update(answer.chatId, { leafId: alternative.id, updatedAt: Date.now() });
    return alternative;
  });
}

export const loadMessages = (chatId: string): Promise<ChatMessage[]> =>
  database.messages.where({ chatId }).toArray();

/** Keeps how far a running answer has come. */
export const saveGrowing = (answer: Answer): Promise<unknown> => database.growing.put(answer);

/** Writes an answer whose status has changed; one that has ended needs no copy of its growing any more. */
export async function saveAnswer(answer: Answer): Promise<void> {
  await database.transaction('rw', database.messages, database.growing, async () => {
    await database.messages.put(answer);
    if (!isRunning(answer)) await database.growing.delete(answer.id);
  });
}

/** Answers that no engine is at work on any more (the browser was closed under them) say so; what had arrived stays. */
export async function failOrphanedAnswers(isOwned: (id: string) => boolean): Promise<void> {
  await database.transaction('rw', database.messages, database.growing, async () => {
    const orphans = await database.messages
      .filter((message) => message.role === 'assistant' && isRunning(message) && !isOwned(message.id))
      .toArray();
    for (const orphan of orphans as Answer[]) {
      const { progress: _, retryAt: __, ...latest } = (await database.growing.get(orphan.id)) ?? orphan;
      await saveAnswer({ ...latest, status: 'failed', error: { code: 'interrupted', facts: {} } });
    }
  });
}

/** Changes fields of a stored answer; one that is gone is left gone. */
export async function updateAnswer(id: string, changes: Partial<Omit<Answer, 'id' | 'role'>>): Promise<void> {
  await database.messages.where({ id }).modify((message) => {
    if (message.role === 'assistant') Object.assign(message, changes);
  });
}

import type { Answer, ChatMessage, ModelChoice, Sending, UserMessage } from '../messages/chat-message';
import { isRunning } from '../messages/chat-message';
import { type Chat, database } from './database';

/** Writes an empty chat and gives it back. @param more what it begins with. */
export async function createChat(more: Partial<Omit<Chat, 'id'>> = {}): Promise<Chat> {
  const now = Date.now();
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
}

/** The chat used last, or a new one. */
export async function latestChat(): Promise<Chat> {
  const talked = database.chats.orderBy('updatedAt').filter(({ purpose }) => purpose === undefined);
  return (await talked.last()) ?? createChat();
}

function newAnswer(
  chatId: string,
  parentId: string,
  choice: ModelChoice,
  sending: Sending | undefined,
  createdAt: number,
): Answer {
  return {
    id: crypto.randomUUID(),
    chatId,
    parentId,
    role: 'assistant',
    text: '',
    reasoning: '',
    status: 'queued',
    choice,
    ...(sending ? { sending } : {}),
    createdAt,
  };
}

/**
 * Adds a question (with the chat's waiting sources) and a queued answer below the shown branch, in one transaction: there is
 * never a question without the answer that the engine is to give.
 * @param shownIds the waiting sources that the user saw when the question was asked, none of them being read.
 * @returns undefined, with nothing written, where another has joined since.
 */
export async function addQuestion(
  chatId: string,
  text: string,
  choice: ModelChoice,
  sending: Sending | undefined,
  shownIds: readonly string[],
): Promise<Answer | undefined> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const chat = await database.chats.get(chatId);
    if (!chat) throw new RangeError(`chat ${chatId} is missing`);
    const shown = new Set(shownIds);
    if (chat.pendingSourceIds.some((id) => !shown.has(id))) return undefined;
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
    const answer = newAnswer(chatId, question.id, choice, sending, now + 1);
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

/** Adds another answer to the same question, queued; the older one stays as an alternative. */
export async function addAlternative(answer: Answer, choice: ModelChoice): Promise<Answer> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const alternative = newAnswer(answer.chatId, answer.parentId!, choice, answer.sending, Date.now());
    await database.messages.add(alternative);
    await database.chats.update(answer.chatId, { leafId: alternative.id, updatedAt: Date.now() });
    return alternative;
  });
}

/**
 * Takes a question whose answer never began back into the chat's field, with the sources that joined with it. An answer with a word
 * in it is kept, as a branch of its own.
 * @returns the question's text, which is the draft now.
 */
export async function withdrawQuestion(answer: Answer): Promise<string> {
  return database.transaction('rw', database.chats, database.messages, async () => {
    const [chat, question] = await Promise.all([
      database.chats.get(answer.chatId),
      answer.parentId ? database.messages.get(answer.parentId) : undefined,
    ]);
    if (!chat || question?.role !== 'user') throw new RangeError('the question is missing');
    await database.chats.update(chat.id, {
      leafId: question.parentId,
      draft: question.text,
      pendingSourceIds: [...new Set([...question.sourceIds, ...chat.pendingSourceIds])],
    });
    if (answer.text || answer.reasoning) return question.text;
    await database.messages.delete(answer.id);
    // Another answer to the same question keeps it.
    const others = await database.messages.where({ chatId: chat.id }).toArray();
    if (!others.some(({ parentId }) => parentId === question.id)) await database.messages.delete(question.id);
    return question.text;
  });
}

/** Takes sources from those that wait for a chat's next question. */
export async function leaveOut(chatId: string, sourceIds: readonly string[]): Promise<void> {
  const left = new Set(sourceIds);
  await database.chats.where({ id: chatId }).modify((chat) => {
    chat.pendingSourceIds = chat.pendingSourceIds.filter((id) => !left.has(id));
  });
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
    // The question has moved.
    await database.chats.update(chatId, { draft: '' });
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

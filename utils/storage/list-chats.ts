import { runningStatuses } from '../messages/chat-message';
import { type Chat, database } from './database';
import { typedText } from './drafts';

/** Longer names are cut: they are drawn on one line. */
const longestTitle = 200;

/** Whether a chat has something to come back for, and was not deleted. */
const isListed = (chat: Chat): boolean =>
  chat.purpose === undefined &&
  chat.deletedAt === undefined &&
  (chat.leafId !== null || chat.title !== '' || typedText(chat).trim() !== '' || chat.pinnedAt !== undefined);

/** Every chat that is talked in, the one used last first. */
export async function listChats(): Promise<Chat[]> {
  // All at once, and sorted here: to walk through an index takes ten times as long.
  const chats = (await database.chats.toArray()).filter(isListed);
  return chats.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
}

/** Ids of the chats in which an answer is being written. */
export async function chatsAtWork(): Promise<ReadonlySet<string>> {
  const running = await database.messages
    .where('status')
    .anyOf([...runningStatuses])
    .toArray();
  return new Set(running.map(({ chatId }) => chatId));
}

/** Names a chat; a name without a letter changes nothing. */
export async function renameChat(id: string, name: string): Promise<void> {
  const title = name.replace(/\s+/g, ' ').trim().slice(0, longestTitle);
  if (title) await database.chats.update(id, { title });
}

export const pinChat = (id: string, isPinned: boolean): Promise<unknown> =>
  database.chats.update(id, { pinnedAt: isPinned ? Date.now() : undefined });

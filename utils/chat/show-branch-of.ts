import { newestLeafBelow, visibleThread } from '../messages/visible-thread';
import { loadMessages } from '../storage/chats';
import { database } from '../storage/database';

/** Has a chat show the branch that holds a message; one that shows it already stays as it is. */
export async function showBranchOf(chatId: string, messageId: string): Promise<void> {
  const [chat, messages] = await Promise.all([database.chats.get(chatId), loadMessages(chatId)]);
  const isShown = visibleThread(messages, chat?.leafId ?? null).some(
    ({ message }) => message.id === messageId,
  );
  if (isShown || !messages.some(({ id }) => id === messageId)) return;
  await database.chats.update(chatId, { leafId: newestLeafBelow(messages, messageId) });
}

import { runningStatuses } from '../messages/chat-message';
import { database } from '../storage/database';
import { markDeleted } from '../storage/deleted-chats';
import { askEngine } from './ask-engine';

/** Takes a chat out of every list, see markDeleted, and stops the answers that are being written in it: nobody would see them. */
export async function deleteChat(id: string): Promise<void> {
  await markDeleted(id);
  const running = await database.messages
    .where('status')
    .anyOf([...runningStatuses])
    .filter(({ chatId }) => chatId === id)
    .primaryKeys();
  for (const answerId of running) await askEngine({ type: 'stop-answer', answerId });
}

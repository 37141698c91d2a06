import { isRunning } from '../messages/chat-message';
import { loadMessages } from '../storage/chats';
import { copyChat } from '../storage/copy-chat';
import { database } from '../storage/database';
import { storedDatabase } from '../storage/temporary';
import { askEngine } from './ask-engine';

/**
 * Stores a temporary chat after all, with everything that it is made of. An answer that is still being written is stored as stopped, as far
 * as it has come: it ends with this page.
 */
export async function keepChat(chatId: string): Promise<void> {
  const stored = storedDatabase();
  await copyChat(chatId, database, stored);
  for (const message of await loadMessages(chatId)) {
    if (message.role !== 'assistant' || !isRunning(message)) continue;
    const latest = (await askEngine({ type: 'read-answer', answerId: message.id })) ?? message;
    const { progress: _, retryAt: __, ...rest } = latest;
    await stored.messages.put({ ...rest, status: 'stopped' });
  }
}

import { isRunning } from '../messages/chat-message';
import { database } from './database';
import { forgetUnused } from './forget-unused';

/** A deletion can be taken back for at least this long. */
export const undoMs = 15_000;

/** Takes a chat out of every list; `restoreChat` takes that back. */
export const markDeleted = (id: string): Promise<unknown> =>
  database.chats.update(id, { deletedAt: Date.now() });

/** @returns false where it is gone for good. */
export const restoreChat = async (id: string): Promise<boolean> =>
  (await database.chats.where({ id }).modify({ deletedAt: undefined })) > 0;

/**
 * Removes deleted chats for good, with all that only they had: messages, notes of full reads, edited maps, and sources that nobody else
 * names. One in which an answer is still being stopped waits for the next time.
 * @param now milliseconds since 1970. What was deleted just before can still be taken back, in this window or another, and stays.
 * @returns how many were removed.
 */
export async function forgetDeletedChats(now: number): Promise<number> {
  const { chats, messages, growing, readings, maps, digests } = database;
  // Nearly always there are none: no transaction over all tables for that.
  if ((await chats.where('deletedAt').above(0).count()) === 0) return 0;
  const removed = await database.transaction(
    'rw',
    [chats, messages, growing, readings, maps, digests],
    async () => {
      // Where the clock was set back since, the deletion seems to be in the future.
      const ripe = (await chats.where('deletedAt').above(0).toArray()).filter(
        ({ deletedAt = now }) => Math.abs(now - deletedAt) >= undoMs,
      );
      const ids = ripe.map(({ id }) => id);
      const own = await messages.where('chatId').anyOf(ids).toArray();
      const busy = new Set(
        own.flatMap((message) => (message.role === 'assistant' && isRunning(message) ? message.chatId : [])),
      );
      const gone = ids.filter((id) => !busy.has(id));
      const messageIds = own.flatMap(({ id, chatId }) => (busy.has(chatId) ? [] : id));
      // First of all: a chat's digest, which goes with its messages, says in which pack its words are.
      await messages.bulkDelete(messageIds);
      await Promise.all([
        chats.bulkDelete(gone),
        growing.bulkDelete(messageIds),
        readings.bulkDelete(messageIds),
        maps.bulkDelete(messageIds),
        digests.where('chatId').anyOf(gone).delete(),
      ]);
      return gone.length;
    },
  );
  if (removed > 0) await forgetUnused(now);
  return removed;
}

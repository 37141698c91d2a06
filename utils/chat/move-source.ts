import { database } from '../storage/database';

/**
 * Puts a waiting source elsewhere among its chat's others: what is sent keeps this order.
 * @param to its place afterwards, from 0.
 */
export async function moveSource(chatId: string, sourceId: string, to: number): Promise<void> {
  await database.transaction('rw', database.chats, async () => {
    const ids = (await database.chats.get(chatId))?.pendingSourceIds ?? [];
    const others = ids.filter((id) => id !== sourceId);
    if (others.length === ids.length) return;
    others.splice(to, 0, sourceId);
    await database.chats.update(chatId, { pendingSourceIds: others });
  });
}

import { visibleThread } from '../messages/visible-thread';
import { loadMessages } from './chats';
import { type Chat, database } from './database';

type DamagedTable = 'messages' | 'chats' | 'settings' | 'characters';

/** What is nobody's to copy. */
const secrets = new Set(['apiKey', 'installSecret']);

/** A record as it stands in the database, unmended, as JSON to look at or to send to somebody who can tell what is wrong. */
export async function readRawRecord(table: DamagedTable, id: string): Promise<string> {
  await database.open();
  const record = await new Promise<unknown>((resolve, reject) => {
    const request = database.backendDB().transaction(table).objectStore(table).get(id);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return JSON.stringify(
    record ?? null,
    (key, value: unknown) => {
      if (secrets.has(key)) return '…';
      return value instanceof Blob ? `${value.type} ${value.size} B` : value;
    },
    2,
  );
}

/** Writes what could be read of a record in the place of what could not. */
export async function keepMended(table: 'chats' | 'settings', id: string): Promise<void> {
  await database.transaction('rw', database.table(table), async () => {
    const record = (await database.table(table).get(id)) as Chat | undefined;
    if (!record) return;
    const { isDamaged: _, ...right } = record;
    await database.table(table).put(right);
  });
}

/** Forgets a message that cannot be read; what followed on it follows on the one before it. */
export async function deleteMessage(id: string): Promise<void> {
  await database.transaction('rw', database.chats, database.messages, database.growing, async () => {
    const message = await database.messages.get(id);
    if (!message) return;
    const { chatId } = message;
    const all = await loadMessages(chatId);
    const following = all.flatMap((other) => (other.parentId === id && other.id !== id ? other.id : []));
    // Where it has lost its own place, the one that it is shown below.
    const above = visibleThread(all, id).at(-2)?.message.id ?? null;
    await database.messages.where('id').anyOf(following).modify({ parentId: above });
    await Promise.all([database.messages.delete(id), database.growing.delete(id)]);
    const chat = await database.chats.get(chatId);
    if (chat?.leafId === id) await database.chats.update(chatId, { leafId: above });
  });
}

/**
 * Chats without a time of their last use stand in no list, and those with something else in its place before all others: they get one.
 * Nothing else of them is changed.
 * @returns how many there were.
 */
export async function listTimelessChats(): Promise<number> {
  const [all, listed] = await Promise.all([
    database.chats.count(),
    database.chats.where('updatedAt').between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).count(),
  ]);
  if (all === listed) return 0;
  // What is changed is read as it stands, unmended.
  return database.chats
    .filter(({ updatedAt }) => typeof updatedAt !== 'number')
    .modify((chat) => {
      chat.updatedAt = 1;
    });
}

import type { Page } from 'puppeteer';
import type { ChatMessage } from '../../utils/messages/chat-message.ts';
import type { Source } from '../../utils/sources/source.ts';
import type { Chat } from '../../utils/storage/database.ts';

export interface SeedRecords {
  chats?: Chat[];
  messages?: ChatMessage[];
  sources?: Source[];
  texts?: { hash: string; text: string }[];
}

/** Writes records straight into the extension's database. @param page one of its pages, which shows them when it asks again. */
export async function seedRecords(page: Page, records: SeedRecords): Promise<void> {
  await page.evaluate(async (byStore) => {
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const transaction = database.transaction(Object.keys(byStore), 'readwrite');
    for (const [store, added] of Object.entries(byStore))
      for (const record of added as unknown[]) transaction.objectStore(store).put(record);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, records);
}

import type { Page } from 'puppeteer';

/** Writes records straight into the extension's database, in one transaction. @param page any of the extension's own. */
export async function writeRecords(page: Page, records: Record<string, unknown[]>): Promise<void> {
  await page.evaluate(async (byStore) => {
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const transaction = database.transaction(Object.keys(byStore), 'readwrite');
    for (const [store, values] of Object.entries(byStore))
      for (const value of values) transaction.objectStore(store).put(value);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, records);
}

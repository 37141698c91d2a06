import type { Page } from 'puppeteer';
import type { Answer, ChatMessage } from '../../utils/messages/chat-message.ts';
import type { Source } from '../../utils/sources/source.ts';
import type {
  Character,
  Chat,
  Reading,
  SourceLinks,
  StoredFile,
  StoredMarks,
  StoredText,
} from '../../utils/storage/database.ts';

/** What the tests look at of the extension's database, as it is on the disk; blobs are without their bytes. */
export interface Stores {
  chats: Chat[];
  messages: ChatMessage[];
  growing: Answer[];
  sources: Source[];
  texts: StoredText[];
  readings: Reading[];
  links: SourceLinks[];
  files: StoredFile[];
  marks: StoredMarks[];
  characters: Character[];
}

/** Reads all of it in one transaction, without the product's own code. @param page any page of the extension */
export const readDatabase = (page: Page): Promise<Stores> =>
  page.evaluate(async () => {
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names, 'readonly');
    const stores = names.map(
      (name) =>
        new Promise<[string, unknown[]]>((resolve, reject) => {
          const all = transaction.objectStore(name).getAll();
          all.onsuccess = () => resolve([name, all.result]);
          all.onerror = () => reject(all.error);
        }),
    );
    const read = Object.fromEntries(await Promise.all(stores));
    database.close();
    return read as never;
  });

import type { Page } from 'puppeteer';

/** What a chat adds to, whoever talks in it; all else is the user's own. */
const ofChats = new Set([
  'chats',
  'messages',
  'growing',
  'sources',
  'texts',
  'counts',
  'links',
  'files',
  'marks',
  'models',
  'readings',
  'digests',
  'packs',
]);

/** Everything that the extension keeps but chats and what they read, as one text: settings, endpoints, characters, maps, models. */
export const storageState = (page: Page): Promise<string> =>
  page.evaluate(
    async (left) => {
      const open = indexedDB.open('unabridged');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const state: Record<string, unknown> = {};
      for (const name of [...database.objectStoreNames].filter((store) => !left.includes(store))) {
        const all = database.transaction(name).objectStore(name).getAll();
        state[name] = await new Promise((resolve) => {
          all.onsuccess = () => resolve(all.result);
        });
      }
      database.close();
      const { chrome } = globalThis as unknown as {
        chrome: {
          storage: {
            local: { get(key: null): Promise<unknown> };
            sync: { get(key: null): Promise<unknown> };
          };
        };
      };
      state.local = await chrome.storage.local.get(null);
      state.sync = await chrome.storage.sync.get(null);
      state.localStorage = { ...localStorage };
      return JSON.stringify(state);
    },
    [...ofChats],
  );

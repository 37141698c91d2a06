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

/** Everything that the extension keeps but chats and what they read, as texts by place: settings, endpoints, characters, maps. */
export const storageState = (page: Page): Promise<Record<string, string>> =>
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
      return Object.fromEntries(Object.entries(state).map(([name, kept]) => [name, JSON.stringify(kept)]));
    },
    [...ofChats],
  );

/** Places that hold something else than before. */
export const changesBetween = (before: Record<string, string>, after: Record<string, string>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );

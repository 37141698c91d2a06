import { afterAll, beforeAll, expect, it } from 'vitest';
import { solidPng } from '../helpers/card-png.ts';
import { press } from '../helpers/drive-panel.ts';
import { earlierStores } from '../helpers/earlier-stores.ts';
import { until } from '../helpers/until.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ isConnected: false });
});
afterAll(() => world.close());

it('opens a database of an earlier version with its characters and their portraits', async () => {
  // A page of the extension without scripts: nothing has opened the database yet.
  const bare = await world.extension.openPage('manifest.json');
  await bare.evaluate(
    async (wanted, coded) => {
      const open = indexedDB.open('unabridged', 50);
      open.onupgradeneeded = () => {
        for (const [name, keyPath, indexes] of wanted) {
          const store = open.result.createObjectStore(name, { keyPath });
          for (const index of indexes) store.createIndex(index, index);
        }
      };
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const transaction = database.transaction('characters', 'readwrite');
      const json = '{"spec":"chara_card_v2","data":{"name":"Old Orlo","description":"A captain."}}';
      const base = { name: 'Old Orlo', json, sourceIds: [], envelope: 'ffff', createdAt: 1, updatedAt: 1 };
      const portrait = Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
      transaction.objectStore('characters').put({ ...base, id: 'a', portrait });
      transaction.objectStore('characters').put({ ...base, id: 'b', updatedAt: 0 });
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      database.close();
    },
    earlierStores,
    solidPng(120, 160, [20, 90, 140]).toString('base64'),
  );
  await bare.close();

  const page = await world.extension.newTab(world.pages.add('/page', shortArticle));
  const panel = await world.extension.openPanel(page);
  await press(panel, 'characters');
  const sizes = () =>
    panel.$$eval('[data-testid="start-role-play"]', (rows) =>
      rows.map((row) => row.querySelector('img')?.naturalHeight),
    );
  await until('the portrait is shown', async () => String(await sizes()) === '160,');
  const kinds = await panel.evaluate(
    () =>
      new Promise<boolean[]>((resolve) => {
        const open = indexedDB.open('unabridged');
        open.onsuccess = () => {
          const all = open.result.transaction('characters').objectStore('characters').getAll();
          all.onsuccess = () => {
            resolve((all.result as { portrait?: unknown }[]).map(({ portrait }) => portrait instanceof Blob));
            open.result.close();
          };
        };
      }),
  );
  expect(kinds).toEqual([true, false]);
  expect(world.extension.panelErrors).toEqual([]);
});

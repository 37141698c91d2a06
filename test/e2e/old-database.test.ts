import type { Page } from 'puppeteer';
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

const troubleOf = async (page: Page, kind: string) => {
  const screen = await page.waitForSelector(`[data-testid="trouble"][data-trouble="${kind}"]`);
  return screen!.evaluate((one) => (one as HTMLElement).innerText);
};

it('waits for a page of an earlier version to let go, and opens a database of that one with its characters and their portraits', async () => {
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
      // A page that an update has not closed.
      Object.assign(globalThis, { database });
    },
    earlierStores,
    solidPng(120, 160, [20, 90, 140]).toString('base64'),
  );
  const waiting = await world.extension.openPage('sidepanel.html');
  expect(await troubleOf(waiting, 'blocked')).toContain('in the way of an update');
  await bare.close();
  await waiting.waitForSelector('[data-testid="composer"]');
  await waiting.close();

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

it('says in the browser’s own words why it cannot open the database, and opens it at a click once it can', async () => {
  const page = await world.extension.newTab();
  await page.evaluateOnNewDocument(() => {
    if (sessionStorage.getItem('can-open')) return;
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    };
  });
  await page.goto(`chrome-extension://${world.extension.id}/sidepanel.html`);
  expect((await troubleOf(page, 'failed')).match(/Internal error opening backing store/g)).toHaveLength(1);
  await page.evaluate(() => sessionStorage.setItem('can-open', '1'));
  await press(page, 'try-again');
  await page.waitForSelector('[data-testid="composer"]');
  await page.close();
});

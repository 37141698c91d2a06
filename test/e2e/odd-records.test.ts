import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, connectEndpoint, press, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ isConnected: false });
});
afterAll(() => world.close());

/** Opens the database as another build does, from a page without scripts of its own. */
const openAs = (page: Page, version: number) =>
  page.evaluate(
    (wanted) =>
      new Promise<{ version: number; stores: string[] }>((resolve, reject) => {
        const open = indexedDB.open('unabridged', wanted);
        open.onupgradeneeded = () => open.result.createObjectStore(`of ${wanted}`);
        open.onblocked = () => reject(new Error('blocked'));
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const { version: found, objectStoreNames } = open.result;
          open.result.close();
          resolve({ version: found, stores: [...objectStoreNames] });
        };
      }),
    version,
  );

/** Changes records as a bug or another version may have left them. */
const spoil = (page: Page, text: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('unabridged');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const change = open.result.transaction(['messages', 'chats', 'settings'], 'readwrite');
          const messages = change.objectStore('messages');
          messages.getAll().onsuccess = ({ target }) => {
            for (const record of (target as IDBRequest<Record<string, unknown>[]>).result)
              if (record.text === wanted)
                messages.put({ ...record, text: { said: wanted }, parentId: 7, status: 'dreaming' });
          };
          const chats = change.objectStore('chats');
          chats.getAll().onsuccess = ({ target }) => {
            for (const record of (target as IDBRequest<Record<string, unknown>[]>).result)
              chats.put({ ...record, pendingSourceIds: undefined, draft: 5, characterIds: ['gone'] });
          };
          const settings = change.objectStore('settings');
          settings.get('settings').onsuccess = ({ target }) =>
            settings.put({ ...(target as IDBRequest<object>).result, theme: 9 });
          change.onerror = () => reject(change.error);
          change.oncomplete = () => {
            open.result.close();
            resolve();
          };
        };
      }),
    text,
  );

const trouble = (page: Page) =>
  page
    .waitForSelector('[data-testid="trouble"]')
    .then((screen) => screen!.evaluate((one) => (one as HTMLElement).innerText));

it('says that a newer version has written the chats, and leaves them as they are', async () => {
  const bare = await world.extension.openPage('manifest.json');
  // The engine's page may have opened it: it lets go.
  const before = await openAs(bare, 990);
  for (const path of ['sidepanel.html', 'options.html', 'map.html?id=x']) {
    const page = await world.extension.openPage(path);
    expect(await trouble(page)).toContain('newer version');
    expect(await page.$eval('[data-testid="trouble"]', (one) => (one as HTMLElement).dataset.trouble)).toBe(
      'newer',
    );
    await page.close();
  }
  expect(await openAs(bare, 990)).toEqual(before);
  await bare.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.deleteDatabase('unabridged').onsuccess = () => resolve();
      }),
  );
  const page = await world.extension.openPage('options.html');
  await page.waitForSelector('[data-testid="preset"]');
  await page.close();
  await bare.close();
});

it('shows a damaged answer as such, and the chat around it goes on', async () => {
  await connectEndpoint(world.extension, { baseUrl: world.server.baseUrl, apiKey: '', model: 'test-model' });
  const { panel } = await world.read(world.pages.add('/keeper', shortArticle));
  await waitForSource(panel);
  for (const [question, answer] of [
    ['How many books?', 'Eleven.'],
    ['Of which colour?', 'Green.'],
  ] as const) {
    world.server.reply({ text: answer });
    await ask(panel, question);
    expect(await waitForAnswer(panel)).toBe('done');
  }
  await spoil(panel, 'Eleven.');
  await panel.reload();
  const damaged = await panel.waitForSelector('[data-what="answer"]');
  expect(await damaged!.evaluate((one) => (one as HTMLElement).innerText)).toContain('"said": "Eleven."');
  expect(await panel.$$('[data-testid="question"]')).toHaveLength(2);
  expect(await panel.$$('[data-testid="answer"]')).toHaveLength(1);
  // Its character is gone, too.
  await press(panel, 'leave-missing');
  await panel.waitForFunction(() => !document.querySelector('[data-testid="leave-missing"]'));

  world.server.reply({ text: 'To remember.' });
  await ask(panel, 'Why?');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(world.server.chats.at(-1)!.body.toString('utf8')).toContain('Eleven.');

  await press(panel, 'delete-record');
  await press(panel, 'delete-record');
  await panel.waitForFunction(() => !document.querySelector('[data-testid="damaged"]'));
  expect(await panel.$$('[data-testid="question"]')).toHaveLength(3);
  expect(world.extension.panelErrors).toEqual([]);

  const options = await world.extension.openPage('options.html');
  await options.waitForSelector('[data-what="settings"]');
  await press(options, 'keep-mended');
  await options.waitForFunction(() => !document.querySelector('[data-what="settings"]'));
  await options.close();
});

it('lets a newer version take the database over, and says so', async () => {
  const bare = await world.extension.openPage('manifest.json');
  const panel = await world.extension.panel();
  expect((await openAs(bare, 991)).version).toBe(991);
  await until('the panel says so', async () => (await trouble(panel)).includes('updated'));
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { worldOf } from '../attack/strangers/worlds.ts';
import { ask, noticeText, press, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { readDatabase } from '../helpers/read-database.ts';
import type { Reply } from '../helpers/recording-server.ts';
import { type RecordingServer, startRecordingServer } from '../helpers/recording-server.ts';
import { until } from '../helpers/until.ts';
import { plantedKey, shortArticle, startWorld, type World } from '../helpers/world.ts';

/** In the extension's own pages, and in the world of its scripts. */
declare const chrome: { storage: Record<string, { get(key: null): Promise<object> }> };

let world: World;
let page: Page;
let panel: Page;
let folder: string;
/** Where a redirect would take the key. */
let elsewhere: RecordingServer;
const said: string[] = [];
const notices: string[] = [];

const listen = (shown: Page) => {
  shown.on('console', (message) => said.push(message.text()));
  shown.on('pageerror', (error) => said.push(String(error)));
};

/** Saves something of a page among the downloads, and gives what is in it. */
async function saved(from: Page, ending: string, act: () => Promise<void>): Promise<string> {
  const client = await from.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const before = new Set(readdirSync(folder));
  await act();
  const name = await until(`a file ${ending} is saved`, () =>
    readdirSync(folder).find((one) => one.endsWith(ending) && !before.has(one)),
  );
  const bytes = readFileSync(join(folder, name));
  return (ending.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** All that a page shows or holds in its fields. */
const shownIn = (shown: Page): Promise<string> =>
  shown.evaluate(
    () =>
      document.documentElement.outerHTML +
      [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')]
        .map(({ value }) => value)
        .join('\n') +
      document.documentElement.innerText,
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-keys-'));
  elsewhere = await startRecordingServer();
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
  ({ page, panel } = await world.read(world.pages.add('/keeper', shortArticle)));
  listen(panel);
  await waitForSource(panel);
});
afterAll(async () => {
  await world.close();
  await elsewhere.close();
  rmSync(folder, { recursive: true });
});

const away = (status: number): Reply => ({
  status,
  headers: { Location: `http://localhost:${new URL(elsewhere.baseUrl).port}/v1/chat/completions` },
});

it('is sent to its endpoint, and follows no redirect', async () => {
  const replies: Reply[] = [
    { text: `You are known to me as ${plantedKey}, my friend.` },
    {
      status: 401,
      body: JSON.stringify({ error: { message: `Incorrect API key provided: ${plantedKey}.` } }),
    },
    { status: 400, body: `Authorization: Bearer ${plantedKey}` },
    { status: 422, body: JSON.stringify({ error: { message: 'no', metadata: { raw: plantedKey } } }) },
    { text: 'Some words', fault: 'error-in-stream', body: plantedKey },
    ...[301, 302, 303, 307, 308].map(away),
  ];
  for (const reply of replies) {
    world.server.reply(reply);
    await ask(panel, 'Go on.');
    await waitForAnswer(panel);
    notices.push(await noticeText(panel));
  }
  expect(world.server.chats.every(({ headers }) => headers.authorization === `Bearer ${plantedKey}`)).toBe(
    true,
  );
  expect(world.server.chats).toHaveLength(replies.length);
  expect(elsewhere.requests).toEqual([]);
});

it('is found in none of twelve places', async () => {
  const options = await world.extension.openPage('options.html');
  listen(options);
  await options.waitForSelector('[data-testid="back-up"]');
  const { endpoints, messages, ...rest } = (await readDatabase(panel)) as unknown as Record<string, object[]>;
  // A control: it is where it belongs, and what is looked for would be found.
  expect(JSON.stringify(endpoints)).toContain(plantedKey);
  // Another: what is written to the console is heard.
  await panel.evaluate(() => console.info('a word of the test'));
  await until('the console is heard', () => said.includes('a word of the test'));
  const script = await worldOf(page, world.extension.id);
  const readsOfScript = await script(async () =>
    JSON.stringify(
      await Promise.all(
        ['local', 'session', 'sync'].map((area) => chrome.storage[area]?.get(null).catch(String)),
      ),
    ),
  );
  const ownStorage = await panel.evaluate(async () =>
    JSON.stringify([
      await Promise.all(['local', 'session', 'sync'].map((area) => chrome.storage[area]!.get(null))),
      { ...localStorage },
      { ...sessionStorage },
    ]),
  );
  const exported = async (format: string, ending: string) =>
    saved(panel, ending, async () => {
      await panel.locator('[data-testid="chat-menu"]').click();
      await press(panel, `chat-export-${format}`);
    });
  const places: Record<string, string> = {
    'storage as scripts in pages get it': readsOfScript,
    'storage areas of our own pages': ownStorage,
    'the settings page': await shownIn(options),
    'error texts': notices.join('\n'),
    'errors in the database': JSON.stringify(
      messages!.map((message) => (message as { error?: unknown }).error),
    ),
    'the database outside of endpoints and answers': JSON.stringify(rest),
    'the console and uncaught errors': [...said, ...world.extension.panelErrors].join('\n'),
    'a chat as Markdown': await exported('md', '.md'),
    'a chat as a page': await exported('html', '.html'),
    'a chat as JSON': await exported('json', '.json'),
    'a backup': await saved(options, '.jsonl.gz', () => press(options, 'back-up')),
    'addresses, and requests to anybody else': JSON.stringify([
      world.server.requests.map(({ path }) => path),
      world.pages.requests,
      elsewhere.requests,
      world.extension.browser.targets().map((target) => target.url()),
    ]),
  };
  expect(Object.keys(places)).toHaveLength(12);
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(1);
    expect(text.includes(plantedKey), place).toBe(false);
    expect(text.includes(plantedKey.slice(3)), place).toBe(false);
  }
});

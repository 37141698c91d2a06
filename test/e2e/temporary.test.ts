import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ask,
  clickAddMenu,
  composerText,
  press,
  pressEscape,
  waitForAllRead,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { dropFiles } from '../helpers/drop-files.ts';
import { filesWith } from '../helpers/files-with.ts';
import { until } from '../helpers/until.ts';
import { newChat, shortArticle, startWorld, tale, type World } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: {
  storage: Record<'local' | 'session', { get: (key: null) => Promise<object> }>;
};

/** 24 random letters: they are in no file by chance, and not even eight of them in a row. */
const randomWord = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
    String.fromCharCode(97 + (byte % 26)),
  ).join('');
/** What packs files may cut a word once, hardly every eight of its letters. */
const piecesOf = (words: readonly string[]) => words.flatMap((word) => word.match(/.{8}/g)!);

/** What a user leaves in a chat, each with a word that is found wherever it is written. */
const places = ['page', 'selection', 'file', 'link', 'question', 'reasoning', 'answer', 'draft'] as const;
type Words = Record<(typeof places)[number], string>;
const newWords = () => Object.fromEntries(places.map((place) => [place, randomWord()])) as Words;

/** Of the chat that is stored: what finds it must find the other one, were it there. */
const kept = newWords();
const temporary = newWords();

let world: World;
let panel: Page;
/** An ordinary chat in a tab, beside the temporary one. */
let beside: Page;
let folder: string;
let userDataDir: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-notes-'));
  userDataDir = mkdtempSync(join(tmpdir(), 'unabridged-temporary-'));
  world = await startWorld({
    userDataDir,
    grantHosts: ['http://*/*', 'https://*/*'],
    models: [{ id: 'test-model', context_length: 8192 }],
  });
  const { extension, pages } = world;
  panel = await extension.openPanel(await extension.newTab(pages.add('/home', tale('home'))));
  await waitForSource(panel);
  await newChat(panel);
});
afterAll(async () => {
  await world.close();
  for (const dir of [folder, userDataDir]) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

function fileWith(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Reads a page, a file and a pasted link, asks, and types on. */
async function talk(words: Words, name: string): Promise<void> {
  // What a browser keeps of the pages that its user visits is not ours.
  const headers = { 'cache-control': 'no-store' };
  const more = `<p id="part">${words.selection} is the second lamp.</p><p>The first lamp is ${words.page}.</p></article>`;
  const body = tale(name).replace('</article>', more);
  const page = await world.extension.newTab(world.pages.add(`/${name}`, { body, headers }));
  await page.evaluate(() => getSelection()!.selectAllChildren(document.getElementById('part')!));
  await world.extension.clickIcon(page);
  await waitForAllRead(panel, 1);
  await dropFiles(panel, [fileWith(`${name}.txt`, `A note about ${words.file}.`)]);
  await waitForAllRead(panel, 2);
  // This one the browser may keep: what the extension fetches is not to be.
  const linked = world.pages.add(`/${name}-linked`, tale(words.link));
  await panel.type('[data-testid="composer"]', `See ${linked} `);
  await press(panel, 'read-pasted');
  await waitForAllRead(panel, 3);
  world.server.clear();
  world.server.reply({
    text: `It is [[1: "The first lamp is ${words.page}."]] or ${words.answer}.`,
    reasoning: `Let me think of ${words.reasoning}.`,
  });
  await ask(panel, `and what is ${words.question}?`);
  expect(await waitForAnswer(panel)).toBe('done');
  const sent = world.server.chats[0]!.body.toString('utf8');
  for (const word of [words.page, words.selection, words.file, words.link, words.question])
    expect(sent).toContain(word);
  await panel.waitForFunction(() =>
    document.querySelector('[data-testid="citation-summary"]')?.textContent?.includes('1 verified'),
  );
  await waitForWindow(panel, '8.2k');
  await panel.type('[data-testid="composer"]', `And ${words.draft}?`);
}

/** Everything that the extension has stored, as it sees it itself. */
const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all: unknown[] = [await chrome.storage.local.get(null), await chrome.storage.session.get(null)];
    for (const { name } of await indexedDB.databases()) {
      // Noise, while remains are overwritten.
      if (name === 'scratch') continue;
      const database = await asked(indexedDB.open(name!));
      for (const store of database.objectStoreNames)
        all.push(name, store, await asked(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify(all);
  });

const foundIn = (text: string, words: Words) => places.filter((place) => text.includes(words[place]));

async function openTemporary(): Promise<void> {
  await panel.locator('[data-testid="chat-menu"]').click();
  await panel.locator('[data-testid="open-temporary"]').click();
  await panel.waitForSelector('[data-testid="temporary"]');
}

it('stores an ordinary chat, word for word', async () => {
  await talk(kept, 'kept');
  await expect.poll(async () => foundIn(await stored(panel), kept)).toEqual(places);
});

it('takes along what an empty chat has read, and stores it no more', async () => {
  await newChat(panel);
  const before = randomWord();
  const body = shortArticle.replace('</article>', `<p>Nobody knew ${before} by name.</p></article>`);
  const headers = { 'cache-control': 'no-store' };
  await world.extension.clickIcon(
    await world.extension.newTab(world.pages.add('/before', { body, headers })),
  );
  await waitForSource(panel);
  await panel.type('[data-testid="composer"]', `Who is ${before}?`);
  await expect.poll(() => stored(panel)).toContain(`Who is ${before}?`);
  await openTemporary();
  await waitForSource(panel);
  expect(await composerText(panel)).toBe(`Who is ${before}?`);
  expect(await stored(panel)).not.toContain(before);
});

it('reads, answers, verifies and counts in its own memory, while an ordinary chat beside it sees nothing', async () => {
  beside = await world.extension.openPage('sidepanel.html');
  await waitForText(beside, kept.answer);
  await beside.evaluate(() => {
    const heard: unknown[] = [];
    for (const name of ['unabridged-answers', 'x-storagemutated-1'])
      new BroadcastChannel(name).onmessage = ({ data }) => heard.push(data);
    Object.assign(globalThis, { heard });
  });
  await newChat(panel);
  await talk(temporary, 'temporary');
  const told = JSON.stringify(
    await beside.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard),
  );
  expect(foundIn(told, temporary)).toEqual([]);
  await waitForText(beside, kept.answer);
  const everything = await stored(beside);
  expect(foundIn(everything, kept)).toEqual(places);
  expect(foundIn(everything, temporary)).toEqual([]);
});

it('retries, stops, and reads in full what is too long', async () => {
  world.server.reply({ text: 'The newer one.' });
  await press(panel, 'retry');
  await waitForText(panel, 'newer');
  await waitForAnswer(panel);
  await panel.locator('[data-testid="alternatives"] button').click();
  await waitForText(panel, temporary.answer);

  await newChat(panel);
  world.server.reply({ text: 'word '.repeat(2000), rate: 50, deltaSize: 5 });
  await ask(panel, 'Tell me everything');
  await waitForText(panel, 'word word');
  await press(panel, 'stop');
  expect(await waitForAnswer(panel)).toBe('stopped');

  await newChat(panel);
  const long = Array.from({ length: 4_000 }, (_, index) => `Line ${index} of the log.`).join('\n');
  await dropFiles(panel, [fileWith('log.txt', long)]);
  await waitForAllRead(panel, 1);
  world.server.clear();
  await ask(panel, 'What is in it?');
  await press(panel, 'full-read');
  expect(await waitForAnswer(panel)).toBe('done');
  const sent = world.server.chats.map(({ body }) => body.toString('utf8')).join('');
  for (const line of ['Line 0 of', 'Line 2000 of', 'Line 3999 of']) expect(sent).toContain(line);
});

it('is listed nowhere, and does not see private windows', async () => {
  const context = await world.extension.browser.createBrowserContext();
  const secret = await context.newPage();
  await secret.goto(world.pages.add('/secret', tale('secret')));
  const open = await world.extension.newTab(world.pages.add('/open', tale('open')));
  await clickAddMenu(panel, 'add-tabs-menu');
  const picker = await panel.waitForSelector('[role="dialog"]');
  await panel.waitForFunction((list) => list!.textContent!.includes('The open keeper'), {}, picker);
  expect(await picker!.evaluate((list) => list.textContent)).not.toContain('The secret keeper');
  await pressEscape(panel);
  await context.close();
  await open.close();
  await beside.bringToFront();
  await press(beside, 'history');
  const history = await beside.waitForSelector('[data-testid="history-list"]');
  await beside.waitForFunction(
    (list, words) => list!.textContent!.includes(words),
    {},
    history,
    kept.question,
  );
  expect(await history!.evaluate((list) => list.textContent)).not.toContain(temporary.question);
  await pressEscape(beside);
});

it('is empty after it was loaded anew, and stored only where its user keeps it', async () => {
  const tab = await world.extension.openPage('sidepanel.html?temporary');
  const word = randomWord();
  world.server.reply({ text: `Then ${word}.`, rate: 20, deltaSize: 40 });
  await ask(tab, 'What then?');
  await waitForText(tab, word);
  await tab.reload();
  await tab.waitForSelector('[data-testid="temporary"]');
  await tab.waitForSelector('[data-testid="composer"]');
  expect(await tab.$('[data-testid="answer"]')).toBeNull();

  world.server.reply({ text: `${word} and `.repeat(500), rate: 20, deltaSize: 40 });
  await ask(tab, 'What now?');
  await waitForText(tab, word);
  expect(await stored(tab)).not.toContain(word);
  await press(tab, 'leave-temporary');
  await press(tab, 'keep-temporary');
  await tab.waitForFunction(() => !location.search.includes('temporary'));
  await waitForText(tab, word);
  expect(await waitForAnswer(tab)).toBe('stopped');
  expect(await tab.$('[data-testid="temporary"]')).toBeNull();
  expect(await stored(tab)).toContain(word);
  await tab.close();
});

it('leaves not a word in any file of the browser', async () => {
  // A page in a tab is what browsers write most of: what stands in its fields comes back after a crash.
  const tab = await world.extension.openPage('sidepanel.html?temporary');
  const typed = randomWord();
  await tab.waitForSelector('[data-testid="composer"]');
  await tab.type('[data-testid="composer"]', typed);
  await beside.bringToFront();
  await beside.type('[data-testid="composer"]', kept.draft);
  const profile = join(userDataDir, 'Default');
  await until('the browser has written down what stands in the fields of its tabs', () => {
    return filesWith(join(profile, 'Sessions'), [kept.draft]).length > 0;
  });
  // There is no database but the one that lasts, once what was deleted from that is overwritten.
  const databases = () => beside.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(databases).toEqual(['unabridged']);
  const words = piecesOf([...Object.values(temporary), typed]);
  expect(filesWith(userDataDir, words)).toEqual([]);
  expect(world.extension.panelErrors).toEqual([]);
  await world.extension.browser.close();
  expect(filesWith(userDataDir, words)).toEqual([]);
  for (const place of places)
    expect(filesWith(join(profile, 'IndexedDB'), piecesOf([kept[place]])), place).not.toEqual([]);
});

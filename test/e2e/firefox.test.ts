import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { solidPng } from '../helpers/card-png.ts';
import { nodeOf, shownMap, untilMapStands } from '../helpers/drive-map.ts';
import {
  answerText,
  ask,
  clickAddMenu,
  press,
  waitForAllRead,
  waitForAnswer,
  waitForText,
} from '../helpers/drive-panel.ts';
import { openBrowsers } from '../helpers/open-browsers.ts';
import { foreignCode, packedFiles, reviewedPolicy } from '../helpers/packed-files.ts';
import { PageServer } from '../helpers/page-server.ts';
import { type RecordingServer, startRecordingServer } from '../helpers/recording-server.ts';
import { sampleFiles } from '../helpers/sample-files.ts';
import { patienceMs, until } from '../helpers/until.ts';
import { elsewhere, frame, newChat, tale } from '../helpers/world.ts';
import { buildExtension } from '../start/build-extension.ts';

/** In the extension's own pages. */
declare const browser: {
  tabs: {
    query: (what: object) => Promise<{ id: number; title?: string }[]>;
    discard: (id: number) => Promise<void>;
  };
  permissions: { request: () => Promise<boolean>; remove: (what: object) => Promise<boolean> };
};

const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
/** Fixed, so that the extension's pages have a known address. */
const uuid = '6d1f5c52-8f0a-4a4e-9a55-0c6c3f1a2b77';
const extensionId = 'unabridged@unabridged.app';

/** Runs in a page of the extension: what it keeps of maps that were edited. */
const storedMaps = () =>
  new Promise<string>((resolve, reject) => {
    const opening = indexedDB.open('unabridged');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction('maps').objectStore('maps').getAll();
      all.onsuccess = () => {
        resolve(JSON.stringify(all.result));
        opening.result.close();
      };
    };
  });

// Only where there is a Firefox: the driver does not fetch one.
describe.runIf(existsSync(executablePath))('Firefox', () => {
  let dir: string;
  let firefox: Browser;
  let server: RecordingServer;
  let pages: PageServer;

  const newTab = async (): Promise<Page> => {
    const tab = await firefox.newPage();
    tab.setDefaultTimeout(patienceMs);
    return tab;
  };

  beforeAll(async () => {
    dir = buildExtension('firefox');
    server = await startRecordingServer();
    pages = await new PageServer().start();
    firefox = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      timeout: patienceMs,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }),
        // The user says yes to every question of the browser.
        'extensions.webextOptionalPermissionPrompts': false,
      },
    });
    openBrowsers.add(firefox);
    await firefox.installExtension(dir);
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
    await pages?.close();
  });

  it('is packed with what was reviewed, and with no code from elsewhere', () => {
    const packed = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    // Any page of it could be probed or framed, and any site open a connection, by a key of its own.
    expect(Object.keys(packed).sort()).toEqual([
      'action',
      'background',
      'browser_specific_settings',
      'commands',
      'content_security_policy',
      'default_locale',
      'description',
      'icons',
      'incognito',
      'manifest_version',
      'name',
      'optional_host_permissions',
      'options_ui',
      'permissions',
      'sidebar_action',
      'version',
    ]);
    expect(packed.permissions).toEqual([
      'activeTab',
      'scripting',
      'storage',
      'unlimitedStorage',
      'declarativeNetRequestWithHostAccess',
    ]);
    expect(packed.optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
    expect(packed.incognito).toBe('not_allowed');
    expect(packed.content_security_policy).toEqual({ extension_pages: reviewedPolicy });
    expect(foreignCode(packedFiles(dir))).toEqual([]);
  });

  async function open(path: string): Promise<Page> {
    const page = await newTab();
    // The driver never sees such a page's load event.
    await page.goto(`moz-extension://${uuid}/${path}`, { waitUntil: [] });
    return page;
  }

  it('connects an endpoint, streams an answer, and finishes it while its panel is closed', async () => {
    const options = await open('options.html');
    await options.waitForSelector('[data-testid="preset"]');
    await options.select('[data-testid="preset"]', 'custom');
    for (const [id, value] of [
      ['base-url', server.baseUrl],
      ['model', 'test-model'],
    ] as const) {
      const field = await options.waitForSelector(`[data-testid="${id}"]`);
      await field!.click({ count: 3 });
      await options.keyboard.type(value);
    }
    await options.locator('[data-testid="save-endpoint"]').click();
    await options.waitForSelector('[data-testid="endpoint-saved"]');

    const text = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    server.reply({ text, rate: 100, deltaSize: 8 });
    const panel = await open('sidepanel.html');
    await ask(panel, 'Tell me');
    await waitForText(panel, 'word9 ');
    await panel.close();
    await expect.poll(() => server.deltas.length).toBeGreaterThan(150);
    const again = await open('sidepanel.html');
    await again.waitForSelector('[data-testid="answer"]');
    expect(await waitForAnswer(again)).toBe('done');
    expect(await answerText(again)).toBe(text);
    expect(server.chats).toHaveLength(1);
    await again.close();
    await options.close();
  });

  it('holds a temporary chat in its own page, and stores nothing of it', async () => {
    server.clear();
    const panel = await open('sidepanel.html?temporary');
    await panel.waitForSelector('[data-testid="temporary"]');
    server.reply({ text: 'Only here.' });
    await ask(panel, 'Where are you?');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(await answerText(panel)).toBe('Only here.');
    expect(server.chats).toHaveLength(1);
    const questions = await panel.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('unabridged');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const all = opening.result.transaction('messages').objectStore('messages').getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
          };
        }),
    );
    expect(questions).toContain('Tell me');
    expect(questions).not.toContain('Where are you?');
    await panel.evaluate(() => Object.assign(document.body.dataset, { isOld: '' }));
    await panel.reload({ waitUntil: [] });
    await panel.waitForSelector('body:not([data-is-old]) [data-testid="temporary"]');
    expect(await panel.$('[data-testid="answer"]')).toBeNull();
    await panel.close();
  });

  type Served = Parameters<PageServer['add']>[1];
  async function openTabs(served: [string, Served][]): Promise<Page[]> {
    const tabs: Page[] = [];
    for (const [path, page] of served) {
      const tab = await newTab();
      // Firefox calls a page that cannot be loaded an error of the driver's.
      await tab.goto(pages.add(path, page)).catch(() => undefined);
      tabs.push(tab);
    }
    return tabs;
  }
  const closeAll = (tabs: Page[]) => Promise.all(tabs.map((tab) => tab.close()));
  async function openPanel(): Promise<Page> {
    const panel = await open('sidepanel.html');
    await panel.waitForSelector('[data-testid="new-chat"]');
    await newChat(panel);
    server.clear();
    pages.requests.length = 0;
    return panel;
  }
  /** Chooses tabs with @ by a word of their titles. */
  async function chooseTab(panel: Page, word: string): Promise<void> {
    const composer = await panel.waitForSelector('[data-testid="composer"]');
    await composer!.type('@');
    const search = await panel.waitForSelector('[data-testid="picker-search"]');
    await search!.type(word);
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="tab-picker"] input[type="checkbox"]').length === 1,
    );
    await press(panel, 'picker-all');
    await press(panel, 'add-tabs');
  }
  const states = (chips: { title: string; state: string }[]) =>
    chips.map(({ title, state }) => `${title} ${state}`);

  it('draws a mind map, which grows, is edited and is kept', async () => {
    const panel = await open('sidepanel.html');
    await panel.waitForSelector('[data-testid="composer"]');
    await newChat(panel);
    server.reply({ text: '# Tower\n- old\n  - lit in 1851\n- grey', deltaSize: 2, rate: 60 });
    await ask(panel, '/map');
    expect(await waitForAnswer(panel)).toBe('done');
    await panel.waitForSelector('[data-testid="map-card"] me-main me-tpc');
    await until('all of it is drawn', async () => (await shownMap(panel)) === 'Tower(old grey)');
    await panel.$eval('me-main me-epd', (sign) => (sign as HTMLElement).click());
    await until('it unfolds', async () => (await shownMap(panel)) === 'Tower(old(lit in 1851) grey)');
    await untilMapStands(panel);
    await (await nodeOf(panel, 'grey')).click();
    await panel.keyboard.press('F2');
    await panel.waitForSelector('#input-box');
    await panel.keyboard.type('granite');
    await panel.keyboard.press('Enter');
    await until('it is renamed', async () => (await shownMap(panel)).endsWith(' granite)'));
    await until('that is written down', () =>
      panel.evaluate(storedMaps).then((maps) => maps.includes('granite')),
    );
    await panel.close();
    const again = await open('sidepanel.html');
    await again.waitForSelector('[data-testid="map-card"] me-main me-tpc');
    await until('it is kept', async () => (await shownMap(again)) === 'Tower(old granite)');
    await again.close();
  });

  it('reads all open tabs, of every kind, each in its place', async () => {
    const tabs = await openTabs([
      ['/one', tale('first')],
      ['/notes.txt', { body: 'Plain notes, line one.\nLine two.', contentType: 'text/plain' }],
      ['/data.json', { body: '{"ships": 31, "books": ["green"]}', contentType: 'application/json' }],
      [
        '/feed.xml',
        { body: '<?xml version="1.0"?><ships><ship>Orlo</ship></ships>', contentType: 'text/xml' },
      ],
      ['/readme.md', { body: '# Read me\n\nA *word*.', contentType: 'text/markdown' }],
      ['/paper', { body: '%PDF-1.7', contentType: 'application/pdf' }],
      ['/cut', { body: '', isCut: true }],
      ['/two', tale('second') + frame(elsewhere(pages.add('/in-frame', tale('framed'))))],
    ]);
    const panel = await openPanel();
    await clickAddMenu(panel, 'add-all-tabs');
    const chips = await waitForAllRead(panel, tabs.length + 2);
    // The browser's first tab stands before them, the panel's own after.
    expect(states(chips).slice(1, -1)).toEqual([
      'The first keeper ready',
      'notes.txt ready',
      'data.json ready',
      'feed.xml ready',
      'readme.md ready',
      expect.stringMatching(/failed$/),
      expect.stringMatching(/failed$/),
      'The second keeper ready',
    ]);
    for (const { state, detail } of chips) if (state === 'failed') expect(detail).not.toBe('');
    await ask(panel, 'Go');
    await panel.waitForSelector('[data-testid="notice"]');
    await panel.locator('[data-testid="notice"] button').click();
    await server.untilChats(1);
    const { content } = server.lastMessages[1]!;
    for (const text of [
      'The first keeper',
      'Plain notes, line one.\nLine two.',
      '```json\n{"ships": 31, "books": ["green"]}\n```',
      '<ship>Orlo</ship>',
      '# Read me\n\nA *word*.',
      'The second keeper',
      'The framed keeper',
    ])
      expect(content).toContain(text);
    await waitForAnswer(panel);
    await closeAll([...tabs, panel]);
  });

  it('reads chosen tabs, also one that sleeps', async () => {
    const tabs = await openTabs([
      ['/apple', tale('apple')],
      ['/pear', tale('pear')],
    ]);
    const panel = await openPanel();
    expect(
      await panel.evaluate(async () => {
        const pear = (await browser.tabs.query({})).find(({ title }) => title?.includes('pear'))!;
        await browser.tabs.discard(pear.id);
        return (await browser.tabs.query({ discarded: true })).map(({ id }) => id === pear.id);
      }),
    ).toEqual([true]);
    // Woken, it says that it has loaded before its own page is there.
    pages.add('/pear', { body: `${' '.repeat(2_000)}${tale('pear')}`, restAfterMs: 1_500 });
    await chooseTab(panel, 'pear');
    const [chip] = await waitForAllRead(panel);
    expect(chip).toMatchObject({ title: 'The pear keeper', state: 'ready', detail: /chars/ });
    expect(pages.requests.map(({ path }) => path)).toContain('/pear');
    await closeAll([...tabs, panel]);
  });

  it('leads from a citation to its passage in the tab, and in the text of a page that has changed', async () => {
    const [tab] = await openTabs([['/plum', tale('plum')]]);
    const panel = await openPanel();
    await chooseTab(panel, 'plum');
    await waitForAllRead(panel);
    server.reply({ text: 'Eleven [[1: "for thirty-one years, in eleven green books"]].' });
    await ask(panel, 'How many?');
    await waitForAnswer(panel);
    await panel.waitForSelector('[data-testid="citation"][data-state-of-citation="verified"]');
    await press(panel, 'citation');
    const marked = await tab!.waitForFunction(
      () => [...CSS.highlights.values()].flatMap((highlight) => [...highlight]).map(String)[0],
    );
    expect(await marked.jsonValue()).toBe('for thirty-one years, in eleven green books');
    await tab!.evaluate(() => document.body.replaceChildren());
    await press(panel, 'citation');
    const passage = await panel.waitForSelector('[data-testid="reader-passage"]');
    expect(await passage!.evaluate(({ textContent }) => textContent)).toBe(
      'for thirty-one years, in eleven green books',
    );
    await closeAll([tab!, panel]);
  });

  it('reads linked pages as a stranger would, and none of the user’s own network', async () => {
    const inside = elsewhere(pages.add('/private', tale('private')));
    pages.add('/way-in', { body: '', status: 302, headers: { location: inside } });
    for (const name of ['red', 'green', 'blue']) pages.add(`/${name}`, tale(name));
    pages.add(
      '/alive',
      '<!doctype html><title>Alive</title><div id="root"></div><script>setTimeout(() => { root.textContent = "Words that a script wrote."; }, 700)</script>',
    );
    const tabs = await openTabs([
      [
        '/index',
        {
          body: `${tale('index')}<a href="/red">red</a> <a href="/green">green</a> <a href="/blue">blue</a> <a href="/missing">missing</a> <a href="/alive">alive</a> <a href="/way-in">a way in</a> <a href="${inside}">inside</a>`,
          headers: { 'set-cookie': 'session=secret; path=/' },
        },
      ],
    ]);
    const panel = await openPanel();
    await chooseTab(panel, 'index');
    await waitForAllRead(panel);
    pages.requests.length = 0;
    await clickAddMenu(panel, 'add-links');
    await press(panel, 'picker-all');
    // A real click: Firefox asks the user for nothing without one.
    await panel.locator('[data-testid="read-links"]').click();
    const chips = await waitForAllRead(panel, 8);
    expect(states(chips)).toEqual([
      'The index keeper ready',
      'The red keeper ready',
      'The green keeper ready',
      'The blue keeper ready',
      'missing failed',
      'alive failed',
      'a way in failed',
      'inside failed',
    ]);
    expect(pages.requests.map(({ path }) => path)).not.toContain('/private');
    for (const { headers } of pages.requests) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
    const before = (await firefox.pages()).length;
    const alive = await panel.$$(
      '[data-testid="source-chip"][data-state="failed"] [aria-label="Read again"]',
    );
    await alive[1]!.click();
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="source-chip"][data-state="ready"]').length === 5,
    );
    await expect.poll(async () => (await firefox.pages()).length).toBe(before);
    await closeAll([...tabs, panel]);
  });

  it('becomes a character of a page, with its portrait, and speaks as it', async () => {
    const face = pages.add('/face.png', {
      body: solidPng(220, 300, [180, 60, 30]),
      contentType: 'image/png',
      headers: { 'access-control-allow-origin': '*', 'cache-control': 'max-age=3600' },
    });
    const infobox = `<aside class="infobox"><img src="${elsewhere(face)}"></aside>`;
    const [tab] = await openTabs([['/ilse', tale('Ilse').replace('<article>', `<article>${infobox}`)]]);
    await tab!.evaluate(() => document.getSelection()!.selectAllChildren(document.querySelector('p')!));
    const panel = await openPanel();
    await chooseTab(panel, 'Ilse');
    await waitForAllRead(panel);
    await panel.waitForSelector('[data-testid="only-selected"]');
    pages.requests.length = 0;
    await press(panel, 'become-character');
    server.reply({
      text: '{"kind":"character","name":"Ilse","description":"A keeper.","firstMessage":"Come in, {{user}}."}',
    });
    await press(panel, 'write-card');
    await press(panel, 'portrait-from-page');
    const portrait = await panel.waitForSelector('[data-testid="portrait-field"] img');
    const height = () => portrait!.evaluate((image) => (image as HTMLImageElement).naturalHeight);
    await expect.poll(height).toBe(300);
    // Firefox asks once more, as the page, the site that the page has it from: nobody learns anything new.
    for (const { path, headers } of pages.requests) {
      expect([path, headers.cookie]).toEqual(['/face.png', undefined]);
      expect(headers.origin).toBe(new URL(tab!.url()).origin);
    }
    await press(panel, 'save-and-start');
    await waitForText(panel, 'Come in, User.');
    server.reply({ text: 'Eleven, so far.' });
    await ask(panel, 'How many books?');
    expect(await waitForAnswer(panel)).toBe('done');
    await waitForText(panel, 'Eleven, so far.');
    const { content } = server.lastMessages[1]!;
    expect(content.match(/in eleven green books/g)).toHaveLength(4);
    expect(content.indexOf('A keeper.')).toBeGreaterThan(content.indexOf('green books'));
    await closeAll([tab!, panel]);
  });

  it('says that tabs and linked pages may not be read where the user refuses', async () => {
    const tabs = await openTabs([['/closed', tale('closed')]]);
    const panel = await openPanel();
    await panel.evaluate(async () => {
      const { permissions } = browser;
      await permissions.remove({ origins: ['http://*/*', 'https://*/*'] });
      // The user's "no".
      permissions.request = () => Promise.resolve(false);
    });
    await clickAddMenu(panel, 'add-all-tabs');
    const chips = await waitForAllRead(panel, 2);
    for (const { state, detail } of chips) {
      expect(state).toBe('failed');
      expect(detail).not.toBe('');
    }
    expect(chips.filter(({ detail }) => /may not read this page yet/.test(detail)).length).toBeGreaterThan(0);
    await closeAll([...tabs, panel]);
  });

  it('reads a file of every kind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unabridged-firefox-'));
    const samples = sampleFiles.filter(({ password }) => !password);
    const panel = await openPanel();
    const input = await panel.waitForSelector('[data-testid="file-input"]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(
      ...samples.map(({ name, bytes }) => {
        const path = join(folder, name);
        writeFileSync(path, bytes);
        return path;
      }),
    );
    expect(states(await waitForAllRead(panel, samples.length))).toEqual(
      samples.map(({ name }) => `${name} ready`),
    );
    await panel.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

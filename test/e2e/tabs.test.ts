import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, clickAddMenu, press, waitForAllRead, waitForAnswer } from '../helpers/drive-panel.ts';
import { newChat, shortArticle, startWorld, type World } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: { permissions: { request: () => Promise<boolean> } };

let world: World;
let panel: Page;
let home: Page;

beforeAll(async () => {
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
  ({ panel, page: home } = await world.read(world.pages.add('/home', shortArticle)));
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  world.server.clear();
  await newChat(panel);
});

const tale = (name: string) => shortArticle.replaceAll('lighthouse', name);

async function openAll(paths: [string, Parameters<World['pages']['add']>[1]][]): Promise<Page[]> {
  const tabs: Page[] = [];
  for (const [path, page] of paths) {
    const tab = await world.extension.browser.newPage();
    tabs.push(tab);
    void tab.goto(world.pages.add(path, page), { timeout: 0 }).catch(() => undefined);
    await tab.waitForFunction((wanted) => location.pathname === wanted, {}, path);
  }
  await home.bringToFront();
  return tabs;
}
/** A page that hangs does not answer its driver either. */
async function untilItHangs(tab: Page): Promise<void> {
  const answers = () =>
    Promise.race([
      tab.evaluate(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 500)),
    ]);
  while (await answers());
}
const closeAll = (tabs: Page[]) => Promise.all(tabs.map((tab) => tab.close()));

/** What the model was sent as sources. */
async function sentText(): Promise<string> {
  await ask(panel, 'Go');
  await world.server.untilChats(1);
  const { content } = world.server.lastMessages[1]!;
  await waitForAnswer(panel);
  return content;
}

describe('all open tabs', () => {
  it('reads every kind in the order in which they stand; what cannot be read keeps its place and says why', async () => {
    const tabs = await openAll([
      ['/one', tale('first')],
      ['/notes.txt', { body: 'Plain notes, line one.\nLine two.', contentType: 'text/plain' }],
      ['/data.json', { body: '{"ships": 31, "books": ["green"]}', contentType: 'application/json' }],
      [
        '/feed.xml',
        { body: '<?xml version="1.0"?><ships><ship>Orlo</ship></ships>', contentType: 'text/xml' },
      ],
      ['/readme.md', { body: '# Read me\n\nA *word*.', contentType: 'text/markdown' }],
      ['/picture.svg', { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', contentType: 'image/svg+xml' }],
      ['/two', tale('second')],
    ]);
    await clickAddMenu(panel, 'add-all-tabs');
    const chips = await waitForAllRead(panel);
    const wanted = [
      'lighthouse',
      'first',
      'notes.txt',
      'data.json',
      'feed.xml',
      'readme.md',
      'picture.svg',
      'second',
    ];
    const found = chips
      .map(({ title, state }) => `${title} ${state}`)
      .filter((line) => !/about:blank/.test(line));
    for (const [index, name] of wanted.entries())
      expect(found.at(index - wanted.length), name).toContain(name);
    expect(chips.find(({ title }) => title.includes('picture'))).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('image/svg+xml'),
    });
    for (const { title, state } of chips)
      if (/keeper|txt|json|xml|md/.test(title)) expect(state, title).toBe('ready');
    // Without those that failed; the user is asked first.
    await ask(panel, 'Go');
    await panel.waitForSelector('[data-testid="notice"]');
    expect(world.server.chats).toHaveLength(0);
    await panel.click('[data-testid="notice"] button');
    await world.server.untilChats(1);
    const { content } = world.server.lastMessages[1]!;
    expect(content).toContain('Plain notes, line one.\nLine two.');
    expect(content).toContain('```json\n{"ships": 31, "books": ["green"]}\n```');
    expect(content).toMatch(/<ship>Orlo<\/ship>/);
    expect(content).toContain('# Read me\n\nA *word*.');
    const order = ['The first keeper', 'Plain notes', '"ships"', 'Read me', 'The second keeper'].map((text) =>
      content.indexOf(text),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await waitForAnswer(panel);
    await closeAll(tabs);
  });

  it('is not held up by a tab that hangs or never ends loading', async () => {
    const busy = `${tale('busy')}<script>setTimeout(() => { for (;;); }, 300)</script>`;
    const tabs = await openAll([
      ['/busy', busy],
      ['/slow', { body: tale('slow') + ' '.repeat(4000), hangs: true }],
      ['/three', tale('third')],
    ]);
    await untilItHangs(tabs[0]!);
    await clickAddMenu(panel, 'add-all-tabs');
    // The others are ready long before the limit of those two.
    await panel.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')].some(
        (chip) => chip.dataset.state === 'ready' && chip.innerText.includes('third'),
      ),
    );
    const states = await panel.$$eval('[data-testid="source-chip"]', (all) =>
      all.map((chip) => (chip as HTMLElement).dataset.state),
    );
    expect(states).toContain('reading');
    const chips = await waitForAllRead(panel);
    expect(chips.find(({ detail }) => /did not answer/.test(detail))).toMatchObject({ state: 'failed' });
    expect(chips.find(({ title }) => /slow/.test(title))).toMatchObject({ state: 'ready' });
    await closeAll(tabs);
  });

  it('says of each tab that it may not be read where the user refuses', async () => {
    const tabs = await openAll([['/four', tale('fourth')]]);
    const refused = await startWorld();
    try {
      const { panel: strict } = await refused.read(refused.pages.add('/mine', shortArticle));
      await strict.evaluate(() => {
        // The user's "no": the browser's own question cannot be answered from a test.
        chrome.permissions.request = () => Promise.resolve(false);
      });
      const other = await refused.extension.browser.newPage();
      await other.goto(refused.pages.add('/other', tale('other')));
      await clickAddMenu(strict, 'add-all-tabs');
      const chips = await waitForAllRead(strict, 60_000, 2);
      expect(chips.filter(({ state }) => state === 'ready').map(({ title }) => title)).toEqual([
        'The lighthouse keeper',
      ]);
      expect(chips.filter(({ detail }) => /may not read this page yet/.test(detail)).length).toBeGreaterThan(
        0,
      );
    } finally {
      await refused.close();
      await closeAll(tabs);
    }
  });
});

describe('chosen tabs', () => {
  it('are found with @ and a search, and only they are read', async () => {
    const tabs = await openAll([
      ['/apple', tale('apple')],
      ['/pear', tale('pear')],
    ]);
    const composer = await panel.waitForSelector('[data-testid="composer"]');
    await composer!.type('mail me@home ');
    expect(await panel.$('[data-testid="tab-picker"]')).toBeNull();
    await composer!.type('@');
    const search = await panel.waitForSelector('[data-testid="picker-search"]');
    await search!.type('pear');
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="tab-picker"] input[type="checkbox"]').length === 1,
    );
    await panel.$eval('[data-testid="tab-picker"] input[type="checkbox"]', (box) =>
      (box as HTMLElement).click(),
    );
    await press(panel, 'add-tabs');
    const chips = await waitForAllRead(panel);
    expect(chips.map(({ title, state }) => [title, state])).toEqual([['The pear keeper', 'ready']]);
    await panel.$eval('[data-testid="composer"]', (field) => (field as HTMLTextAreaElement).select());
    await closeAll(tabs);
  });
});

describe('a snapshot', () => {
  it('says when its tab has moved on, and is read again at a click', async () => {
    const tab = await world.extension.browser.newPage();
    await tab.goto(world.pages.add('/before', tale('earlier')));
    await world.extension.clickIcon(tab);
    await waitForAllRead(panel);
    await tab.goto(world.pages.add('/after', tale('later')));
    await panel.waitForSelector('[data-testid="source-chip"][data-stale]');
    await panel.$eval('[data-testid="source-chip"] button[aria-label="Read again"]', (button) =>
      (button as HTMLElement).click(),
    );
    await panel.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"][data-state="ready"]')].some(
        (chip) => chip.innerText.includes('later'),
      ),
    );
    expect(await sentText()).toContain('The later keeper');
    await tab.close();
  });
});

it('reads the page that a tab goes to while it is being read', async () => {
  const tab = await world.extension.browser.newPage();
  await tab.goto(
    world.pages.add('/leaves', `${tale('leaving')}${'<p>A line of a long page.</p>'.repeat(60_000)}`),
  );
  await world.extension.clickIcon(tab);
  await panel.waitForSelector('[data-testid="source-chip"][data-state="reading"]');
  await tab.goto(world.pages.add('/arrives', tale('arrived')));
  const [chip] = await waitForAllRead(panel);
  expect(chip).toMatchObject({ title: 'The arrived keeper', state: 'ready' });
  await tab.close();
});

describe('frames', () => {
  it('that make part of the page are read, of the same site and of others', async () => {
    const own = world.pages.add('/frame-own', '<p>Said in a frame of the same site.</p>');
    const foreign = world.pages.add('/frame-foreign', tale('framed')).replace('127.0.0.1', 'localhost');
    const ad = world.pages.add('/frame-ad', '<p>Buy now.</p>').replace('127.0.0.1', 'localhost');
    const tab = await world.extension.browser.newPage();
    await tab.goto(
      world.pages.add(
        '/framed',
        `${shortArticle}<iframe src="${own}" width="600" height="300"></iframe><iframe src="${foreign}" width="600" height="300"></iframe><iframe src="${ad}" width="1" height="1"></iframe>`,
      ),
    );
    await world.extension.clickIcon(tab);
    await waitForAllRead(panel);
    const content = await sentText();
    expect(content).toContain('Said in a frame of the same site.');
    expect(content).toContain('The framed keeper');
    expect(content).not.toContain('Buy now.');
    await tab.close();
  });
});

describe('pages that make it hard', () => {
  const pages: [string, string, (content: string) => void][] = [
    [
      'twenty megabytes',
      `<!doctype html><title>Long</title><article>${Array.from({ length: 40_000 }, (_, index) => `<p>Line ${index} of a very long book, ${'with many words in it, '.repeat(20)}to the end.</p>`).join('')}</article>`,
      (content) => {
        for (const line of [0, 19_999, 39_999]) expect(content).toContain(`Line ${line} of`);
      },
    ],
    [
      'a hundred thousand nested elements',
      `<!doctype html><title>Deep</title><p>Above.</p>${'<div>'.repeat(100_000)}<p>At the bottom of it.</p>`,
      (content) => expect(content).toContain('At the bottom of it.'),
    ],
    [
      'a text that rewrites itself',
      `<!doctype html><title>Live</title><article><p id="live">0</p>${'<p>A sentence that stays as it is, whatever the others do.</p>'.repeat(30)}</article><script>let count = 0; setInterval(() => { live.textContent = 'Count ' + ++count; const p = document.createElement('p'); p.textContent = 'More ' + count; document.querySelector('article').append(p); }, 1)</script>`,
      (content) => expect(content.match(/A sentence that stays/g)).toHaveLength(30),
    ],
    [
      'an endless scroll',
      `<!doctype html><title>Endless</title><main id="list"></main><script>let item = 0; const more = () => { for (let i = 0; i < 20; i++) { const p = document.createElement('p'); p.textContent = 'Post number ' + item++ + ' tells of a day at sea and of the ships that passed.'; list.append(p); } }; more(); addEventListener('scroll', more); new IntersectionObserver(more).observe(list)</script>`,
      (content) => expect(content).toContain('Post number 19 tells'),
    ],
  ];
  it.each(pages)('reads %s', async (name, html, check) => {
    const tab = await world.extension.browser.newPage();
    await tab.goto(world.pages.add(`/hard-${name.replaceAll(' ', '-')}`, html), { timeout: 60_000 });
    await world.extension.clickIcon(tab);
    const [chip] = await waitForAllRead(panel, 90_000);
    expect(chip).toMatchObject({ state: 'ready' });
    check(await sentText());
    await tab.close();
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import {
  ask,
  clickAddMenu,
  press,
  pressEscape,
  waitForAllRead,
  waitForAnswer,
} from '../helpers/drive-panel.ts';
import { hangingScript, itMetNoError, readingWorld, untilItHangs } from '../helpers/reading-world.ts';
import { shortArticle, startWorld, tale } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: { permissions: { request: () => Promise<boolean> } };

const reading = readingWorld();

async function openAll(paths: Parameters<typeof reading.open>[]): Promise<Page[]> {
  const tabs: Page[] = [];
  for (const opened of paths) tabs.push(await reading.open(...opened));
  await reading.home.bringToFront();
  return tabs;
}
const closeAll = (tabs: Page[]) => Promise.all(tabs.map((tab) => tab.close()));

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
    await clickAddMenu(reading.panel, 'add-all-tabs');
    const chips = await waitForAllRead(reading.panel);
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
    // A click on their number brings one that failed into sight.
    await press(reading.panel, 'show-failed');
    await reading.panel.waitForFunction(() => {
      const failed = [...document.querySelectorAll('[data-testid="source-chip"][data-state="failed"]')];
      const list = failed[0]!.parentElement!.getBoundingClientRect();
      return failed.some((chip) => {
        const { top, bottom } = chip.getBoundingClientRect();
        return top >= list.top && bottom <= list.bottom;
      });
    });
    // Without those that failed; the user is asked first.
    await ask(reading.panel, 'Go');
    await reading.panel.waitForSelector('[data-testid="notice"]');
    expect(reading.world.server.chats).toHaveLength(0);
    await reading.panel.locator('[data-testid="notice"] button').click();
    await reading.world.server.untilChats(1);
    const { content } = reading.world.server.lastMessages[1]!;
    expect(content).toContain('Plain notes, line one.\nLine two.');
    expect(content).toContain('```json\n{"ships": 31, "books": ["green"]}\n```');
    expect(content).toMatch(/<ship>Orlo<\/ship>/);
    expect(content).toContain('# Read me\n\nA *word*.');
    const order = ['The first keeper', 'Plain notes', '"ships"', 'Read me', 'The second keeper'].map((text) =>
      content.indexOf(text),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await waitForAnswer(reading.panel);
    await closeAll(tabs);
  });

  it('is not held up by a tab that hangs or never ends loading', async () => {
    const tabs = await openAll([
      ['/busy', tale('busy') + hangingScript, true],
      ['/slow', { body: tale('slow') + ' '.repeat(4000), hangs: true }, true],
      ['/three', tale('third')],
    ]);
    await untilItHangs(reading);
    await clickAddMenu(reading.panel, 'add-all-tabs');
    // The others are ready long before the limit of those two.
    await reading.panel.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"]')].some(
        (chip) => chip.dataset.state === 'ready' && chip.innerText.includes('third'),
      ),
    );
    const states = await reading.panel.$$eval('[data-testid="source-chip"]', (all) =>
      all.map((chip) => (chip as HTMLElement).dataset.state),
    );
    expect(states).toContain('reading');
    const chips = await waitForAllRead(reading.panel);
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
      await refused.extension.newTab(refused.pages.add('/other', tale('other')));
      await clickAddMenu(strict, 'add-tabs-menu');
      // Without leave the names of the others are not known, and the list says so.
      await strict.waitForSelector('[data-testid="allow-tabs"]');
      await pressEscape(strict);
      await clickAddMenu(strict, 'add-all-tabs');
      const chips = await waitForAllRead(strict, 2);
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

it('says of a tab that the browser froze what to do, and reads it then', async () => {
  const tabs = await openAll([['/cold', tale('cold')]]);
  const driver = await tabs[0]!.createCDPSession();
  await driver.send('Page.setWebLifecycleState', { state: 'frozen' });
  await clickAddMenu(reading.panel, 'add-all-tabs');
  const chips = await waitForAllRead(reading.panel);
  expect(chips.at(-1)).toMatchObject({
    title: 'The cold keeper',
    state: 'failed',
    detail: expect.stringContaining('Look at the tab once'),
  });
  await driver.send('Page.setWebLifecycleState', { state: 'active' });
  const [again] = (await reading.panel.$$('[data-state="failed"] [aria-label="Read again"]')).reverse();
  await again!.evaluate((button) => (button as HTMLElement).click());
  await reading.untilReady(2);
  await closeAll(tabs);
});

describe('chosen tabs', () => {
  it('are found with @ and a search, and only they are read', async () => {
    const tabs = await openAll([
      ['/apple', tale('apple')],
      ['/pear', tale('pear')],
    ]);
    const composer = await reading.panel.waitForSelector('[data-testid="composer"]');
    await composer!.type('mail me@home ');
    expect(await reading.panel.$('[data-testid="tab-picker"]')).toBeNull();
    await composer!.type('@');
    const search = await reading.panel.waitForSelector('[data-testid="picker-search"]');
    await search!.type('pear');
    await reading.panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="tab-picker"] input[type="checkbox"]').length === 1,
    );
    await reading.panel.$eval('[data-testid="tab-picker"] input[type="checkbox"]', (box) =>
      (box as HTMLElement).click(),
    );
    await press(reading.panel, 'add-tabs');
    const chips = await waitForAllRead(reading.panel);
    expect(chips.map(({ title, state }) => [title, state])).toEqual([['The pear keeper', 'ready']]);
    await reading.panel.$eval('[data-testid="composer"]', (field) => (field as HTMLTextAreaElement).select());
    await closeAll(tabs);
  });
});

describe('a snapshot', () => {
  it('says when its tab has moved on, and is read again at a click', async () => {
    const tab = await reading.world.extension.newTab(reading.world.pages.add('/before', tale('earlier')));
    await reading.world.extension.clickIcon(tab);
    await waitForAllRead(reading.panel);
    await tab.goto(reading.world.pages.add('/after', tale('later')));
    await reading.panel.waitForSelector('[data-testid="source-chip"][data-stale]');
    await reading.readAgain();
    await reading.panel.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="source-chip"][data-state="ready"]')].some(
        (chip) => chip.innerText.includes('later'),
      ),
    );
    expect(await reading.sentText()).toContain('The later keeper');
    await tab.close();
  });
});

it('reads the page that a tab goes to while it is being read', async () => {
  const tab = await reading.world.extension.newTab(
    reading.world.pages.add(
      '/leaves',
      `${tale('leaving')}${'<p>A line of a long page.</p>'.repeat(200_000)}`,
    ),
  );
  await reading.world.extension.clickIcon(tab);
  await reading.panel.waitForSelector('[data-testid="source-chip"][data-state="reading"]');
  await tab.goto(reading.world.pages.add('/arrives', tale('arrived')));
  const [chip] = await waitForAllRead(reading.panel);
  expect(chip).toMatchObject({ title: 'The arrived keeper', state: 'ready' });
  await tab.close();
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
    const tab = await reading.world.extension.newTab(
      reading.world.pages.add(`/hard-${name.replaceAll(' ', '-')}`, html),
    );
    await reading.world.extension.clickIcon(tab);
    const [chip] = await waitForAllRead(reading.panel);
    expect(chip).toMatchObject({ state: 'ready' });
    check(await reading.sentText());
    await tab.close();
  });
});

itMetNoError(reading);

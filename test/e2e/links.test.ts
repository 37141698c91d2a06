import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  clickAddMenu,
  press,
  waitForAllRead,
  waitForAnswer,
  waitForSource,
} from '../helpers/drive-panel.ts';
import { newChat, startWorld, type World } from '../helpers/world.ts';

/** In the extension's own pages. */
declare const chrome: { permissions: { request: () => Promise<boolean> } };

let world: World;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
  ({ panel } = await world.read(world.pages.add('/', '<!doctype html><title>Home</title><p>Home.</p>')));
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  world.server.clear();
  world.pages.requests.length = 0;
  await newChat(panel);
});

const chapter = (name: string, rest = '') =>
  `<!doctype html><html lang="en"><title>${name}</title><main><h1>${name}</h1><p>${name} tells how the keeper of the northern light wrote down every ship that passed.</p>${rest}</main>`;

/** Opens a page with links, reads it, and gives its tab. */
async function openIndex(path: string, links: string): Promise<Page> {
  const tab = await world.extension.browser.newPage();
  await tab.goto(world.pages.add(path, chapter('Index', links)));
  await tab.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: this is what must not be sent
    document.cookie = 'session=secret; path=/';
  });
  await world.extension.clickIcon(tab);
  await waitForSource(panel);
  world.pages.requests.length = 0;
  return tab;
}

async function readAll(filter = ''): Promise<Awaited<ReturnType<typeof waitForAllRead>>> {
  await clickAddMenu(panel, 'add-links');
  await panel.waitForSelector('[data-testid="picker-search"]');
  if (filter) await panel.type('[data-testid="picker-search"]', filter);
  await press(panel, 'picker-all');
  const before = await panel.$$eval('[data-testid="source-chip"]', (all) => all.length);
  await press(panel, 'read-links');
  await panel.waitForFunction(
    (count) => document.querySelectorAll('[data-testid="source-chip"]').length > count,
    {},
    before,
  );
  return waitForAllRead(panel);
}

async function sentText(): Promise<string> {
  await ask(panel, 'Go');
  await world.server.untilChats(1);
  const { content } = world.server.lastMessages[1]!;
  await waitForAnswer(panel);
  return content;
}

describe('linked pages', () => {
  it('are all read, in order, once, as a stranger would', async () => {
    const count = 60;
    const links = Array.from({ length: count }, (_, index) => {
      world.pages.add(`/doc/${index}`, chapter(`Chapter ${index}`));
      return `<li><a href="/doc/${index}">Chapter ${index}</a> <a href="/doc/${index}#again">again</a></li>`;
    });
    world.pages.add('/unpicked', chapter('Unpicked'));
    const tab = await openIndex(
      '/index',
      `<ul>${links.join('')}</ul><p><a href="/unpicked">Other things</a></p>`,
    );
    const chips = await readAll('Chapter');
    expect(chips.map(({ title, state }) => `${title} ${state}`)).toEqual([
      'Index ready',
      ...Array.from({ length: count }, (_, index) => `Chapter ${index} ready`),
    ]);
    const asked = world.pages.requests.map(({ path }) => path);
    expect([...asked].sort()).toEqual(Array.from({ length: count }, (_, index) => `/doc/${index}`).sort());
    for (const { headers } of world.pages.requests) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.origin).toBeUndefined();
    }
    const content = await sentText();
    const places = Array.from({ length: count }, (_, index) => content.indexOf(`Chapter ${index} tells`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await tab.close();
  });

  it('that cannot be read keep their place and say why; the others go on', async () => {
    const { pages } = world;
    const bad = [
      ['/gone', { body: 'no', status: 404 }, /HTTP 404/],
      ['/broken', { body: 'no', status: 500 }, /HTTP 500/],
      ['/loop', { body: '', status: 302, headers: { location: '/loop' } }, /could not be reached/],
      ['/paper.pdf', { body: '%PDF-1.7', contentType: 'application/pdf' }, /application\/pdf/],
      [
        '/setup',
        {
          body: 'MZ',
          contentType: 'application/octet-stream',
          headers: { 'content-disposition': 'attachment' },
        },
        /application\/octet-stream/,
      ],
      ['/app', '<!doctype html><title>App</title><div id="root"></div>', /only with its scripts/],
    ] as const;
    for (const [path, page] of bad) pages.add(path, page as Parameters<typeof pages.add>[1]);
    pages.add('/fine', chapter('Fine'));
    const tab = await openIndex(
      '/bad-index',
      [...bad.map(([path]) => path), '/fine']
        .map((path) => `<a href="${path}">Link to ${path}</a> `)
        .join(''),
    );
    const chips = await readAll();
    bad.forEach(([path, , said], index) => {
      expect(chips[index + 1], path).toMatchObject({ state: 'failed', detail: expect.stringMatching(said) });
    });
    expect(chips.at(-1)).toMatchObject({ title: 'Fine', state: 'ready' });
    await tab.close();
  });

  it('are never fetched from the user’s own machine or network, also after a redirect', async () => {
    const home = world.pages.add('/private', chapter('Private'));
    const inside = home.replace('127.0.0.1', 'localhost');
    world.pages.add('/way-in', { body: '', status: 302, headers: { location: inside } });
    const tab = await openIndex(
      '/private-index',
      `<a href="${inside}">inside</a> <a href="http://192.168.0.1/">router</a> <a href="http://[::1]/">self</a> <a href="/way-in">a way in</a>`,
    );
    const chips = await readAll();
    expect(chips.slice(1).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
    // The same site comes first. The browser cuts the redirect off before it is followed.
    expect(chips[1]).toMatchObject({
      title: 'a way in',
      detail: expect.stringContaining('could not be reached'),
    });
    for (const { detail } of chips.slice(2)) expect(detail).toMatch(/inside your own machine/);
    expect(world.pages.requests.map(({ path }) => path)).not.toContain('/private');
    await tab.close();
  });

  it('say that they may not be read where the user refuses, and are read once it is allowed', async () => {
    world.pages.add('/asked', chapter('Asked'));
    const tab = await openIndex('/asked-index', '<a href="/asked">asked</a>');
    await panel.evaluate(() => {
      const { permissions } = chrome;
      const ask = permissions.request;
      // The user's "no", then "yes": the browser's own question cannot be answered from a test.
      permissions.request = () => {
        permissions.request = ask;
        return Promise.resolve(false);
      };
    });
    const chips = await readAll();
    expect(chips[1]).toMatchObject({ state: 'failed', detail: expect.stringContaining('may not read') });
    expect(world.pages.requests).toEqual([]);
    await panel.$eval(
      '[data-testid="source-chip"][data-state="failed"] button[aria-label="Read again"]',
      (button) => (button as HTMLElement).click(),
    );
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="source-chip"][data-state="ready"]').length === 2,
    );
    await tab.close();
  });

  it('are decoded whatever they claim to be', async () => {
    const { pages } = world;
    // 中文网页编码, as GBK.
    const gbk = Buffer.from('d6d0cec4cdf8d2b3b1e0c2eb'.repeat(30), 'hex');
    const page = (declared: string) =>
      Buffer.concat([Buffer.from(`<!doctype html>${declared}<title>x</title><p>`), gbk, Buffer.from('</p>')]);
    pages.add('/gbk-header', { body: page(''), contentType: 'text/html; charset=gb2312' });
    pages.add('/gbk-meta', { body: page('<meta charset="gbk">'), contentType: 'text/html' });
    pages.add('/gbk-none', { body: page(''), contentType: 'text/html' });
    pages.add('/gbk-wrong', {
      body: page('<meta charset="utf-8">'),
      contentType: 'text/html; charset=utf-8',
    });
    const tab = await openIndex(
      '/encodings',
      ['header', 'meta', 'none', 'wrong'].map((name) => `<a href="/gbk-${name}">${name}</a> `).join(''),
    );
    const chips = await readAll();
    expect(chips.slice(1).map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect((await sentText()).match(/(?:中文网页编码){30}/g)).toHaveLength(4);
    await tab.close();
  });

  it('leave out what their own styles hide, and run nothing', async () => {
    world.pages.add(
      '/hides',
      chapter(
        'Hides',
        '<style>:root{--x:none}.a{display:none}.b{color:#fff}.c{position:absolute;left:-9999px}.d{display:var(--x)}</style><p class="a">secret one</p><p class="b">secret two</p><p class="c">secret three</p><p class="d">secret four</p><p>seen</p><script>document.body.append("ran")</script><img src="/pixel.png" onerror="document.body.append(\'ran\')">',
      ),
    );
    const tab = await openIndex('/hide-index', '<a href="/hides">hides</a>');
    await readAll();
    const content = await sentText();
    expect(content).toContain('seen');
    expect(content).not.toMatch(/secret|ran\b/);
    expect(world.pages.requests.map(({ path }) => path)).toEqual(['/hides']);
    await tab.close();
  });

  it('that come alive with scripts only are read in a tab behind the others', async () => {
    world.pages.add(
      '/alive',
      '<!doctype html><title>Alive</title><div id="root"></div><script>root.textContent = "Words that a script wrote."</script>',
    );
    const tab = await openIndex('/alive-index', '<a href="/alive">alive</a>');
    const chips = await readAll();
    expect(chips[1]).toMatchObject({ state: 'failed' });
    const tabsBefore = (await world.extension.browser.pages()).length;
    await panel.$eval(
      '[data-testid="source-chip"][data-state="failed"] button[aria-label="Read again"]',
      (button) => (button as HTMLElement).click(),
    );
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="source-chip"][data-state="ready"]').length === 2,
    );
    expect(await sentText()).toContain('Words that a script wrote.');
    expect((await world.extension.browser.pages()).length).toBe(tabsBefore);
    await tab.close();
  });

  it('are listed five thousand at once, and can be stopped', async () => {
    const links = Array.from({ length: 5000 }, (_, index) => `<a href="/many/${index}">Entry ${index}</a> `);
    for (let index = 4000; index < 4111; index++)
      world.pages.add(`/many/${index}`, { body: chapter(`Entry ${index}`), hangs: true });
    const tab = await openIndex('/many', links.join(''));
    await clickAddMenu(panel, 'add-links');
    const search = await panel.waitForSelector('[data-testid="picker-search"]');
    await search!.type('/many/40');
    await press(panel, 'picker-all');
    await press(panel, 'read-links');
    await panel.waitForSelector('[data-testid="cancel-reading"]');
    await press(panel, 'cancel-reading');
    const chips = await waitForAllRead(panel);
    // 40, 400 to 409, 4000 to 4099.
    expect(chips).toHaveLength(112);
    expect(chips.slice(1).every(({ state }) => state === 'failed')).toBe(true);
    expect(chips.at(-1)!.detail).toMatch(/Reading was stopped/);
    await tab.close();
  });
});

describe('next pages', () => {
  it('are followed to the end of a split text', async () => {
    for (let part = 2; part <= 5; part++)
      world.pages.add(
        `/novel/${part}`,
        chapter(
          `Part ${part}`,
          part < 5 ? `<a href="/novel/${part + 1}">Next chapter »</a>` : '<a href="/novel/1">Next</a>',
        ),
      );
    const tab = await openIndex('/novel/1', '<a href="/novel/2">下一章</a>');
    await clickAddMenu(panel, 'add-links');
    await press(panel, 'follow-next');
    await panel.waitForFunction(
      () => document.querySelectorAll('[data-testid="source-chip"][data-state="ready"]').length === 5,
    );
    const content = await sentText();
    const places = [2, 3, 4, 5].map((part) => content.indexOf(`Part ${part} tells`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(world.pages.requests.map(({ path }) => path)).toEqual([
      '/novel/2',
      '/novel/3',
      '/novel/4',
      '/novel/5',
    ]);
    await tab.close();
  });
});

describe('the receipt', () => {
  it('shows the exact text, and takes the whole page', async () => {
    const prose =
      '<p>The keeper of the northern light wrote down every ship that passed, in eleven green books.</p>'.repeat(
        20,
      );
    const tab = await world.extension.browser.newPage();
    await tab.goto(
      world.pages.add(
        '/receipt',
        `<!doctype html><title>Receipt</title><nav class="nav"><ul>${'<li><a href="/x">Menu entry</a></li>'.repeat(12)}</ul></nav><article><h1>Receipt</h1>${prose}</article><footer class="footer"><a href="/imprint">Imprint of the harbour office</a></footer>`,
      ),
    );
    await world.extension.clickIcon(tab);
    await waitForSource(panel);
    const open = async (action: string) => {
      await panel.$eval('[data-testid="source-chip"] button', (chip) => (chip as HTMLElement).click());
      await panel.waitForSelector(`[data-testid="${action}"]`);
      await panel.$eval(`[data-testid="${action}"]`, (button) => (button as HTMLElement).click());
    };
    await open('source.view');
    await panel.waitForFunction(() =>
      document.querySelector('[data-testid="reader-text"]')?.textContent?.includes('eleven green books'),
    );
    const seen = await panel.$eval('[data-testid="reader-text"]', (element) => element.textContent ?? '');
    expect(seen).not.toContain('Imprint');
    await panel.keyboard.press('Escape');
    await panel.waitForFunction(() => !document.querySelector('[data-testid="reader-view"]'));
    await open('source.useWhole');
    await waitForAllRead(panel);
    const content = await sentText();
    expect(content).toContain('Imprint of the harbour office');
    expect(content).toContain('Menu entry');
    await tab.close();
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

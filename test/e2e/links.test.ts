import type { Page } from 'puppeteer';
import { describe, expect, it } from 'vitest';
import { clickAddMenu, press, pressEscape, waitForAllRead, waitForSource } from '../helpers/drive-panel.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';

/** In the extension's own pages. */
declare const chrome: {
  permissions: { request: () => Promise<boolean>; contains: () => Promise<boolean> };
};

const reading = readingWorld();

const chapter = (name: string, rest = '') =>
  `<!doctype html><html lang="en"><title>${name}</title><main><h1>${name}</h1><p>${name} tells how the keeper of the northern light wrote down every ship that passed.</p>${rest}</main>`;

/** Opens a page with links, reads it, and gives its tab. */
async function openIndex(path: string, links: string): Promise<Page> {
  const tab = await reading.world.extension.newTab(reading.world.pages.add(path, chapter('Index', links)));
  await tab.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: this is what must not be sent
    document.cookie = 'session=secret; path=/';
  });
  await reading.world.extension.clickIcon(tab);
  await waitForSource(reading.panel);
  reading.world.pages.requests.length = 0;
  return tab;
}

/** Checks all links of the first source, or those that the filter leaves, and has them read. */
async function choose(filter = ''): Promise<void> {
  await clickAddMenu(reading.panel, 'add-links');
  await reading.panel.waitForSelector('[data-testid="picker-search"]');
  if (filter) await reading.panel.type('[data-testid="picker-search"]', filter);
  await press(reading.panel, 'picker-all');
  const before = await reading.panel.$$eval('[data-testid="source-chip"]', (all) => all.length);
  await press(reading.panel, 'read-links');
  await reading.panel.waitForFunction(
    (count) => document.querySelectorAll('[data-testid="source-chip"]').length > count,
    {},
    before,
  );
}
async function readAll(filter = ''): Promise<Awaited<ReturnType<typeof waitForAllRead>>> {
  await choose(filter);
  return waitForAllRead(reading.panel);
}

describe('linked pages', () => {
  it('are all read, in order, once, as a stranger would', async () => {
    const count = 60;
    const links = Array.from({ length: count }, (_, index) => {
      reading.world.pages.add(`/doc/${index}`, chapter(`Chapter ${index}`));
      return `<li><a href="/doc/${index}">Chapter ${index}</a> <a href="/doc/${index}#again">again</a></li>`;
    });
    reading.world.pages.add('/unpicked', chapter('Unpicked'));
    const tab = await openIndex(
      '/index',
      `<ul>${links.join('')}</ul><p><a href="/unpicked">Other things</a></p>`,
    );
    const chips = await readAll('Chapter');
    expect(chips.map(({ title, state }) => `${title} ${state}`)).toEqual([
      'Index ready',
      ...Array.from({ length: count }, (_, index) => `Chapter ${index} ready`),
    ]);
    const asked = reading.world.pages.requests.map(({ path }) => path);
    expect([...asked].sort()).toEqual(Array.from({ length: count }, (_, index) => `/doc/${index}`).sort());
    for (const { headers } of reading.world.pages.requests) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.origin).toBeUndefined();
    }
    const content = await reading.sentText();
    const places = Array.from({ length: count }, (_, index) => content.indexOf(`Chapter ${index} tells`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await tab.close();
  });

  it('that cannot be read keep their place and say why; the others go on', async () => {
    const { pages } = reading.world;
    const bad = [
      ['/gone', { body: 'no', status: 404 }, /HTTP 404/],
      ['/broken', { body: 'no', status: 500 }, /HTTP 500/],
      ['/loop', { body: '', status: 302, headers: { location: '/loop' } }, /could not be reached/],
      ['/paper.pdf', { body: '%PDF-1.7', contentType: 'application/pdf' }, /damaged or cut off/],
      ['/slides', { body: 'PK', contentType: 'application/zip' }, /application\/zip/],
      [
        '/setup',
        {
          body: 'MZ',
          contentType: 'application/octet-stream',
          headers: { 'content-disposition': 'attachment' },
        },
        /application\/octet-stream/,
      ],
      ['/deep', `<!doctype html><title>Deep</title>${'<div>'.repeat(100_000)}a`, /25,000 deep/],
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

  it('that stay silent, or fall silent in the middle, are given up; the others do not wait', async () => {
    const { pages } = reading.world;
    pages.add('/silent', { body: '', isSilent: true });
    pages.add('/half', { body: chapter('Half').padEnd(20_000), hangs: true });
    pages.add('/quick', chapter('Quick'));
    const tab = await openIndex(
      '/silent-index',
      '<a href="/silent">silent</a> <a href="/quick">quick</a> <a href="/half">half</a>',
    );
    await choose();
    await reading.untilReady(2);
    const states = () =>
      reading.panel.$$eval('[data-testid="source-chip"]', (all) =>
        all.map((chip) => (chip as HTMLElement).dataset.state),
      );
    expect(await states()).toEqual(['ready', 'reading', 'ready', 'reading']);
    const chips = await waitForAllRead(reading.panel);
    for (const chip of [chips[1], chips[3]])
      expect(chip).toMatchObject({ state: 'failed', detail: expect.stringContaining('stopped answering') });
    pages.add('/half', chapter('Half'));
    await press(reading.panel, 'retry-failed');
    await reading.untilReady(3);
    await tab.close();
  });

  it('are never fetched from the user’s own machine or network, also after a redirect', async () => {
    const home = reading.world.pages.add('/private', chapter('Private'));
    const inside = home.replace('127.0.0.1', 'localhost');
    reading.world.pages.add('/way-in', { body: '', status: 302, headers: { location: inside } });
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
    expect(reading.world.pages.requests.map(({ path }) => path)).not.toContain('/private');
    await tab.close();
  });

  it('say that they may not be read where the user refuses, and are read once it is allowed', async () => {
    reading.world.pages.add('/asked', chapter('Asked'));
    const tab = await openIndex('/asked-index', '<a href="/asked">asked</a>');
    await reading.panel.evaluate(() => {
      const { permissions } = chrome;
      const { request, contains } = permissions;
      // The user's "no", then "yes": the browser's own question cannot be answered from a test.
      permissions.request = () => Promise.resolve(false);
      permissions.contains = () => {
        Object.assign(permissions, { request, contains });
        return Promise.resolve(false);
      };
    });
    const chips = await readAll();
    expect(chips[1]).toMatchObject({ state: 'failed', detail: expect.stringContaining('may not read') });
    expect(reading.world.pages.requests).toEqual([]);
    await reading.readAgain();
    await reading.untilReady(2);
    await tab.close();
  });

  it('may be very long, or very deep', async () => {
    const line = (index: number) =>
      `<p>Line ${index} of a very long book, ${'with many words in it, '.repeat(20)}to the end.</p>`;
    reading.world.pages.add(
      '/long',
      `<!doctype html><title>Long</title><article>${Array.from({ length: 40_000 }, (_, index) => line(index)).join('')}</article>`,
    );
    reading.world.pages.add(
      '/deep',
      `<!doctype html><title>Deep</title><p>Above.</p>${'<div>'.repeat(20_000)}<p>At the bottom of it.</p>`,
    );
    const tab = await openIndex('/large-index', '<a href="/long">long</a> <a href="/deep">deep</a>');
    const chips = await readAll();
    expect(chips.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    const content = await reading.sentText();
    for (const index of [0, 19_999, 39_999]) expect(content).toContain(`Line ${index} of`);
    expect(content).toContain('At the bottom of it.');
    await tab.close();
  });

  it('are decoded whatever they claim to be', async () => {
    const { pages } = reading.world;
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
    expect((await reading.sentText()).match(/(?:中文网页编码){30}/g)).toHaveLength(4);
    await tab.close();
  });

  it('leave out what their own styles hide, and run nothing', async () => {
    reading.world.pages.add(
      '/hides',
      chapter(
        'Hides',
        '<style>:root{--x:none}.a{display:none}.b{color:#fff}.c{position:absolute;left:-9999px}.d{display:var(--x)}</style><p class="a">secret one</p><p class="b">secret two</p><p class="c">secret three</p><p class="d">secret four</p><p>seen</p><script>document.body.append("ran")</script><img src="/pixel.png" onerror="document.body.append(\'ran\')">',
      ),
    );
    const tab = await openIndex('/hide-index', '<a href="/hides">hides</a>');
    await readAll();
    const content = await reading.sentText();
    expect(content).toContain('seen');
    expect(content).not.toMatch(/secret|ran\b/);
    expect(reading.world.pages.requests.map(({ path }) => path)).toEqual(['/hides']);
    await tab.close();
  });

  it('that come alive with scripts only are read in a tab behind the others', async () => {
    reading.world.pages.add(
      '/alive',
      '<!doctype html><title>Alive</title><div id="root"></div><script>setTimeout(() => { root.textContent = "Words that a script wrote."; }, 700)</script>',
    );
    const tab = await openIndex('/alive-index', '<a href="/alive">alive</a>');
    const chips = await readAll();
    expect(chips[1]).toMatchObject({ state: 'failed' });
    const tabsBefore = (await reading.world.extension.browser.pages()).length;
    await reading.readAgain();
    await reading.untilReady(2);
    expect(await reading.sentText()).toContain('Words that a script wrote.');
    await expect.poll(async () => (await reading.world.extension.browser.pages()).length).toBe(tabsBefore);
    await tab.close();
  });

  it('leave no tab behind, and say so, where the panel is closed while they are read in one', async () => {
    const { pages, extension } = reading.world;
    pages.add('/sleepy', '<!doctype html><title>Sleepy</title><div id="root"></div>');
    const tab = await openIndex('/sleepy-index', '<a href="/sleepy">sleepy</a>');
    await readAll();
    const tabsBefore = (await extension.browser.pages()).length;
    pages.add('/sleepy', { body: '', isSilent: true });
    pages.requests.length = 0;
    await reading.readAgain();
    await expect.poll(async () => (await extension.browser.pages()).length).toBe(tabsBefore + 1);
    await reading.panel.close();
    await expect.poll(async () => (await extension.browser.pages()).length).toBe(tabsBefore);
    reading.panel = await extension.openPanel(tab);
    const chips = await waitForAllRead(reading.panel);
    expect(chips.at(-1)).toMatchObject({
      state: 'failed',
      // Whichever comes first: the panel's end, or its tab's.
      detail: expect.stringMatching(/Reading was stopped|tab was closed/),
    });
    await tab.close();
  });

  it('say which of their frames are not in them, and are read with them in a tab behind the others', async () => {
    const { pages } = reading.world;
    pages.add('/inner', '<!doctype html><p>Said in the frame of a linked page.</p>');
    pages.add(
      '/outer',
      chapter(
        'Outer',
        '<iframe src="/inner" width="100%" height="300"></iframe><iframe src="/tiny" width="1" height="1"></iframe><div style="display:none"><iframe src="/unseen" width="600" height="300"></iframe></div>',
      ),
    );
    const tab = await openIndex('/outer-index', '<a href="/outer">outer</a>');
    const chips = await readAll();
    expect(chips[1]).toMatchObject({
      title: 'Outer',
      state: 'ready',
      detail: expect.stringContaining('1 frame not read'),
    });
    expect(pages.requests.map(({ path }) => path)).toEqual(['/outer']);
    const tabsBefore = (await reading.world.extension.browser.pages()).length;
    const receipt = await reading.openReceipt(1);
    expect(receipt).toContain('Fetched without its scripts, style sheets and frames');
    await press(reading.panel, 'source.readInTab');
    await reading.panel.waitForFunction(
      () => !document.querySelector('[data-testid="chat"]')?.textContent?.includes('not read'),
    );
    await reading.untilReady(2);
    expect(await reading.sentText()).toContain('Said in the frame of a linked page.');
    await expect.poll(async () => (await reading.world.extension.browser.pages()).length).toBe(tabsBefore);
    await tab.close();
  });

  it('are listed five thousand at once, and can be stopped', async () => {
    const links = Array.from({ length: 5000 }, (_, index) => `<a href="/many/${index}">Entry ${index}</a> `);
    for (let index = 4000; index < 4111; index++)
      reading.world.pages.add(`/many/${index}`, { body: chapter(`Entry ${index}`), hangs: true });
    const tab = await openIndex('/many', links.join(''));
    await clickAddMenu(reading.panel, 'add-links');
    const search = await reading.panel.waitForSelector('[data-testid="picker-search"]');
    await search!.type('/many/40');
    await press(reading.panel, 'picker-all');
    await press(reading.panel, 'read-links');
    await reading.panel.waitForSelector('[data-testid="cancel-reading"]');
    await press(reading.panel, 'cancel-reading');
    const chips = await waitForAllRead(reading.panel);
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
      reading.world.pages.add(
        `/novel/${part}`,
        chapter(
          `Part ${part}`,
          part < 5 ? `<a href="/novel/${part + 1}">Next chapter »</a>` : '<a href="/novel/1">Next</a>',
        ),
      );
    const tab = await openIndex('/novel/1', '<a href="/novel/2">下一章</a>');
    await clickAddMenu(reading.panel, 'add-links');
    await press(reading.panel, 'follow-next');
    await reading.untilReady(5);
    const content = await reading.sentText();
    const places = [2, 3, 4, 5].map((part) => content.indexOf(`Part ${part} tells`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(reading.world.pages.requests.map(({ path }) => path)).toEqual([
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
    const { tab } = await reading.read(
      '/receipt',
      `<!doctype html><title>Receipt</title><nav class="nav"><ul>${'<li><a href="/x">Menu entry</a></li>'.repeat(12)}</ul></nav><article><h1>Receipt</h1>${prose}</article><footer class="footer"><a href="/imprint">Imprint of the harbour office</a></footer>`,
    );
    await reading.actInReceipt('source.view');
    await reading.panel.waitForFunction(() =>
      document.querySelector('[data-testid="reader-text"]')?.textContent?.includes('eleven green books'),
    );
    const seen = await reading.panel.$eval(
      '[data-testid="reader-text"]',
      (element) => element.textContent ?? '',
    );
    expect(seen).not.toContain('Imprint');
    await pressEscape(reading.panel);
    await reading.actInReceipt('source.useWhole');
    await waitForAllRead(reading.panel);
    const content = await reading.sentText();
    expect(content).toContain('Imprint of the harbour office');
    expect(content).toContain('Menu entry');
    await tab.close();
  });
});

itMetNoError(reading);

import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAsExpression } from '../bench/bundle.ts';
import { until } from '../helpers/until.ts';
import { elsewhere, frame, startWorld, type World } from '../helpers/world.ts';

let world: World;
/** A page of the extension, from which passages are shown. */
let desk: Page;
let showPassage: string;

beforeAll(async () => {
  world = await startWorld({ isConnected: false, grantHosts: ['http://127.0.0.1/*', 'http://localhost/*'] });
  desk = await world.extension.openPage('options.html');
  showPassage = await bundleAsExpression(join(import.meta.dirname, '../helpers/show-passage.ts'));
  // Asks for what the browser grants without a question, see LaunchOptions.
  await desk.evaluate(
    "chrome.permissions.request({ origins: ['http://127.0.0.1/*', 'http://localhost/*'] })",
    { userGesture: true } as never,
  );
});
afterAll(() => world.close());

const fog = (count: number) => '<p>Fog lay over the northern light, and nothing was seen.</p>'.repeat(count);
const pageOf = (body: string) =>
  `<!doctype html><meta charset="utf-8"><title>Log</title><body>${body}</body>`;
const wide = { before: '', quote: 'Two ships passed the light in May.', after: '' };

async function open(path: string, body: string, headers: Record<string, string> = {}): Promise<Page> {
  return world.extension.newTab(world.pages.add(path, { body: pageOf(body), headers }));
}

const show = (url: string, passage: Partial<typeof wide> = {}): Promise<unknown> =>
  desk.evaluate(`${showPassage}(${JSON.stringify({ url, passage: { ...wide, ...passage } })})`);

/** What a page or frame has marked, and whether that is in its window. */
const marked = (page: Page | Frame) =>
  page.evaluate(() => {
    const ranges = [...CSS.highlights.values()].flatMap((highlight) => [...highlight] as Range[]);
    return {
      text: ranges.map(String).join(''),
      isInView: ranges.some((range) => {
        const { top, height } = range.getBoundingClientRect();
        return height > 0 && top >= 0 && top + height <= innerHeight;
      }),
    };
  });
const untilInView = (page: Page | Frame, text: string) =>
  until(`"${text}" is marked and in view`, async () => {
    const found = await marked(page);
    return found.text === text && found.isInView;
  });

describe('a passage is marked where it stands', () => {
  it.each([
    ['in plain text', `${fog(80)}<p>May. Two ships passed the light in May. June.</p>${fog(80)}`],
    [
      'split over elements in a line',
      `${fog(80)}<p>Two <b>ships <i>pas</i></b>sed <a href="#x">the</a> light in May.</p>${fog(80)}`,
    ],
    [
      'in a box that scrolls',
      `${fog(80)}<div style="height:200px;overflow:auto">${fog(80)}<p>Two ships passed the light in May.</p>${fog(80)}</div>${fog(80)}`,
    ],
    [
      'in parts that are laid out late',
      `${`<section style="content-visibility:auto;contain-intrinsic-size:auto 50px">${fog(40)}</section>`.repeat(20)}<section style="content-visibility:auto"><p>Two ships passed the light in May.</p></section>${fog(80)}`,
    ],
    [
      'in a paragraph higher than the window',
      `<p>${'Fog lay over the sea. '.repeat(4000)}Two ships passed the light in May. ${'Fog lay over the sea. '.repeat(4000)}</p>`,
    ],
    [
      'with hidden words inside',
      `${fog(80)}<p>Two ships <span style="display:none">never</span>passed <span style="position:absolute;clip:rect(0,0,0,0)">(see notes)</span>the light in May.</p>${fog(80)}`,
    ],
  ])('%s', async (name, body) => {
    const tab = await open(`/${name.replaceAll(' ', '-')}`, body, {
      'content-security-policy': "default-src 'none'; style-src-attr 'unsafe-inline'",
    });
    await desk.bringToFront();
    expect(await show(`${tab.url()}#elsewhere`)).toBe('marked');
    await untilInView(tab, 'Two ships passed the light in May.');
    await until('it is in front', () => tab.evaluate(() => document.visibilityState === 'visible'));
    await tab.keyboard.press('Escape');
    expect((await marked(tab)).text).toBe('');
    await tab.close();
  });

  it('not at what nobody sees', async () => {
    const words = 'Two ships passed the light in May.';
    const tab = await open(
      '/decoys',
      `<p style="display:none">${words}</p><p style="color:#fff">${words}</p><div style="opacity:0"><p>${words}</p></div>${fog(80)}<p id="true">${words}</p>${fog(80)}`,
    );
    expect(await show(tab.url())).toBe('marked');
    await untilInView(tab, words);
    expect(
      await tab.evaluate(() => {
        const [highlight] = CSS.highlights.values();
        return ([...highlight!] as Range[])[0]!.startContainer.parentElement!.id;
      }),
    ).toBe('true');
    await tab.close();
  });

  it('where its surroundings are, and the mark before is gone', async () => {
    const tab = await open(
      '/twice',
      `<p>Of Orlo: Two ships passed the light in May.</p>${fog(80)}<p>Of Varn: <b>Two ships passed the light in May.</b></p>`,
    );
    const place = () =>
      tab.evaluate(() =>
        [...CSS.highlights.values()].flatMap((highlight) =>
          ([...highlight] as Range[]).map((range) => range.startContainer.parentElement!.localName),
        ),
      );
    expect(await show(tab.url(), { before: 'Of Varn:' })).toBe('marked');
    expect(await place()).toEqual(['b']);
    expect(await show(tab.url(), { before: 'Of Orlo:' })).toBe('marked');
    expect(await place()).toEqual(['p']);
    await tab.close();
  });

  it('in a shadow root, painted like everywhere', async () => {
    const tab = await open('/shadow', `${fog(80)}<x-box></x-box>${fog(80)}`);
    await tab.evaluate(() => {
      const root = document.querySelector('x-box')!.attachShadow({ mode: 'open' });
      const text = document.createElement('p');
      text.textContent = 'Two ships passed the light in May.';
      root.append(text);
    });
    expect(await show(tab.url())).toBe('marked');
    await untilInView(tab, 'Two ships passed the light in May.');
    const color = await tab.evaluate(() => {
      const [name] = CSS.highlights.keys();
      const text = document.querySelector('x-box')!.shadowRoot!.querySelector('p')!;
      return getComputedStyle(text, `::highlight(${name})`).backgroundColor;
    });
    expect(color).toBe('rgb(255, 223, 93)');
    await tab.close();
  });

  it('in closed details, of which nothing changes but that they are open', async () => {
    const tab = await open(
      '/details',
      `${fog(80)}<details id="outer"><summary>More</summary><details id="inner"><summary>Still more</summary><p>Two ships passed the light in May.</p></details></details><details id="other"><p>Fog.</p></details>`,
    );
    await tab.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const watch = { subtree: true, childList: true, attributes: true, characterData: true };
      new MutationObserver((records) => {
        for (const { type, attributeName, target } of records)
          seen.push(`${type} ${attributeName} ${(target as Element).id}`);
      }).observe(document, watch);
    });
    const before = await tab.evaluate(() => document.documentElement.outerHTML);
    expect(await show(tab.url())).toBe('marked');
    await untilInView(tab, 'Two ships passed the light in May.');
    expect(await tab.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      'attributes open outer',
      'attributes open inner',
    ]);
    const after = await tab.evaluate(() => document.documentElement.outerHTML);
    expect(after.replaceAll(' open=""', '')).toBe(before);
    await tab.close();
  });

  it.each([
    ['of the same site', false],
    ['of another site', true],
  ])('in a frame %s', async (name, isForeign) => {
    const inner = world.pages.add(
      `/inner-${isForeign}`,
      pageOf(`${fog(80)}<p>Two ships passed the light in May.</p>${fog(80)}`),
    );
    const tab = await open(
      `/outer-${isForeign}`,
      `${fog(80)}${frame(isForeign ? elsewhere(inner) : inner)}${fog(80)}`,
    );
    expect(await show(tab.url()), name).toBe('marked');
    const framed = tab.frames().find((one) => one.parentFrame() !== null)!;
    await untilInView(framed, 'Two ships passed the light in May.');
    await until('the frame is in view', () =>
      tab.$eval('iframe', (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
      }),
    );
    await tab.close();
  });
});

describe('where no page shows it', () => {
  it('says that it is not found in a page that has changed', async () => {
    const tab = await open('/changed', `${fog(30)}<p>Three gulls slept on the roof all winter.</p>`);
    expect(await show(tab.url())).toBe('not-found');
    expect((await marked(tab)).text).toBe('');
    await tab.close();
  });

  it('opens the address, and waits for what scripts write', async () => {
    const url = world.pages.add(
      '/late',
      pageOf(
        `${fog(80)}<main></main><script>setTimeout(() => { document.querySelector('main').textContent = 'Two ships passed the light in May.'; }, 900)</script>`,
      ),
    );
    expect(await show(url)).toBe('marked');
    const tab = (await world.extension.browser.pages()).find((page) => page.url() === url)!;
    await untilInView(tab, 'Two ships passed the light in May.');
    await tab.close();
  });

  it('says so of a page that lets no script in, and opens no address of another kind', async () => {
    expect(await show(world.pages.add('/gone', { body: '', isCut: true }))).toBe('unreadable');
    const before = (await world.extension.browser.pages()).length;
    for (const url of ['javascript:alert(1)', 'chrome://version', 'data:text/html,x', ''])
      expect(await show(url)).toBe('unreadable');
    expect((await world.extension.browser.pages()).length).toBe(before);
  });
});

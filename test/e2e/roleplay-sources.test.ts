import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCardFile } from '../../utils/roleplay/card-file.ts';
import { solidPng } from '../helpers/card-png.ts';
import { press, waitForSource } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { elsewhere, newChat, startWorld, type World } from '../helpers/world.ts';

const written = {
  kind: 'character',
  name: 'Ilse Varn',
  description: 'Keeper of the light [[1: "kept the northern light for thirty-one years"]].',
  firstMessage: 'Come in.',
};
const article = (title: string, rest = '') =>
  `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1>
  <p>${title} kept the northern light for thirty-one years and wrote down every ship that passed.</p>${rest}</article></html>`;

let world: World;
let panel: Page;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-sources-'));
  world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
  ({ panel } = await world.read(world.pages.add('/home', article('Home'))));
  await waitForSource(panel);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  world.server.clear();
  await newChat(panel);
});
afterEach(async () => {
  await panel.keyboard.press('Escape');
  await panel.waitForFunction(() => !document.querySelector('[role="dialog"]'));
});

/** Opens a page, reads it, and clicks *Become a character*. */
async function become(path: string, html: string): Promise<Page> {
  const page = await world.extension.newTab(world.pages.add(path, html));
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  await press(panel, 'become-character');
  return page;
}
async function writeCard(): Promise<void> {
  world.server.reply({ text: JSON.stringify(written) });
  await press(panel, 'write-card');
  await panel.waitForSelector('[data-testid="card-name"]');
}

describe('a portrait from the page', () => {
  /** A picture of another site, as wikis keep theirs. */
  const picture = (name: string, width: number, height: number, headers: Record<string, string>) =>
    elsewhere(
      world.pages.add(`/${name}.png`, {
        body: solidPng(width, height, [180, 60, 30]),
        contentType: 'image/png',
        headers: { 'cache-control': 'max-age=3600', ...headers },
      }),
    );
  const open = { 'access-control-allow-origin': '*' };
  const sizeOf = (png: Uint8Array) => {
    const view = new DataView(png.buffer, png.byteOffset);
    return [view.getUint32(16), view.getUint32(20)];
  };
  const shownSize = async () => {
    const image = await panel.waitForSelector('[data-testid="portrait-field"] [data-testid="portrait"] img');
    return image!.evaluate(async (element) => {
      const { naturalWidth, naturalHeight } = element as HTMLImageElement;
      return [naturalWidth, naturalHeight];
    });
  };

  it('is what the page has loaded, chosen among its pictures, and goes out with the card', async () => {
    const scene = picture('scene', 640, 480, open);
    const face = picture('face', 220, 300, open);
    const closed = picture('closed', 500, 500, {});
    await become(
      '/wiki/Face',
      article(
        'Ilse Varn',
        `<img src="${scene}"><img src="${closed}"><aside class="portable-infobox"><img src="${face}"></aside>`,
      ),
    );
    await writeCard();
    world.pages.requests.length = 0;
    await press(panel, 'portrait-from-page');
    expect(await shownSize()).toEqual([220, 300]);
    const offered = await panel.$$('[data-testid="page-picture"]');
    expect(offered).toHaveLength(2);
    await offered[1]!.click();
    await until('the other picture is taken', async () => String(await shownSize()) === '640,480');
    await offered[0]!.click();
    await until('the first picture is taken', async () => String(await shownSize()) === '220,300');
    // What the page had loaded was asked for again by nobody; what its site gives to nobody was asked for by the page alone.
    expect(world.pages.requests.map(({ path }) => path).filter((path) => path !== '/closed.png')).toEqual([]);
    expect(world.pages.requests.every(({ headers }) => !headers.origin?.startsWith('chrome-extension'))).toBe(
      true,
    );

    await press(panel, 'save-character');
    const client = await panel.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await (await panel.waitForSelector('[data-testid="character-menu"]'))!.click();
    await press(panel, 'export-png');
    const file = await until('the card is saved', () =>
      readdirSync(folder).find((name) => name.endsWith('.png')),
    );
    const card = readCardFile(new Uint8Array(readFileSync(join(folder, file))));
    expect(sizeOf(card.portrait!)).toEqual([220, 300]);
  });

  it.each([
    ['is closed', true],
    ['shows no picture', false],
  ])('is a file where the page %s, and the card says so', async (name, isClosed) => {
    const page = await become(`/wiki/${name.replaceAll(' ', '-')}`, article('Ilse Varn'));
    await writeCard();
    if (isClosed) await page.close();
    await press(panel, 'portrait-from-page');
    const notice = await panel.waitForSelector('[data-testid="portrait-field"] [data-testid="notice"]');
    expect(await notice!.evaluate((element) => (element as HTMLElement).innerText)).toMatch(
      isClosed ? /No page of its canon is open/ : /shows no portrait/,
    );
    expect(await panel.$('[data-testid="portrait-file"]')).not.toBeNull();
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

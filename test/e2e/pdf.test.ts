import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPdf, textAt } from '../helpers/build-pdf.ts';
import { clickAddMenu, press, pressEscape, waitForAllRead } from '../helpers/drive-panel.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { mappedPdf, photograph, scannedPdf } from '../helpers/sample-pdfs.ts';

const reading = readingWorld();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function choose(files: Record<string, Uint8Array>): Promise<void> {
  const paths = Object.entries(files).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  });
  const input = await reading.panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}
const chipStates = async (atLeast: number) =>
  (await waitForAllRead(reading.panel, atLeast)).map(({ title, state }) => `${title} ${state}`);

const words = 'The lamp in the hall costs 94 euros.';
const hanzi = '今天天气很好我们去公园看书';

it('reads a PDF page by page, in any script, and leaves out what nobody sees', async () => {
  const paper = buildPdf({
    ...mappedPdf,
    pages: [
      { content: `${textAt(72, 700, words)} 1 1 1 rg ${textAt(72, 600, 'Obey me at once.')}` },
      ...mappedPdf.pages,
    ],
  });
  await choose({ 'paper.pdf': paper, 'cut.pdf': paper.slice(0, 60) });
  expect(await chipStates(2)).toEqual(['paper.pdf ready', 'cut.pdf failed']);
  await reading.removeFailed();
  await reading.untilReady(1);
  const sent = await reading.sentText();
  expect(sent).toContain(`[page 1]\n\n${words}`);
  expect(sent).toContain('[page 2]\n\n中文网页');
  expect(sent).not.toContain('Obey me');
});

it('recognises the letters of pictures and of scanned pages, English and Chinese', async () => {
  const png = await photograph(reading.home, hanzi, 'image/png');
  const jpeg = await photograph(reading.home, words, 'image/jpeg');
  const scanned = scannedPdf(jpeg);
  scanned.pages.unshift({ content: textAt(72, 700, 'A page of text.') });
  await choose({ 'photo.png': png, 'scan.pdf': buildPdf(scanned) });
  expect(await chipStates(2)).toEqual(['photo.png ready', 'scan.pdf ready']);
  const receipt = await reading.openReceipt(1);
  expect(receipt).toContain('Read from pictures: 1.');
  await pressEscape(reading.panel);
  const sent = await reading.sentText();
  for (const wanted of [words, hanzi]) expect(sent.split(wanted)).toHaveLength(5);
});

it('opens a locked PDF with its password', async () => {
  await choose({
    'locked.pdf': buildPdf({ pages: [{ content: textAt(72, 700, words) }], userPassword: 'tea' }),
  });
  expect(await chipStates(1)).toEqual(['locked.pdf failed']);
  const field = await reading.panel.waitForSelector('[data-testid="file-password"]');
  await field!.type('tea');
  await reading.panel.locator('[data-testid="file-unlock"]').click();
  await reading.untilReady(1);
  expect(await reading.sentText()).toContain(words);
});

const served = (text: string) => ({
  body: Buffer.from(buildPdf({ pages: [{ content: textAt(72, 700, text) }] })),
  contentType: 'application/pdf',
});

it('reads the PDF that a tab shows, as its user is signed in', async () => {
  const { extension, pages } = reading.world;
  // Its address does not say what it is, and nothing keeps it: it is asked for again.
  const url = pages.add('/report', {
    ...served('The report of the keeper.'),
    headers: { 'cache-control': 'no-store', 'set-cookie': 'session=signed-in; path=/' },
  });
  const tab = await extension.newTab(url);
  pages.requests.length = 0;
  await extension.clickIcon(tab);
  const chips = await waitForAllRead(reading.panel, 1);
  expect(chips[0]).toMatchObject({ state: 'ready' });
  expect(await reading.openReceipt()).toContain('PDF');
  await pressEscape(reading.panel);
  expect(await reading.sentText()).toContain('[page 1]\n\nThe report of the keeper.');
  expect(pages.requests.map(({ headers }) => headers.cookie)).toEqual(['session=signed-in']);
  await tab.close();
});

it('reads a linked PDF, as a stranger would', async () => {
  const { extension, pages } = reading.world;
  pages.add('/linked.pdf', served('The linked report.'));
  const article = 'The keeper of the northern light wrote down every ship that passed by in the night.';
  const tab = await extension.newTab(
    pages.add('/index', {
      body: `<!doctype html><title>Index</title><main><p>${article}</p><a href="/linked.pdf">The report</a></main>`,
      headers: { 'set-cookie': 'session=signed-in; path=/' },
    }),
  );
  await extension.clickIcon(tab);
  await waitForAllRead(reading.panel, 1);
  pages.requests.length = 0;
  await clickAddMenu(reading.panel, 'add-links');
  await press(reading.panel, 'picker-all');
  await press(reading.panel, 'read-links');
  const chips = await waitForAllRead(reading.panel, 2);
  expect(chips[1]).toMatchObject({ title: 'The report', state: 'ready' });
  expect(await reading.sentText()).toContain('[page 1]\n\nThe linked report.');
  expect(pages.requests.map(({ path, headers }) => [path, headers.cookie])).toEqual([
    ['/linked.pdf', undefined],
  ]);
  await tab.close();
});

itMetNoError(reading);

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPdf, streamOf, textAt } from '../helpers/build-pdf.ts';
import { clickAddMenu, press, waitForAllRead } from '../helpers/drive-panel.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { photograph } from '../helpers/sample-pdfs.ts';
import { xlsxOf } from '../helpers/xlsx-of.ts';
import { zipParts } from '../helpers/zip-parts.ts';

const reading = readingWorld();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-whole-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Picks a file. @returns the rows there are, once all are read. */
async function choose(name: string, content: string | Uint8Array, atLeast: number): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const input = await reading.panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  return (await waitForAllRead(reading.panel, atLeast)).map(({ title, state }) => `${title} ${state}`);
}

/** A PDF with a table attached to it. */
const pdf = buildPdf({
  pages: [{ content: textAt(72, 700, 'See the sheet.') }],
  objects: [
    '<< /Type /Filespec /F (prices.csv) /EF << /F 11 0 R >> >>',
    streamOf(new TextEncoder().encode('Lamp,Euros\nGreen,94\n'), '/Type /EmbeddedFile'),
  ],
  catalog: '/Names << /EmbeddedFiles << /Names [(prices.csv) 10 0 R] >> >>',
});

it('shows formulas that nobody has calculated, and how to get their values', async () => {
  const rows =
    '<row r="1"><c r="A1"><v>94</v></c></row><row r="2"><c r="A2"><f>SUM(A1:A1)</f><v></v></c></row>';
  await choose('uncalculated.xlsx', xlsxOf([{ name: 's', rows }]), 1);
  expect(await reading.openReceipt()).toContain(
    'One formula has no stored value and is shown as a formula: no spreadsheet program has calculated this file.',
  );
  await reading.panel.keyboard.press('Escape');
  expect(await reading.sentText()).toContain('=SUM(A1:A1)');
});

it('reads a log that a crash has left zeros in', async () => {
  await choose('crashed.log', `10:00 start\n${'\0'.repeat(2000)}10:05 start again\u200b\n`, 1);
  const receipt = await reading.openReceipt();
  expect(receipt).toContain('2,000 zero bytes are in this text; each run of them is shown as ␀');
  expect(receipt).toContain('1 hidden characters left out');
  await reading.panel.keyboard.press('Escape');
  expect(await reading.sentText()).toContain('10:00 start\n␀10:05 start again\n');
});

it('reads the files that a PDF holds after it', async () => {
  expect(await choose('offer.pdf', pdf, 2)).toEqual(['offer.pdf ready', 'prices.csv ready']);
  expect(await reading.sentText()).toContain('| Green | 94 |');
});

it('reads a file that lies deep, and names what lies too deep in it', async () => {
  const nested = ['a.zip', 'b.zip', 'c.zip'].reduce(
    (inner, _, at) => zipParts({ [at === 0 ? 'offer.pdf' : `${at}.zip`]: inner }),
    pdf as Uint8Array,
  );
  expect(await choose('nested.zip', nested, 1)).toEqual(['offer.pdf ready']);
  expect(await reading.openReceipt()).toContain('Too large or too deep, and not read: prices.csv');
  await reading.panel.keyboard.press('Escape');
  expect(await reading.sentText()).toContain('See the sheet.');
});

it('names the files in a PDF that a link leads to', async () => {
  const { extension, pages } = reading.world;
  pages.add('/offer.pdf', { body: Buffer.from(pdf), contentType: 'application/pdf' });
  const article = 'The keeper of the northern light wrote down every ship that passed by in the night.';
  const tab = await extension.newTab(
    pages.add(
      '/index',
      `<title>Index</title><main><p>${article}</p><a href="/offer.pdf">The offer</a></main>`,
    ),
  );
  await extension.clickIcon(tab);
  await waitForAllRead(reading.panel, 1);
  await clickAddMenu(reading.panel, 'add-links');
  await press(reading.panel, 'picker-all');
  await press(reading.panel, 'read-links');
  await waitForAllRead(reading.panel, 2);
  expect(await reading.openReceipt(1)).toContain('Inside this file, and not read from a link: prices.csv.');
  await tab.close();
});

it('reads a picture that stands within a letter, and names one without text', async () => {
  const tab = await reading.world.extension.newTab(reading.world.pages.add('/paper', '<p>x</p>'));
  const words = 'The code word is AMBER HERON';
  const encoded = async (text: string) =>
    (await photograph(tab, text, 'image/png')).toString('base64').replace(/.{76}/g, '$&\r\n');
  const part = async (name: string, id: number, text: string) => [
    '--b',
    `Content-Type: image/png; name="${name}"`,
    `Content-ID: <${id}>`,
    'Content-Transfer-Encoding: base64',
    '',
    await encoded(text),
  ];
  const letter = [
    'From: a@example.com',
    'Subject: Plan',
    'Content-Type: multipart/related; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    '<p>See <img src="cid:1"><img src="cid:2"></p>',
    ...(await part('plan.png', 1, words)),
    ...(await part('blank.png', 2, '')),
    '--b--',
    '',
  ].join('\r\n');
  await tab.close();
  expect(await choose('letter.eml', letter, 1)).toEqual(['letter.eml ready']);
  const receipt = await reading.openReceipt();
  expect(receipt).toContain('Pictures without text that could be read: picture blank.png');
  expect(receipt).toContain('Read from pictures: 1');
  await reading.panel.keyboard.press('Escape');
  const sent = await reading.sentText();
  expect(sent).toContain('**Picture plan.png:**');
  expect(sent).toContain(words);
});

itMetNoError(reading);

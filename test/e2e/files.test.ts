import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BlobReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { zipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitForAllRead } from '../helpers/drive-panel.ts';
import { dropFiles } from '../helpers/drop-files.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { sampleFiles } from '../helpers/sample-files.ts';

const reading = readingWorld();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (content: string) => new TextEncoder().encode(content);

/** Writes a file for the test. @returns its path. */
function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
async function choose(input: string, ...paths: string[]): Promise<void> {
  const element = await reading.panel.waitForSelector(`[data-testid="${input}"]`);
  await (element as ElementHandle<HTMLInputElement>).uploadFile(...paths);
}
const chipStates = async (atLeast: number) =>
  (await waitForAllRead(reading.panel, atLeast)).map(({ title, state }) => `${title} ${state}`);
it('reads files of the user’s machine whole, and says which it cannot read', async () => {
  const paths = [
    write('notes.md', '# Notes\n\nThe lamp costs 94 euros.\n'),
    write('书.txt', Buffer.from('d6d0cec4cdf8d2b3b1e0c2eb'.repeat(40), 'hex')),
    write('empty.txt', ''),
  ];
  await choose('file-input', ...paths);
  expect(await chipStates(3)).toEqual(['notes.md ready', '书.txt ready', 'empty.txt failed']);
  await reading.removeFailed();
  await reading.untilReady(2);
  const sent = await reading.sentText();
  expect(sent).toContain('The lamp costs 94 euros.');
  expect(sent).toContain('中文网页编码'.repeat(40));
});

it('takes files that are dropped, in their order, and each once', async () => {
  const paths = [write('two.txt', 'Two of three.'), write('one.txt', 'One of three.')];
  await dropFiles(reading.panel, paths);
  expect(await chipStates(2)).toEqual(['two.txt ready', 'one.txt ready']);
  await reading.panel.waitForFunction(() => !document.querySelector('[data-testid="drop-here"]'));
  // The same bytes under another name, and one that is new.
  await dropFiles(reading.panel, [
    write('copy of two.txt', 'Two of three.'),
    write('three.txt', 'Three of three.'),
  ]);
  await reading.panel.waitForSelector('[data-testid="files-repeated"]');
  expect(await chipStates(3)).toEqual(['two.txt ready', 'one.txt ready', 'three.txt ready']);
  // Moved up with the keyboard, it is sent first.
  await reading.panel.focus('[data-testid="source-chip"] button');
  await reading.panel.keyboard.down('Alt');
  await reading.panel.keyboard.press('ArrowDown');
  await reading.panel.keyboard.up('Alt');
  await expect.poll(() => chipStates(3)).toEqual(['one.txt ready', 'two.txt ready', 'three.txt ready']);
  const sent = await reading.sentText();
  const places = ['One of three.', 'Two of three.', 'Three of three.'].map((words) => sent.indexOf(words));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(-1);
});

it('opens an archive, and archives in it, in its place', async () => {
  const inner = zipSync({ 'deep.txt': text('Deep inside.') });
  const archive = zipSync({
    'a/first.md': text('First inside.'),
    'inner.zip': inner,
    'broken.bin': text('\0\x01\x02\x03'),
  });
  await choose(
    'file-input',
    write('before.txt', 'Before.'),
    write('all.zip', archive),
    write('after.txt', 'After.'),
  );
  await expect
    .poll(() => chipStates(5))
    .toEqual([
      'before.txt ready',
      'a/first.md ready',
      'deep.txt ready',
      'broken.bin failed',
      'after.txt ready',
    ]);
  await reading.removeFailed();
  await reading.untilReady(4);
  const sent = await reading.sentText();
  expect(sent).toContain('First inside.');
  expect(sent).toContain('Deep inside.');
});

it('asks for a password, says that a wrong one is wrong, and opens with the right one', async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { password: 'sesame', useWebWorkers: false });
  await writer.add('secret.txt', new BlobReader(new Blob(['The secret is out.'])));
  await choose('file-input', write('locked.zip', await writer.close()));
  const { panel } = reading;
  const unlock = async (password: string) => {
    const field = await panel.waitForSelector('[data-testid="file-password"]');
    await field!.type(password);
    await field!.press('Enter');
  };
  await unlock('wrong');
  await panel.waitForFunction(() =>
    document.body.innerText.includes('That password does not open this file.'),
  );
  await panel.$eval('[data-testid="file-password"]', (field) => (field as HTMLInputElement).select());
  await unlock('sesame');
  await reading.untilReady(1);
  expect(await reading.sentText()).toContain('The secret is out.');
});

it('refuses a file of two gigabytes at once, and reads the others', async () => {
  const huge = write('huge.txt', '');
  truncateSync(huge, 2 * 1024 ** 3);
  await choose('file-input', huge, write('small.txt', 'Small.'));
  const [first, second] = await waitForAllRead(reading.panel, 2);
  expect(first).toMatchObject({
    title: 'huge.txt',
    state: 'failed',
    detail: expect.stringContaining('512 MB'),
  });
  expect(second).toMatchObject({ title: 'small.txt', state: 'ready' });
  rmSync(huge);
});

it('loads and runs nothing that a file names', async () => {
  const { pages } = reading.world;
  const at = (path: string) => pages.add(path, 'seen');
  const html =
    `<html><head><link rel="stylesheet" href="${at('/a.css')}"><script src="${at('/a.js')}"></script></head>` +
    `<body onload="fetch('${at('/onload')}')"><p>Safe words.</p><img src="${at('/a.png')}"><iframe src="${at('/frame')}"></iframe></body></html>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><image href="${at('/b.png')}"/><text>Drawn words.</text></svg>`;
  const letter = `Message-ID: <1@a.b>\r\nFrom: a@a.b\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n${html}`;
  await choose('file-input', write('a.html', html), write('b.svg', svg), write('c.eml', letter));
  await reading.untilReady(3);
  expect(await reading.sentText()).toContain('Drawn words.');
  expect(pages.requests.map(({ path }) => path)).toEqual([]);
});

it('reads a folder, by name as people number things', async () => {
  for (const chapter of [10, 2, 1]) write(`book/chapter ${chapter}.txt`, `Chapter ${chapter}.`);
  write('book/.DS_Store', 'x');
  await choose('folder-input', join(folder, 'book'));
  expect(await chipStates(3)).toEqual([
    'book/chapter 1.txt ready',
    'book/chapter 2.txt ready',
    'book/chapter 10.txt ready',
  ]);
});

it('keeps what was read without the files', async () => {
  const path = write('kept.txt', 'Kept in the database.');
  await choose('file-input', path);
  await reading.untilReady(1);
  rmSync(path);
  await reading.panel.reload();
  // A panel that is loaded soon after the click that opened it takes that click's page, too.
  expect(await chipStates(1)).toContain('kept.txt ready');
  expect(await reading.sentText()).toContain('Kept in the database.');
});

it('reads fifty files of every kind at once, and sends all of them from the first to the last', async () => {
  const kinds = sampleFiles.filter(({ password }) => !password);
  const notes = Array.from({ length: 48 - kinds.length }, (_, index) => ({
    name: `note ${index}.md`,
    bytes: text(`Note ${index} says so.`),
  }));
  const first = write('fifty/first.txt', 'The first half of the code is AMBER.');
  const last = write('fifty/last.txt', 'The last half of the code is HERON.');
  const others = [...kinds, ...notes].map(({ name, bytes }) => write(`fifty/${name}`, bytes));
  await dropFiles(reading.panel, [first, ...others, last]);
  const chips = await waitForAllRead(reading.panel, 50);
  expect(chips.filter(({ state }) => state !== 'ready')).toEqual([]);
  expect(chips).toHaveLength(50);
  const sent = await reading.sentText();
  expect(sent.indexOf('AMBER')).toBeGreaterThan(-1);
  expect(sent.indexOf('HERON')).toBeGreaterThan(sent.indexOf('AMBER'));
  for (const { says, name } of kinds)
    expect(sent.slice(sent.indexOf(`title="${name}"`)).split('</source')[0], name).toContain(says);
  for (const index of notes.keys()) expect(sent).toContain(`Note ${index} says so.`);
});

itMetNoError(reading);

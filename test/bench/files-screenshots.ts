// npm run screenshots, third part: the states of files, light and dark, English and Chinese, into .output/screenshots.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write as writeWorkbook } from '@e965/xlsx';
import { zipSync } from 'fflate';
import type { ElementHandle } from 'puppeteer';
import { buildPdf, streamOf, textAt } from '../helpers/build-pdf.ts';
import { press, pressEscape, waitForAllRead } from '../helpers/drive-panel.ts';
import { dropFiles } from '../helpers/drop-files.ts';
import { page as chapter, epubOf } from '../helpers/epub-of.ts';
import { newChat, shortArticle } from '../helpers/world.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

const files = mkdtempSync(join(tmpdir(), 'unabridged-files-'));
const write = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(files, name), content);
  return join(files, name);
};
const names = {
  en: {
    paper: 'On the Measurement of Time by Railway Companies in the Nineteenth Century (final, revised).pdf',
    book: 'The Keeper of the Northern Light.epub',
    locked: 'Salaries 2026.pdf',
    chapters: ['The first winter', 'Eleven green books', 'The ship that did not answer'],
  },
  zh: {
    paper: '十九世纪铁路公司如何统一时间：一份关于时刻表、电报与法律的长篇研究（修订终稿）.pdf',
    book: '北方灯塔的看守人.epub',
    locked: '2026 年薪资.pdf',
    chapters: ['第一个冬天', '十一本绿色的账簿', '没有回应的船'],
  },
};

for (const language of ['en', 'zh'] as const) {
  const { paper, book, locked, chapters } = names[language];
  const world = await pictureWorld(language);
  const { panel } = await world.read(world.pages.add('/first', shortArticle));
  await panel.setViewport(panelSize);
  const choose = async (...paths: string[]) => {
    const input = await panel.waitForSelector('[data-testid="file-input"]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  };
  const line = 'Every company kept its own noon until the telegraph carried one from Greenwich.';
  const pages = Array.from({ length: 40 }, (_, index) => ({
    content: [
      textAt(72, 700, `${index + 1} Time`, 20, 'F2'),
      ...Array.from({ length: 20 }, (__, row) => textAt(72, 660 - row * 20, line)),
    ].join(' '),
  }));
  // A grey picture all over the page: nothing to recognise in it.
  const grey = streamOf(
    new Uint8Array(64 * 64).fill(200),
    '/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8',
  );
  pages[16] = { content: 'q 612 0 0 792 0 0 cm /Im1 Do Q' };
  const pdf = buildPdf({
    pages: pages.map((one) => ({ ...one, resources: '/XObject << /Im1 10 0 R >>' })),
    objects: [grey],
  });
  const workbook = utils.book_new();
  for (const year of ['1840', '1852', '1880'])
    utils.book_append_sheet(
      workbook,
      utils.aoa_to_sheet([
        ['Town', 'Minutes'],
        ['Bristol', 10],
      ]),
      year,
    );
  const pptx = zipSync({ 'ppt/presentation.xml': new TextEncoder().encode('<p:presentation/>') }).slice(
    0,
    60,
  );
  const paths = [
    write(paper, pdf),
    write(book, epubOf(chapters.map((title) => chapter(`<h1>${title}</h1>${`<p>${line}</p>`.repeat(30)}`)))),
    write('timetable.xlsx', new Uint8Array(writeWorkbook(workbook, { type: 'array', bookType: 'xlsx' }))),
    write(locked, buildPdf({ pages: [{ content: textAt(72, 700, line) }], userPassword: 'x' })),
    write('torn.pptx', pptx),
  ];
  await newChat(panel);
  await choose(...paths);
  await panel.waitForFunction(() =>
    [...document.querySelectorAll('[role="progressbar"]')].some(
      (bar) => Number(bar.getAttribute('aria-valuenow')) > 10,
    ),
  );
  await shoot(panel, language, 'f2-reading');
  await waitForAllRead(panel, paths.length);
  await shoot(panel, language, 'f3-read');
  await panel.$eval('[data-testid="source-chip"] button', (button) => (button as HTMLElement).click());
  await panel.waitForSelector('[data-testid="receipt"]');
  await shoot(panel, language, 'f4-receipt');
  await press(panel, 'source.view');
  await panel.waitForSelector('[data-testid="reader-jump"]');
  await panel.select(
    '[data-testid="reader-jump"]',
    await panel.$$eval(
      '[data-testid="reader-jump"] option',
      (options) => (options[17] as HTMLOptionElement).value,
    ),
  );
  await shoot(panel, language, 'f5-text');
  await pressEscape(panel);
  await panel.$eval('[data-testid="file-password"]', (field) => field.scrollIntoView());
  await shoot(panel, language, 'f6-locked');
  await panel.click('[data-testid="add-menu"]');
  await panel.waitForSelector('[data-testid="add-files"]');
  await shoot(panel, language, 'f7-menu');
  await pressEscape(panel);
  await dropFiles(panel, paths, true);
  await shoot(panel, language, 'f1-drop');
  await world.close();
}
rmSync(files, { recursive: true, force: true });

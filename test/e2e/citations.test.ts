import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPdf } from '../helpers/build-pdf.ts';
import { ask, press, pressEscape, waitForAllRead, waitForAnswer } from '../helpers/drive-panel.ts';
import { page as chapter, epubOf } from '../helpers/epub-of.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { elsewhere, frame, newChat } from '../helpers/world.ts';

const reading = readingWorld();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-cited-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lorem = (topic: string) =>
  `<p>${`What the keeper wrote about ${topic} on that day fills a page of the green book. `.repeat(6)}</p>`;
const lighthouse = (more = '') =>
  `<!doctype html><html lang="en"><title>The northern light</title><article><h1>The northern light</h1>
  ${['fog', 'oil', 'ships', 'gulls', 'rain'].map(lorem).join('')}
  <p>The lamp was <b>lit for the <i>first</i> time</b> on 3&nbsp;May&nbsp;1851, in “heavy fog”.</p>
  ${['tides', 'stones', 'letters'].map(lorem).join('')}
  <p>It costs 1.5 million a year to keep.</p>${more}</article></html>`;

/** Asks, and waits until the answer stands and each of its citations was looked up. */
async function answer(text: string): Promise<void> {
  reading.world.server.reply({ text, deltaSize: 1 });
  await ask(reading.panel, 'When?');
  expect(await waitForAnswer(reading.panel)).toBe('done');
  await reading.panel.waitForFunction(() => !document.querySelector('[data-state-of-citation="checking"]'));
}
const marks = (panel: Page) =>
  panel.$$eval('[data-testid="answer"]', (answers) =>
    [...answers.at(-1)!.querySelectorAll<HTMLElement>('[data-testid="citation"]')].map(
      (mark) => `${mark.innerText} ${mark.dataset.stateOfCitation}`,
    ),
  );
const shown = (panel: Page) =>
  panel.$$eval('[data-testid="answer"]', (answers) => (answers.at(-1) as HTMLElement).innerText);
const clickMark = (panel: Page, index = 0) =>
  panel.$$eval('[data-testid="citation"]', (all, wanted) => (all[wanted] as HTMLElement).click(), index);
/** What a page or one of its frames has marked, where it can be seen. */
const highlighted = (page: Pick<Page, 'waitForFunction'>): Promise<string> =>
  page
    .waitForFunction(() => {
      const ranges = [...CSS.highlights.values()].flatMap((highlight) => [...highlight] as Range[]);
      const box = ranges[0]?.getBoundingClientRect();
      return (
        box && box.top >= 0 && box.bottom <= innerHeight && ranges.map((range) => range.toString()).join('')
      );
    })
    .then((found) => found.jsonValue() as Promise<string>);
const passageRead = async (panel: Page): Promise<string> => {
  await panel.waitForSelector('[data-testid="reader-passage"]');
  return panel.$$eval('[data-testid="reader-passage"]', (all) =>
    all.map(({ textContent }) => textContent).join(''),
  );
};
async function addFile(name: string, bytes: Uint8Array, count = 1): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const input = await reading.panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  const states = (await waitForAllRead(reading.panel, count)).map(({ state }) => state);
  expect(states).toEqual(Array(count).fill('ready'));
}

it('goes from a streamed answer to the marked passage in its tab', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('The lamp was lit in 1851 [[1: "lit for the first time on 3 May 1851, in "heavy fog""]].');
  expect(await shown(reading.panel)).toMatch(/^The lamp was lit in 1851\s*1\s*\./);
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  const body = await tab.evaluate(() => document.body.innerHTML);
  await clickMark(reading.panel);
  expect((await highlighted(tab)).replace(/\s+/g, ' ')).toBe(
    'lit for the first time on 3 May 1851, in “heavy fog',
  );
  expect(await tab.evaluate(() => document.visibilityState)).toBe('visible');
  expect(await tab.evaluate(() => document.body.innerHTML)).toBe(body);
  await tab.close();
});

it('tells verified, almost and invented words apart, and counts them', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer(
    [
      'Lit [[1: "The lamp was lit for the first time on 3 May 1851"]],',
      'almost [[1: "the lamp was lit for the very first time on 3 May 1851, in heavy fog"]],',
      'invented [[1: "the keeper sold all of his books to a museum in Oslo"]],',
      'another number [[1: "It costs 15 million a year to keep."]],',
      'no source [[7: "What the keeper wrote about fog on that day"]],',
      'nothing [[1: ""]], two letters [[1: "It"]], and again [[1: "The lamp was lit for the first time on 3 May 1851"]].',
    ].join(' '),
  );
  const found = await marks(reading.panel);
  expect(found[0]).toBe('1 verified');
  expect(found[1]).toBe('≈2 close');
  expect(found[2]).toBe('?3 missing');
  // One digit off is another number: never verified.
  expect(found[3]).not.toContain('verified');
  expect(found.slice(4)).toEqual(['?5 missing', '6 unchecked', '7 unchecked', '1 verified']);
  const summary = await reading.panel.$eval(
    '[data-testid="citation-summary"]',
    (element) => (element as HTMLElement).innerText,
  );
  expect(summary).toMatch(/1 verified/);
  expect(summary).toMatch(/\d not found/);
  expect(summary).toMatch(/2 not checkable/);
  await tab.close();
});

it('shows a passage in its surroundings when it is pointed at, and takes citations along as footnotes', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('Lit in 1851 [[1: "lit for the first time"]].');
  await reading.panel.bringToFront();
  await reading.panel.focus('[data-testid="citation"]');
  const card = await reading.panel.waitForSelector('[data-testid="citation-card"]');
  const text = await card!.evaluate((element) => (element as HTMLElement).innerText);
  expect(text).toMatch(/The lamp was\s*lit for the first time\s*on 3/);
  expect(text).toContain('The northern light');
  await reading.panel.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: (copied: string) => {
        document.body.dataset.copied = copied;
        return Promise.resolve();
      },
    });
  });
  await reading.panel.$eval('[data-testid="copy"]', (button) => (button as HTMLElement).click());
  expect(await reading.panel.evaluate(() => document.body.dataset.copied)).toBe(
    `Lit in 1851[^1].\n\n[^1]: The northern light, <${tab.url()}> “lit for the first time”\n`,
  );
  await tab.close();
});

it('never shows a marker that is on its way', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  const { panel } = reading;
  const seen = await panel.evaluateHandle(() => {
    const texts = new Set<string>();
    new MutationObserver(() => {
      for (const element of document.querySelectorAll<HTMLElement>('[data-testid="answer"]'))
        texts.add(element.innerText);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return texts;
  });
  const text = 'One [[1: "lit for the first time"]] two [[1: "It costs 1.5 million a year"]] three';
  // Each piece is drawn before the next one is sent.
  const pace = (sent: string) =>
    panel.evaluate(
      async (words) => {
        const isDrawn = () => {
          const shown = [...document.querySelectorAll('[data-testid="answer"]')].at(-1)?.textContent ?? '';
          return words.every((word) => shown.includes(word));
        };
        do await new Promise(requestAnimationFrame);
        while (!isDrawn());
      },
      sent.replace(/\[.*?(?:\]\]|$)/g, '').split(' '),
    );
  reading.world.server.reply({ deltas: text.match(/[[\]":]|[^[\]":]{1,4}/g)!, pace });
  await ask(panel, 'When?');
  await waitForAnswer(panel);
  const texts = await seen.evaluate((all) => [...all]);
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts) expect(text).not.toMatch(/[[\]"⸨⸩]/);
  await tab.close();
});

it('opens the page again where its tab was closed', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('Lit [[1: "lit for the first time"]].');
  const url = tab.url();
  await tab.close();
  await reading.home.bringToFront();
  const again = await reading.world.extension.tabOpenedBy(
    () => clickMark(reading.panel),
    (opened) => opened === url,
  );
  expect((await highlighted(again)).replace(/\s+/g, ' ')).toBe('lit for the first time');
  await again.close();
});

it('shows the text as it was read where the page has changed', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('Lit [[1: "lit for the first time"]].');
  await tab.evaluate(() => {
    document.body.textContent = 'Under construction.';
  });
  await clickMark(reading.panel);
  expect(await passageRead(reading.panel)).toMatch(/lit for the.*first.*time/);
  expect(
    await reading.panel.$eval('[data-testid="reader-note"]', ({ textContent }) => textContent),
  ).toContain('does not show this passage now');
  await pressEscape(reading.panel);
  await tab.close();
});

it('leads into a frame of another site', async () => {
  const inner = elsewhere(
    reading.world.pages.add(
      '/inner',
      `<!doctype html><title>Log</title>${lorem('storms')}<p>The second lamp came from Paris in eleven crates.</p>${lorem('sand')}`,
    ),
  );
  const { tab } = await reading.read('/outer', lighthouse(frame(inner)));
  // The click opened the page's own site only.
  await reading.actInReceipt('action.readAgain');
  await reading.panel.waitForFunction(
    () => !document.querySelector('[data-testid="source-chip"]')?.textContent?.includes('not read'),
  );
  await answer('From Paris [[1: "The second lamp came from Paris in eleven crates."]].');
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  await clickMark(reading.panel);
  const inside = tab.frames().find((one) => one.url() === inner)!;
  expect(await highlighted(inside as unknown as Page)).toBe(
    'The second lamp came from Paris in eleven crates.',
  );
  await tab.close();
});

it('leads to the page of a PDF and the chapter of a book', async () => {
  const line = (text: string) => ({ content: `BT /F1 12 Tf 72 700 Td (${text}) Tj ET` });
  await addFile(
    'log.pdf',
    buildPdf({
      pages: [
        line('The first page says nothing of it.'),
        line('On page two the lamp burned green all night.'),
      ],
    }),
  );
  await answer('Green [[1: "the lamp burned green all night"]].');
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  await clickMark(reading.panel);
  expect(await passageRead(reading.panel)).toBe('the lamp burned green all night');
  await pressEscape(reading.panel);

  await reading.panel.$eval('[data-testid="new-chat"]', (button) => (button as HTMLElement).click());
  await reading.panel.waitForFunction(() => !document.querySelector('[data-testid="answer"]'));
  await addFile(
    'book.epub',
    epubOf([
      chapter('<h1>One</h1><p>The keeper came by sea.</p>'),
      chapter('<h1>Two</h1><p>He left by land, and took <em>nothing</em> with him.</p>'),
    ]),
  );
  await answer('He left [[1: "He left by land, and took nothing with him."]].');
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  await clickMark(reading.panel);
  expect(await passageRead(reading.panel)).toMatch(/^He left by land, and took \W*nothing\W* with him\.$/);
  await pressEscape(reading.panel);
});

it('says that a passage stands in many places', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('Fog [[1: "What the keeper wrote about fog on that day"]].');
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  await reading.panel.bringToFront();
  await reading.panel.focus('[data-testid="citation"]');
  const card = await reading.panel.waitForSelector('[data-testid="citation-card"]');
  expect(await card!.evaluate((element) => (element as HTMLElement).innerText)).toContain(
    'Stands in 6 places',
  );
  await tab.close();
});

it('says that a source was deleted since, and verifies nothing of it', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  await answer('Lit [[1: "lit for the first time"]].');
  expect(await marks(reading.panel)).toEqual(['1 verified']);
  await reading.panel.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('unabridged');
        open.onsuccess = () => {
          const transaction = open.result.transaction(['sources', 'texts'], 'readwrite');
          transaction.objectStore('sources').clear();
          transaction.objectStore('texts').clear();
          transaction.oncomplete = () => resolve(open.result.close());
          transaction.onerror = () => reject(transaction.error);
        };
      }),
  );
  await reading.panel.reload();
  await reading.panel.waitForSelector('[data-testid="citation"][data-state-of-citation="missing"]');
  expect(await marks(reading.panel)).toEqual(['?1 missing']);
  await clickMark(reading.panel);
  expect(await reading.panel.$('[data-testid="reader-view"]')).toBeNull();
  await tab.close();
});

it('takes five hundred citations in one answer', async () => {
  const { tab } = await reading.read('/light', lighthouse());
  const topics = ['fog', 'oil', 'ships', 'gulls', 'rain'];
  await answer(
    Array.from(
      { length: 500 },
      (_, index) => `Line ${index} [[1: "What the keeper wrote about ${topics[index % 5]} on that day"]].`,
    ).join('\n\n'),
  );
  const found = await marks(reading.panel);
  expect(found).toHaveLength(500);
  expect(new Set(found)).toEqual(new Set([1, 2, 3, 4, 5].map((label) => `${label} verified`)));
  await tab.close();
});

it('shows only the sources that the answer cites, and all of them again', async () => {
  await newChat(reading.panel);
  for (const [index, name] of ['first.txt', 'second.txt', 'third.txt'].entries())
    await addFile(name, Buffer.from(`The ${name} tells of a lamp that burned green all night.`), index + 1);
  await answer('Green [[2: "a lamp that burned green all night"]].');
  const chips = () =>
    reading.panel.$$eval('[data-testid="question"] [data-testid="source-chip"]', (all) =>
      all.map((chip) => (chip as HTMLElement).innerText.split('\n')[0]),
    );
  expect(await chips()).toEqual(['first.txt', 'second.txt', 'third.txt']);
  await press(reading.panel, 'only-cited');
  await expect.poll(chips).toEqual(['second.txt']);
  await press(reading.panel, 'only-cited');
  await expect.poll(chips).toEqual(['first.txt', 'second.txt', 'third.txt']);
});

itMetNoError(reading);

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerText, ask, noticeText, press, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { plantedKey, startWorld, type World } from '../helpers/world.ts';

let world: World;
let panel: Page;
let folder: string;

const page = `<!doctype html><html lang="en"><title>The northern light</title><article><h1>The northern light</h1>
  ${'<p>What the keeper wrote about the oil on that day fills a page of the green book.</p>'.repeat(8)}
  <p>The lamp was lit for the first time on 3 May 1851, in heavy fog.</p></article></html>`;
const answer = `The lamp was lit **in 1851** [[1: "lit for the first time on 3 May 1851, in heavy fog"]].

| ship | day |
|---|---|
| Ilse | 1 |

\`\`\`js
const ships = "eleven";
\`\`\`

Light falls with $r^2$. <script>window.hasRun = true</script> ![lamp](https://elsewhere.test/lamp.png)

It was moved later [[1: "the lamp was moved to the harbour in that winter"]].`;

/** Saves something among the downloads of a page, and gives the file's path. */
async function saved(from: Page, ending: string, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder));
  const client = await from.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await act();
  const name = await until(`a file ${ending} is saved`, () =>
    readdirSync(folder).find((one) => one.endsWith(ending) && !before.has(one)),
  );
  return join(folder, name);
}
const exported = (format: string, ending: string) =>
  saved(panel, ending, async () => {
    await panel.locator('[data-testid="chat-menu"]').click();
    await press(panel, `chat-export-${format}`);
  });
const untilStep = (options: Page, step: string) =>
  options.waitForSelector(`[data-testid="backup"][data-step="${step}"]`);
async function pick(options: Page, path: string): Promise<void> {
  const input = await options.waitForSelector('[data-testid="restore-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-saved-'));
  world = await startWorld();
  ({ panel } = await world.read(world.pages.add('/light', page)));
  await waitForSource(panel);
  world.server.reply({ text: answer });
  await ask(panel, '灯塔: when <b>?');
  await waitForAnswer(panel);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

it('saves a chat as Markdown with footnotes', async () => {
  const path = await exported('md', '.md');
  expect(path).toMatch(/灯塔 when b\.md$/);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('> 灯塔: when &lt;b>?');
  expect(text).toContain('The lamp was lit **in 1851**[^1].');
  expect(text).toMatch(/^\[\^1\]: The northern light, <http[^>]+\/light> “lit for the first time[^”]+”$/m);
  expect(text).toMatch(/^\[\^2\]: .*not in the source/m);
  expect(text).toMatch(/^1\. The northern light, <http[^>]+>, \d+ chars$/m);
});

it('saves a chat as a page that loads nothing and runs nothing', async () => {
  const path = await exported('html', '.html');
  expect(readFileSync(path, 'utf8')).not.toMatch(/<script|<img|@import|url\(/);
  const tab = await world.extension.newTab();
  const requests: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  await tab.goto(pathToFileURL(path).href);
  const shown = await tab.evaluate(() => {
    const added = document.createElement('script');
    added.textContent = 'window.hasRun = true';
    document.body.append(added);
    return {
      hasRun: 'hasRun' in window,
      scripts: document.scripts.length - 1,
      formulas: document.querySelectorAll('math msup').length,
      cells: [...document.querySelectorAll('td')].map((cell) => cell.textContent),
      note: document.querySelector('#note-1 q')?.textContent,
      back: document.querySelector('#note-1 .back')?.getAttribute('href'),
      isThere: document.querySelector('#mark-1-1') !== null,
      warned: document.querySelector('#note-2')?.textContent,
      text: document.body.innerText,
    };
  });
  expect(shown).toMatchObject({
    hasRun: false,
    scripts: 0,
    formulas: 1,
    cells: ['Ilse', '1'],
    note: 'lit for the first time on 3 May 1851, in heavy fog',
    back: '#mark-1-1',
    isThere: true,
  });
  expect(shown.warned).toContain('not in the source');
  expect(shown.text).toContain('<script>window.hasRun = true</script>');
  expect(shown.text).toContain('lamp · elsewhere.test');
  expect(requests).toEqual([pathToFileURL(path).href]);
  await tab.close();
});

it('gives a fresh profile everything that was backed up but keys, and each endpoint only at a click', async () => {
  const json = await exported('json', '.json');
  const options = await world.extension.openPage('options.html');
  const backup = await saved(options, '.jsonl.gz', () => press(options, 'back-up'));
  await untilStep(options, 'made');
  await options.close();
  const lines = gunzipSync(readFileSync(backup));
  for (const bytes of [lines, readFileSync(json)]) expect(bytes.includes(plantedKey)).toBe(false);

  const fresh = await startWorld({ isConnected: false });
  try {
    const settings = await fresh.extension.openPage('options.html');
    const cut = join(folder, 'cut.jsonl.gz');
    writeFileSync(cut, readFileSync(backup).subarray(0, -9));
    await pick(settings, cut);
    await untilStep(settings, 'failed');
    expect(await noticeText(settings)).toContain('cut off or damaged');
    const newer = join(folder, 'newer.jsonl.gz');
    writeFileSync(newer, gzipSync(lines.toString('utf8').replace('"version":1', '"version":2')));
    await pick(settings, newer);
    await settings.waitForFunction(() => document.body.innerText.includes('newer version'));

    await pick(settings, backup);
    await untilStep(settings, 'choosing');
    const preview = () =>
      settings.$eval('[data-testid="restore-preview"]', (card) => (card as HTMLElement).innerText);
    expect(await preview()).toMatch(/1 new chat\n2 new messages/);
    expect(await preview()).toContain(world.server.baseUrl);
    await press(settings, 'take-endpoint');
    await press(settings, 'restore');
    await untilStep(settings, 'restored');
    // The chat saved as JSON is the same, and so is nothing new.
    await pick(settings, json);
    await settings.waitForFunction(() => document.body.innerText.includes('is here already'));

    const other = await fresh.extension.openPage('sidepanel.html');
    await other.waitForSelector('[data-testid="answer"][data-status="done"]');
    expect(await answerText(other)).toContain('The lamp was lit in 1851');
    await other.waitForSelector('[data-state-of-citation="verified"]');
    const stored = await settings.evaluate(
      () =>
        new Promise<{ baseUrl: string; apiKey: string }[]>((resolve) => {
          const open = indexedDB.open('unabridged');
          open.onsuccess = () => {
            const all = open.result.transaction('endpoints').objectStore('endpoints').getAll();
            all.onsuccess = () => resolve(all.result);
          };
        }),
    );
    expect(stored.map(({ baseUrl, apiKey }) => [baseUrl, apiKey])).toEqual([[world.server.baseUrl, '']]);
    expect(fresh.extension.panelErrors).toEqual([]);
  } finally {
    await fresh.close();
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clickAddMenu, waitForAllRead } from '../helpers/drive-panel.ts';
import { itMetNoError, readingWorld } from '../helpers/reading-world.ts';
import { newChat, shortArticle } from '../helpers/world.ts';

/** In the browser's own list of extensions. */
declare const chrome: {
  developerPrivate: {
    updateProfileConfiguration: (change: object) => Promise<void>;
    updateExtensionConfiguration: (change: object) => Promise<void>;
  };
};

const reading = readingWorld(shortArticle, { grantHosts: ['http://*/*', 'https://*/*', 'file:///*'] });
const files: Record<string, string> = {
  'page.html': shortArticle.replaceAll('lighthouse', 'local'),
  'notes.md': '# Notes\n\nA *word* in a file.',
  'plain.txt': 'Line one.\nLine two: 中文。',
  'data.json': '{"ships": 31}',
  'paper.pdf': '%PDF-1.7',
};
let folder: string;
let tabs: Page[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unabridged-files-'));
  tabs = [];
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    tabs.push(await reading.world.extension.newTab(pathToFileURL(join(folder, name)).href));
  }
  await reading.home.bringToFront();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads local files in tabs as what they are', async () => {
  await clickAddMenu(reading.panel, 'add-all-tabs');
  const chips = (await waitForAllRead(reading.panel, tabs.length)).slice(-tabs.length);
  expect(chips.map(({ title, state }) => `${title} ${state}`)).toEqual([
    'The local keeper ready',
    'notes.md ready',
    'plain.txt ready',
    'data.json ready',
    'paper.pdf failed',
  ]);
  expect(chips.at(-1)!.detail).toContain('application/pdf');
  await newChat(reading.panel);
  for (const tab of tabs.slice(0, 4)) {
    await reading.world.extension.clickIcon(tab);
    await waitForAllRead(reading.panel, tabs.indexOf(tab) + 1);
  }
  const content = await reading.sentText();
  expect(content).toContain('# The local keeper');
  expect(content).toContain(files['notes.md']);
  expect(content).toContain(files['plain.txt']);
  expect(content).toContain('```json\n{"ships": 31}\n```');
});

it('says what to do where local files are not switched on, by a click and among all tabs', async () => {
  const { extension } = reading.world;
  const list = await extension.newTab('chrome://extensions');
  await extension.untilReloaded(() =>
    list.evaluate(async (extensionId) => {
      // Without it the list switches an unpacked extension off when it is loaded again.
      await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, fileAccess: false });
    }, extension.id),
  );
  await list.close();
  reading.panel = await extension.openPanel(tabs[0]!);
  const [clicked] = await waitForAllRead(reading.panel);
  expect(clicked).toMatchObject({
    state: 'failed',
    detail: expect.stringMatching(/local file.*switch on “Allow access to file URLs”/),
  });
  await newChat(reading.panel);
  await clickAddMenu(reading.panel, 'add-all-tabs');
  const chips = await waitForAllRead(reading.panel, tabs.length);
  expect(
    chips.filter(({ detail }) => /Allow access to file URLs/.test(detail)).length,
  ).toBeGreaterThanOrEqual(tabs.length);
  expect(chips.find(({ title }) => title === 'The lighthouse keeper')).toMatchObject({ state: 'ready' });
});

itMetNoError(reading);

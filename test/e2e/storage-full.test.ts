import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDatabase } from '../helpers/check-database.ts';
import {
  answerText,
  composerText,
  connectEndpoint,
  press,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import { buildWithLimit, LimitedRoom, removeBuild } from '../helpers/limited-room.ts';
import { readDatabase } from '../helpers/read-database.ts';
import { until } from '../helpers/until.ts';
import { newChat, shortArticle, startWorld, tale, type World } from '../helpers/world.ts';

const quotaBytes = 6_000_000;
const dir = buildWithLimit();
let world: World;
let room: LimitedRoom;
let panel: Page;
let page: Page;

beforeAll(async () => {
  world = await startWorld({ dir, isConnected: false, grantHosts: ['http://*/*', 'https://*/*'] });
  room = await LimitedRoom.limit(world.extension, quotaBytes);
  await connectEndpoint(world.extension, { baseUrl: world.server.baseUrl, apiKey: '', model: 'test-model' });
  ({ panel, page } = await world.read(world.pages.add('/keeper', shortArticle)));
  await waitForSource(panel);
});
afterAll(async () => {
  await world.close();
  removeBuild(dir);
});

const told = (id: string) => panel.waitForSelector(`[data-testid="${id}"]`);
const waitForNotice = (words: string) =>
  panel.waitForFunction(
    (said) =>
      [...document.querySelectorAll('[data-testid="notice"]')].some(({ textContent }) =>
        textContent?.includes(said),
      ),
    {},
    words,
  );
const closeNotice = async () => {
  await press(panel, 'close-write-failure');
  await panel.waitForFunction(() => !document.querySelector('[data-testid="write-failure"]'));
};
const question = 'What did the keeper write down?';
const followUp = 'And the fog?';

it('leaves a question with its sources in the field, sends nothing, and says why', async () => {
  await room.fill();
  await panel.type('[data-testid="composer"]', question);
  // The draft already finds no room.
  await told('write-failure');
  await panel.keyboard.press('Enter');
  await waitForNotice('no room left for this');
  expect(await composerText(panel)).toBe(question);
  expect(await panel.$$('[data-testid="source-chip"]')).toHaveLength(1);
  expect(world.server.chats).toHaveLength(0);
  expect((await readDatabase(panel)).messages).toEqual([]);
});

it('shows an answer that finds no room in the middle, and keeps it as soon as there is some', async () => {
  await room.free();
  await closeNotice();
  const words = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
  const goOn = world.server.replyInTwo({ text: words, rate: 120, deltaSize: 8 }, 100);
  await panel.focus('[data-testid="composer"]');
  await panel.keyboard.press('Enter');
  await waitForText(panel, 'word30 ');
  await room.fill();
  goOn();
  await told('unsaved-answer');
  await panel.waitForSelector('[data-testid="answer"][data-status="done"]');
  expect(await answerText(panel)).toBe(words);
  await told('copy');
  // It has ended: there is nothing to stop, and nothing can be asked below it yet.
  await told('send');
  await panel.type('[data-testid="composer"]', followUp);
  await panel.keyboard.press('Enter');
  await waitForNotice('is not kept yet');
  expect(await composerText(panel)).toBe(followUp);
  expect(await panel.$('[data-testid="stop"]')).toBeNull();
  // It is the engine that has it: another panel shows it as well.
  await panel.close();
  panel = await world.extension.openPanel(page);
  await told('unsaved-answer');
  expect(await answerText(panel)).toBe(words);
  await told('send');

  await room.free();
  await panel.waitForFunction(() => !document.querySelector('[data-testid="unsaved-answer"]'));
  const stores = await readDatabase(panel);
  expect(stores.messages.find(({ role }) => role === 'assistant')).toMatchObject({
    text: words,
    status: 'done',
  });
  expect(await checkDatabase(stores, true)).toEqual([]);
});

it('says of a page that there is no room for it, and reads it once there is', async () => {
  await newChat(panel);
  const other = await world.extension.newTab(world.pages.add('/mill', tale('mill').repeat(20)));
  await room.fill();
  await world.extension.clickIcon(other);
  await told('write-failure');
  await room.free();
  await until('it is read after all, or at another click', async () => {
    const states = await panel.$$eval('[data-testid="source-chip"]', (chips) =>
      chips.map((chip) => (chip as HTMLElement).dataset.state),
    );
    // A click has it read anew: not while it is being read.
    if (!states.includes('ready') && !states.includes('reading')) await world.extension.clickIcon(other);
    return states.includes('ready');
  });
  await closeNotice();
});

it('says of a file that it is too large for the room that is left', async () => {
  await newChat(panel);
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-large-'));
  const path = join(folder, 'large.txt');
  // More than all that there may ever be.
  writeFileSync(path, randomBytes(quotaBytes).toString('hex'));
  const input = await panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  const chip = await panel.waitForSelector('[data-testid="source-chip"][data-state="failed"]');
  expect(await chip!.evaluate((row) => row.textContent)).toMatch(/no room left for this/);
  rmSync(folder, { recursive: true });
});

it('keeps a character in its editor until there is room for it', async () => {
  await press(panel, 'characters');
  await press(panel, 'new-character');
  await panel.click('[data-testid="card-name"]', { count: 3 });
  await panel.type('[data-testid="card-name"]', 'Orlo');
  await room.fill();
  await press(panel, 'save-character');
  await told('write-failure');
  expect(await panel.$eval('[data-testid="card-name"]', (name) => (name as HTMLInputElement).value)).toBe(
    'Orlo',
  );
  await room.free();
  await closeNotice();
  await press(panel, 'save-character');
  await until('it is kept', async () => (await readDatabase(panel)).characters.length === 1);
});

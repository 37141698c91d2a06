import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  answerText,
  ask,
  composerText,
  markEarlier,
  press,
  waitForAnswer,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import { readDatabase } from '../helpers/read-database.ts';
import { until } from '../helpers/until.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
/** The side panel, and a tab that shows the same chat. */
let panel: Page;
let tab: Page;
/** What the panel was opened on. */
let keeper: Page;
beforeAll(async () => {
  world = await startWorld();
  ({ panel, page: keeper } = await world.read(world.pages.add('/keeper', shortArticle)));
  await waitForSource(panel);
  const chatId = await panel.$eval(
    '[data-testid="chat"]',
    (chat) => (chat as HTMLElement).dataset.chatId ?? '',
  );
  tab = await world.extension.openPage(`sidepanel.html?chat=${chatId}`);
  await waitForSource(tab);
});
afterAll(() => world.close());

const both = <T>(act: (page: Page) => Promise<T>): Promise<T[]> => Promise.all([panel, tab].map(act));
/** Has both windows do the same before either learns of what the other does: no write comes through until both have done it. */
async function atOnce(act: (page: Page) => Promise<unknown>): Promise<void> {
  await tab.evaluate(async () => {
    const open = indexedDB.open('unabridged');
    await new Promise((resolve) => open.addEventListener('success', resolve));
    const chats = open.result.transaction(['chats', 'messages'], 'readwrite').objectStore('chats');
    // A transaction lasts as long as it is asked for something.
    const hold = (onHeld?: () => void) => {
      chats.get('').onsuccess = () => {
        onHeld?.();
        if (document.body.dataset.isHeld) hold();
        else open.result.close();
      };
    };
    document.body.dataset.isHeld = 'true';
    await new Promise<void>((resolve) => hold(resolve));
  });
  await both(act);
  await tab.evaluate(() => delete document.body.dataset.isHeld);
}
const questions = (page: Page) =>
  page.$$eval('[data-testid="question"] p', (all) => all.map((one) => one.textContent));
const setDraft = async (page: Page, text: string) => {
  await page.focus('[data-testid="composer"]');
  await page.keyboard.type(text);
};

it('streams in one window what is asked in the other, and stops there', async () => {
  const words = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
  world.server.reply({ text: words, rate: 40, deltaSize: 8 });
  await ask(panel, 'Tell me all');
  await waitForText(tab, 'word5 ');
  expect(await questions(tab)).toEqual(['Tell me all']);
  await press(tab, 'stop');
  expect(await both(waitForAnswer)).toEqual(['stopped', 'stopped']);
  const [one, other] = await both(answerText);
  expect(one).toBe(other);
});

it('asks once where Enter is pressed in both windows, and both show it', async () => {
  await both(markEarlier);
  await setDraft(panel, 'How many books?');
  await until('the draft is in both', async () => (await composerText(tab)) === 'How many books?');
  const before = world.server.chats.length;
  world.server.reply({ text: 'Eleven.' });
  await tab.focus('[data-testid="composer"]');
  await atOnce((page) => page.keyboard.press('Enter'));
  expect(await both(waitForAnswer)).toEqual(['done', 'done']);
  await expect.poll(() => both(composerText)).toEqual(['', '']);
  expect(await both(questions)).toEqual([
    ['Tell me all', 'How many books?'],
    ['Tell me all', 'How many books?'],
  ]);
  expect(world.server.chats.length).toBe(before + 1);
});

it('regenerates once where both ask for it at once', async () => {
  await both(markEarlier);
  const before = world.server.chats.length;
  world.server.reply({ text: 'Still eleven.' });
  await atOnce((page) => press(page, 'retry'));
  expect(await both(waitForAnswer)).toEqual(['done', 'done']);
  await both((page) => waitForText(page, 'Still eleven.'));
  expect(world.server.chats.length).toBe(before + 1);
  expect(
    await tab.$$eval('[data-testid="alternatives"]', (all) => all.map((one) => one.textContent)),
  ).toEqual(['2 of 2']);
});

it('keeps what is typed in one window when another question is asked in the other', async () => {
  await both(markEarlier);
  await setDraft(tab, 'Of which colour?');
  await until('the draft is in both', async () => (await composerText(panel)) === 'Of which colour?');
  // Typed over: it is this window's own from here on.
  await panel.$eval('[data-testid="composer"]', (field) => (field as HTMLTextAreaElement).select());
  await setDraft(panel, 'Why green?');
  world.server.reply({ text: 'So it was.' });
  await panel.keyboard.press('Enter');
  await both((page) => waitForText(page, 'So it was.'));
  expect(await composerText(tab)).toBe('Of which colour?');
  expect(world.extension.panelErrors).toEqual([]);
});

it('makes two branches where both windows edit one question', async () => {
  await both(markEarlier);
  for (const page of [panel, tab]) {
    await page.$eval('[data-testid="edit-question"]', (button) => (button as HTMLElement).click());
    await page.waitForSelector('[data-testid="edit-field"]');
    await page.type('[data-testid="edit-field"]', page === tab ? ' in verse' : ' in prose');
  }
  await atOnce((page) => press(page, 'edit-send'));
  await both((page) =>
    page.waitForFunction(
      () => document.querySelector('[data-testid="question-alternatives"]')?.textContent === '3 of 3',
    ),
  );
  const [last] = await questions(panel);
  await press(panel, 'previous-question');
  await until('the other version is shown', async () => (await questions(panel))[0] !== last);
  expect([last, (await questions(panel))[0]].sort()).toEqual([
    'Tell me all in prose',
    'Tell me all in verse',
  ]);
  await both((page) =>
    page.waitForFunction(
      () => document.querySelector('[data-testid="question-alternatives"]')?.textContent === '2 of 3',
    ),
  );
});

/** What stands in the question field, and in the editor of the first question. */
const typedIn = async (page: Page) => {
  await page.waitForSelector('[data-testid="edit-field"]');
  return {
    next: await composerText(page),
    edited: await page.$eval('[data-testid="edit-field"]', (field) => (field as HTMLTextAreaElement).value),
  };
};
const openTab = async () => {
  const id = await panel.$eval('[data-testid="chat"]', (chat) => (chat as HTMLElement).dataset.chatId);
  return world.extension.openPage(`sidepanel.html?chat=${id}`);
};

it('keeps what each window has typed, where one is closed or both', async () => {
  for (const page of [panel, tab]) {
    const name = page === tab ? 'tab' : 'panel';
    await page.$eval('[data-testid="composer"]', (field) => (field as HTMLTextAreaElement).select());
    await setDraft(page, `Next in the ${name}`);
    await press(page, 'edit-question');
    await page.waitForSelector('[data-testid="edit-field"]');
    await page.type('[data-testid="edit-field"]', ` of the ${name}`);
  }
  const typed = await both(typedIn);
  const texts = typed.flatMap(({ next, edited }) => [next, edited]).sort();
  await until('all of it is kept', async () => {
    const { chats } = await readDatabase(tab);
    const kept = chats.flatMap(({ drafts = [] }) => drafts.map(({ text }) => text));
    return kept.sort().join() === texts.join();
  });
  await panel.reload();
  expect(await both(typedIn)).toEqual(typed);
  await both((page) => page.close());
  panel = await world.extension.openPanel(keeper);
  // What was typed last is taken over first.
  expect(await typedIn(panel)).toEqual(typed[1]);
  tab = await openTab();
  expect(await typedIn(tab)).toEqual(typed[0]);
});

it('leaves the editor of one window alone where the other asks that question in other words', async () => {
  const [, before] = await both(typedIn);
  await both(markEarlier);
  world.server.reply({ text: 'In the panel, then.' });
  await press(panel, 'edit-send');
  await both((page) => waitForText(page, 'In the panel, then.'));
  expect(await typedIn(tab)).toEqual(before);
  await tab.type('[data-testid="edit-field"]', ', and on');
  world.server.reply({ text: 'In the tab, then.' });
  await press(tab, 'edit-send');
  await both((page) => waitForText(page, 'In the tab, then.'));
  expect(await questions(tab)).toEqual([`${before!.edited}, and on`]);
  expect(await both((page) => page.$('[data-testid="edit-field"]'))).toEqual([null, null]);
  expect((await readDatabase(tab)).chats[0]!.drafts!.map(({ text }) => text).sort()).toEqual([
    'Next in the panel',
    'Next in the tab',
  ]);
  expect(world.extension.panelErrors).toEqual([]);
});

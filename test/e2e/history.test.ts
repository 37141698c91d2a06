import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, press, waitForAnswer } from '../helpers/drive-panel.ts';
import { makeAnswer } from '../helpers/make-chat.ts';
import { sampleChats } from '../helpers/sample-chats.ts';
import { seedRecords } from '../helpers/seed-chats.ts';
import { until } from '../helpers/until.ts';
import { newChat, shortArticle, startWorld, type World } from '../helpers/world.ts';

const byId = (id: string) => `[data-testid="${id}"]`;
const row = (id: string) => `${byId('chat-row')}[data-chat-id="${id}"]`;

let world: World;
let panel: Page;
/** When the chats were written down: midnight may come in the middle of this. */
let day: string;

const shownChat = (page = panel) => page.$eval(byId('chat'), (chat) => (chat as HTMLElement).dataset.chatId);
const listed = () =>
  panel.$$eval(byId('chat-row'), (rows) => rows.map((one) => (one as HTMLElement).dataset.chatId));
const focused = () => panel.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.testid);
const rowInFocus = () =>
  panel.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-chat-id]')?.dataset.chatId);
const untilInFocus = (id: string | undefined, look: () => Promise<string | undefined>) =>
  until(`${id} is in focus`, async () => (await look()) === id);
const untilGone = (selector: string, page = panel) =>
  page.waitForFunction((wanted) => !document.querySelector(wanted), {}, selector);

async function openHistory(): Promise<void> {
  if (await panel.$(byId('history-sheet'))) return;
  await press(panel, 'history');
  await panel.waitForSelector(byId('chat-row'));
}
async function closeHistory(): Promise<void> {
  await panel.keyboard.press('Escape');
  await untilGone(byId('history-sheet'));
}
/** Types into the search, in the place of what is there, and gives the chats that are found. */
async function search(query: string): Promise<(string | undefined)[]> {
  await panel.click(byId('history-search'), { count: 3 });
  await panel.keyboard.press('Backspace');
  await panel.keyboard.sendCharacter(query);
  await panel.waitForFunction(
    (list, wanted) => {
      const { query: shown, state } = document.querySelector<HTMLElement>(list)!.dataset;
      return shown === wanted && state === 'done';
    },
    {},
    byId('history-list'),
    query,
  );
  return listed();
}
/** Clicks an item of a row's menu, as with the mouse. */
async function choose(id: string, item: string): Promise<void> {
  await panel.hover(row(id));
  // The button gets its menu when the mouse comes near.
  await panel.locator(`${row(id)} ${byId('row-menu')}[aria-haspopup="menu"]`).click();
  await panel.locator(byId(item)).click();
}

/** Takes a deletion back: that of one chat, others may be there. */
async function undo(id: string): Promise<void> {
  const button = `${byId('deleted-chat')}[data-chat-id="${id}"] ${byId('undo-delete-chat')}`;
  await panel.waitForSelector(button);
  await panel.$eval(button, (control) => (control as HTMLElement).click());
}

beforeAll(async () => {
  world = await startWorld();
  ({ panel } = await world.read(world.pages.add('/keeper', shortArticle)));
  day = new Date().toDateString();
  const { chats, messages, sources } = sampleChats('en', Date.now());
  const chinese = sampleChats('zh', Date.now() - 500 * 24 * 60 * 60_000, 'zh');
  // An answer that another one has taken the place of.
  const older = makeAnswer('older-answer', 'chat-0', {
    parentId: 'chat-0-question',
    text: 'An older answer, about a **walrus** on the rocks.',
    createdAt: 5,
  });
  await seedRecords(panel, {
    chats: [...chats, ...chinese.chats],
    messages: [...messages, older, ...chinese.messages],
    sources: [...sources, ...chinese.sources],
  });
  await panel.reload();
  await panel.waitForSelector(byId('composer'));
});
afterAll(() => world.close());

it('lists every chat under its day, and gives the keyboard back', async () => {
  await panel.focus(byId('history'));
  await panel.keyboard.press('Enter');
  await until('all chats are listed', async () => (await listed()).length === 22);
  await untilInFocus('history-search', focused);
  const heads = await panel.$$eval(`${byId('history-list')} h2`, (all) =>
    all.map((head) => (head as HTMLElement).innerText),
  );
  expect(heads.slice(0, 2)).toEqual(['Pinned', day === new Date().toDateString() ? 'Today' : 'Yesterday']);
  expect(heads.slice(-1)[0]).toMatch(/20\d\d$/);
  expect(await panel.$(`${row('chat-1')} ${byId('at-work')}`)).not.toBeNull();
  await closeHistory();
  await untilInFocus('history', focused);
});

describe('search', () => {
  it.each([
    ['a word of an answer', 'eleven green', ['chat-0']],
    ['a word of another branch', 'WALRUS', ['chat-0']],
    ['a title of a source', 'lease of the pier', ['chat-2']],
    ['Chinese, in an answer', '提前三个月', ['zh-2']],
    ['Chinese, in two places', '灯塔 1934', ['zh-9']],
    ['what nobody has said', 'zebra', []],
  ])('finds %s', async (_, query, expected) => {
    await openHistory();
    expect(await search(query)).toEqual(expected);
  });
  it('leads to the message, in the branch that holds it, with the word marked', async () => {
    await openHistory();
    await search('walrus');
    await panel.keyboard.press('Enter');
    await panel.waitForSelector(`${byId('chat')}[data-chat-id="chat-0"]`);
    await panel.waitForSelector('[data-message-id="older-answer"]');
    const marked = () =>
      panel.evaluate(() => [...(CSS.highlights.get('found-words') ?? [])].map((range) => String(range)));
    await until('the word is marked', async () => (await marked()).includes('walrus'));
    expect(await panel.$('[data-message-id="chat-0-answer"]')).toBeNull();
  });
  it('finds what was said a moment ago', async () => {
    await newChat(panel);
    world.server.reply({ text: 'The **puffin** nests in burrows.' });
    await ask(panel, 'Which bird nests there?');
    expect(await waitForAnswer(panel)).toBe('done');
    await openHistory();
    expect(await search('puffin')).toEqual([await shownChat()]);
    await closeHistory();
  });
});

describe('by the keyboard', () => {
  it('goes through the rows, renames one, and deletes one', async () => {
    await openHistory();
    const [first, second] = await listed();
    await untilInFocus('history-search', focused);
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('ArrowDown');
    await untilInFocus(second, rowInFocus);
    await panel.keyboard.press('F2');
    await untilInFocus('rename-chat', focused);
    await panel.keyboard.type('Birds of the coast');
    await panel.keyboard.press('Enter');
    await panel.waitForSelector(`${row(second!)} [title="Birds of the coast"]`);
    await untilInFocus(second, rowInFocus);
    await panel.keyboard.press('F2');
    await untilInFocus('rename-chat', focused);
    await panel.keyboard.type('Never');
    await panel.keyboard.press('Escape');
    await untilGone(byId('rename-chat'));
    expect(await panel.$(`${row(second!)} [title="Birds of the coast"]`)).not.toBeNull();

    await untilInFocus(second, rowInFocus);
    await panel.keyboard.press('ArrowUp');
    await untilInFocus(first, rowInFocus);
    await panel.keyboard.press('ArrowUp');
    await untilInFocus('history-search', focused);
    await panel.keyboard.press('ArrowDown');
    await untilInFocus(first, rowInFocus);
    await panel.keyboard.press('Delete');
    await untilGone(row(first!));
    await untilInFocus(second, rowInFocus);
    await undo(first!);
    await panel.waitForSelector(row(first!));
  });
});

describe('by the menu', () => {
  it('pins, and takes back several deletions one by one', async () => {
    await openHistory();
    await choose('chat-9', 'chat-pin');
    await until('it stands above', async () => (await listed()).indexOf('chat-9') < 2);
    await choose('chat-3', 'chat-delete');
    await untilGone(row('chat-3'));
    await choose('chat-4', 'chat-delete');
    await untilGone(row('chat-4'));
    await undo('chat-3');
    await panel.waitForSelector(row('chat-3'));
    expect(await panel.$(row('chat-4'))).toBeNull();
    await undo('chat-4');
    await panel.waitForSelector(row('chat-4'));
    await closeHistory();
  });
  it('opens a chat in a tab, which says so when it is deleted elsewhere, and brings it back', async () => {
    await openHistory();
    const tab = await world.extension.tabOpenedBy(
      () => choose('chat-5', 'open-in-tab'),
      (url) => url.includes('chat=chat-5'),
    );
    await tab.waitForSelector(`${byId('chat')}[data-chat-id="chat-5"]`);
    await panel.bringToFront();
    await choose('chat-5', 'chat-delete');
    await tab.waitForSelector(byId('gone-chat'));
    await press(tab, 'restore-chat');
    await tab.waitForSelector(`${byId('chat')}[data-chat-id="chat-5"]`);
    await panel.waitForSelector(row('chat-5'));
    await tab.close();
    await closeHistory();
  });
});

describe('the chat that is shown', () => {
  it('is named in its own menu', async () => {
    await newChat(panel);
    await panel.locator(byId('chat-menu')).click();
    await panel.locator(byId('chat-rename')).click();
    await untilInFocus('rename-chat', focused);
    await panel.keyboard.type('My own name');
    await panel.keyboard.press('Enter');
    await untilGone(byId('rename-chat'));
    world.server.reply({ text: 'Yes.' });
    await ask(panel, 'Does this change the name?');
    expect(await waitForAnswer(panel)).toBe('done');
    await openHistory();
    await panel.waitForSelector(`${row((await shownChat())!)} [title="My own name"]`);
    await closeHistory();
  });
  it('gives way to a new one when it is deleted in mid-answer, which is stopped, and comes back', async () => {
    const shown = (await shownChat())!;
    world.server.replyInTwo({ text: 'one two three four five six seven eight', deltaSize: 1 }, 5);
    await ask(panel, 'Count slowly.');
    await panel.waitForSelector(`${byId('answer')}[data-status="streaming"]`);
    await panel.locator(byId('chat-menu')).click();
    await panel.locator(byId('chat-delete')).click();
    await panel.waitForFunction(
      (id) => document.querySelector<HTMLElement>('[data-testid="chat"]')?.dataset.chatId !== id,
      {},
      shown,
    );
    await undo(shown);
    await panel.waitForSelector(`${byId('chat')}[data-chat-id="${shown}"]`);
    expect(await waitForAnswer(panel)).toBe('stopped');
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

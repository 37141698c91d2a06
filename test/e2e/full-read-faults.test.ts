import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  ask,
  chooseModel,
  connectEndpoint,
  noticeText,
  press,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { readParts } from '../helpers/read-parts.ts';
import { newChat, startWorld, type World } from '../helpers/world.ts';

let world: World;
let page: Page;
let panel: Page;
const long = makeNeedlePage(110_000, 'en');
const refused = (message: string) => ({
  status: 400,
  body: JSON.stringify({ error: { message, type: 'invalid_request_error' } }),
});

beforeAll(async () => {
  world = await startWorld({ isConnected: false });
  // Each test has a model of its own: what one has taught of its window is nothing to the next.
  world.server.models = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    id: `model-${name}`,
    context_length: 8192,
  }));
  await connectEndpoint(world.extension, { baseUrl: world.server.baseUrl, apiKey: '', model: 'model-a' });
  ({ page, panel } = await world.read(world.pages.add('/long', long.html)));
  await waitForSource(panel);
});
afterAll(() => world.close());
beforeEach(async () => {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  await waitForWindow(panel, '8.2k');
  world.server.clear();
  world.server.defaultReply = { text: 'A note of this part.' };
});

async function readInFull(): Promise<void> {
  await ask(panel, 'Which needles?');
  await press(panel, 'full-read');
}
/** Every character in the parts of all requests but the failed ones (by their number), once and in order. */
function expectAllRead(failed: readonly number[]): void {
  const parts = world.server.chats.flatMap((chat, index) => (failed.includes(index) ? [] : readParts(chat)));
  let read = '';
  for (const { start, text } of parts) {
    expect(start).toBe(read.length);
    read += text;
  }
  expect(read).toHaveLength(parts[0]!.of);
  for (const needle of long.needles) expect(read).toContain(needle);
}
const lastRequest = () => JSON.stringify(world.server.lastMessages);

it('reads a part that is refused as too long as smaller ones, and learns the window', async () => {
  world.server.reply(
    { text: 'The first note.' },
    refused(
      "This model's maximum context length is 6000 tokens. However, your messages resulted in 7001 tokens.",
    ),
  );
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('done');
  expectAllRead([1]);
  expect(readParts(world.server.chats[2]!)[0]!.text.length).toBeLessThan(
    readParts(world.server.chats[1]!)[0]!.text.length,
  );
  expect(lastRequest()).toContain('The first note.');
  await waitForWindow(panel, '6k');
  await chooseModel(panel, 'model-b');
});

it('does not ask for the same again where the window that the server tells of is the one we knew', async () => {
  world.server.reply(refused('Your request exceeded model token limit: 8192'));
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('done');
  expectAllRead([0]);
  await chooseModel(panel, 'model-c');
});

it('takes no notes of a part that the server has cut, says so, and reads that part again', async () => {
  world.server.reply(
    { text: 'The first note.' },
    { text: 'Notes of half a part.', usage: { prompt_tokens: 1500, completion_tokens: 5 } },
  );
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('failed');
  expect(await noticeText(panel)).toMatch(/read less of the text than was sent/);
  await press(panel, 'action-retry');
  await panel.waitForSelector('[data-testid="full-read-made"]');
  expect(await waitForAnswer(panel)).toBe('done');
  expectAllRead([1]);
  expect(lastRequest()).toContain('The first note.');
  expect(lastRequest()).not.toContain('Notes of half a part.');
});

it('lets the model end notes that its length limit had cut, and adds up what all requests took', async () => {
  const usage = { prompt_tokens: 7000, completion_tokens: 10 };
  world.server.defaultReply = { text: 'A note of this part.', usage };
  world.server.reply(
    { text: 'The first note beg', finishReason: 'length', usage },
    { text: 'ins and ends.', usage },
  );
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('done');
  const [first, second] = world.server.chats;
  expect(second!.body.toString('utf8')).toContain('The first note beg');
  expect(second!.body.toString('utf8')).toContain(JSON.stringify(readParts(first!)[0]!.text).slice(1, -1));
  expect(lastRequest()).toContain('The first note begins and ends.');
  const count = world.server.chats.length;
  const facts = await panel.$$eval('[data-testid="answer-facts"]', (all) => all.at(-1)!.textContent);
  expect(facts).toContain(`${(count * 7000).toLocaleString('en')} tokens read`);
});

it('says where a filter has ended the notes on a part', async () => {
  world.server.reply({ text: 'The beginning of a note', finishReason: 'content_filter' });
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('done');
  expect(lastRequest()).toContain('these notes are not complete');
  await panel.waitForSelector('[data-testid="cut-notes"]');
});

it('keeps what was read where the model writes nothing on a part', async () => {
  world.server.reply({ text: 'The first note.' }, { text: '' });
  await readInFull();
  expect(await waitForAnswer(panel)).toBe('failed');
  expect(await noticeText(panel)).toMatch(/before its notes on a part were complete/);
  await press(panel, 'action-continue');
  await waitForText(panel, 'A note of this part.');
  expect(await waitForAnswer(panel)).toBe('done');
  expectAllRead([1]);
});

it('warns where the server has cut the notes that the answer comes from', async () => {
  const isLast = (body: string) => body.includes('You have read all of');
  for (let request = 0; request < 30; request++)
    world.server.replyWith((body) =>
      isLast(body)
        ? { text: 'An answer.', usage: { prompt_tokens: 300, completion_tokens: 3 } }
        : { text: 'A long note. '.repeat(120) },
    );
  await readInFull();
  await waitForText(panel, 'An answer.');
  expect(await waitForAnswer(panel)).toBe('failed');
  expect(await noticeText(panel)).toMatch(/read less of the text than was sent/);
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  chooseModel,
  composerText,
  noticeText,
  press,
  pressEscape,
  waitForAllRead,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { readParts } from '../helpers/read-parts.ts';
import { newChat, startWorld, tale, type World } from '../helpers/world.ts';

let world: World;
let page: Page;
let panel: Page;
const long = makeNeedlePage(130_000, 'en');

beforeAll(async () => {
  const models = [
    { id: 'test-model', context_length: 8192 },
    {
      id: 'large-model',
      context_length: 1_000_000,
      pricing: { prompt: '0.000002', completion: '0.00001', input_cache_read: '0.0000002' },
    },
  ];
  world = await startWorld({ models });
  ({ page, panel } = await world.read(world.pages.add('/long', long.html)));
  await waitForSource(panel);
  await waitForWindow(panel, '8.2k');
});
afterAll(() => world.close());

async function beginChat(): Promise<void> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  world.server.clear();
}
const textOf = (id: string) =>
  panel.$eval(`[data-testid="${id}"]`, (element) => (element as HTMLElement).innerText);

describe('the meter', () => {
  it('shows sources, the answer’s room and the window, and that it is too much', async () => {
    await press(panel, 'meter');
    await panel.waitForSelector('[data-testid="meter-details"]');
    expect(await textOf('meter-details')).toMatch(
      /Kept for the answer.*1,024.*Too much.*8,192 tokens · told by the endpoint/s,
    );
    await pressEscape(panel);
  });
});

describe('a question that does not fit', () => {
  beforeEach(beginChat);

  it('is not sent, and a larger model of the endpoint takes it whole', async () => {
    await ask(panel, 'Which needles?');
    await panel.waitForSelector('[data-testid="too-long"]');
    expect(await noticeText(panel)).toMatch(/Too long for test-model.*Nothing was sent/s);
    expect(world.server.chats).toHaveLength(0);
    expect(await composerText(panel)).toBe('Which needles?');
    await press(panel, 'larger-model');
    await press(panel, 'send-now');
    expect(await waitForAnswer(panel)).toBe('done');
    const sent = world.server.lastMessages[1]!.content;
    for (const needle of long.needles) expect(sent).toContain(needle);
    await chooseModel(panel, 'test-model');
  });

  it('is read in full: every character in one pass, and the answer says so', async () => {
    await ask(panel, 'Which needles?');
    world.server.defaultReply = { text: 'A note of this part.' };
    await press(panel, 'full-read');
    expect(await waitForAnswer(panel)).toBe('done');
    const passes = world.server.chats.slice(0, -1).map(readParts);
    expect(passes.length).toBeGreaterThan(1);
    expect(passes.every((parts) => parts.length > 0)).toBe(true);
    let read = '';
    for (const { start, end, text } of passes.flat()) {
      expect(start).toBe(read.length);
      expect(text).toHaveLength(end - start);
      read += text;
    }
    expect(read).toHaveLength(passes[0]![0]!.of);
    for (const needle of long.needles) expect(read).toContain(needle);
    // Later passes see the question and the notes so far; the last request has notes only.
    const contents = world.server.chats.map(
      (chat) => JSON.parse(chat.body.toString('utf8')).messages.at(-1).content as string,
    );
    for (const [index, content] of contents.entries()) {
      expect(content).toContain('Which needles?');
      expect(content.split('A note of this part.')).toHaveLength(index + 1);
    }
    expect(readParts(world.server.chats.at(-1)!)).toEqual([]);
    expect(await textOf('full-read-made')).toMatch(/Made by full read: all [\d,]+ characters in \d+ parts/);
  });

  it('is paused in the middle of a part and goes on with that part; a part that fails is read again alone', async () => {
    world.server.defaultReply = { text: 'A note of this part.' };
    world.server.reply(
      { text: 'The first part’s note.' },
      { text: 'slow '.repeat(400), rate: 20 },
      { text: 'The second part’s note.' },
      { status: 400, body: '{"error":{"message":"temperature is odd"}}' },
    );
    await ask(panel, 'Who?');
    await press(panel, 'full-read');
    await panel.waitForSelector('[data-testid="reading"][data-passes="1"]');
    await expect.poll(() => world.server.chats.length).toBe(2);
    await press(panel, 'pause-reading');
    expect(await waitForAnswer(panel)).toBe('stopped');
    expect(await noticeText(panel)).toMatch(/Paused at \d+ %/);
    await expect.poll(() => world.server.chats[1]!.wasAborted).toBe(true);

    await press(panel, 'action-continue');
    await panel.waitForFunction(
      () => document.querySelector('[data-testid="answer"]')?.getAttribute('data-status') === 'failed',
    );
    expect(await noticeText(panel)).toContain('temperature is odd');

    await press(panel, 'action-retry');
    await panel.waitForSelector('[data-testid="full-read-made"]');
    expect(await waitForAnswer(panel)).toBe('done');
    const parts = world.server.chats.map((chat) => readParts(chat)[0]?.start);
    // The paused part and the failed one were asked for twice, all others once.
    expect(parts[1]).toBe(parts[2]);
    expect(parts[3]).toBe(parts[4]);
    const asked = parts.filter((start) => start !== undefined);
    expect(asked).toHaveLength(new Set(asked).size + 2);
  });
});

describe('a full read that is stopped', () => {
  it('says how far it has come, sends no more, and can be taken up again', async () => {
    await beginChat();
    world.server.defaultReply = { text: 'A note of this part.' };
    world.server.reply({ text: 'The first part’s note.' }, { text: 'slow '.repeat(400), rate: 20 });
    await ask(panel, 'Who?');
    await press(panel, 'full-read');
    await panel.waitForSelector('[data-testid="reading"][data-passes="1"]');
    await expect.poll(() => world.server.chats.length).toBe(2);
    await press(panel, 'stop');
    expect(await waitForAnswer(panel)).toBe('stopped');
    expect(await noticeText(panel)).toMatch(/Stopped at \d+ %/);
    await expect.poll(() => world.server.chats[1]!.wasAborted).toBe(true);
    expect(world.server.chats).toHaveLength(2);
    await press(panel, 'action-continue');
    await panel.waitForSelector('[data-testid="full-read-made"]');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(readParts(world.server.chats[2]!)[0]!.start).toBe(readParts(world.server.chats[1]!)[0]!.start);
  });
});

describe('while a model reads', () => {
  it('shows how much was sent and for how long, and afterwards what the cache has saved', async () => {
    await beginChat();
    await chooseModel(panel, 'large-model');
    const usage = {
      prompt_tokens: 30_000,
      completion_tokens: 100,
      prompt_tokens_details: { cached_tokens: 20_000 },
    };
    const first = world.server.replyInTwo({ text: 'First.', usage, delayMs: 1500 }, 0);
    const second = world.server.replyInTwo({ text: 'Second.', usage, delayMs: 1500 }, 0);
    await ask(panel, 'Who?');
    await panel.waitForSelector('[data-testid="prefill"]');
    expect(await textOf('prefill')).toMatch(/≈ [\d.]+k tokens sent · \d+ s/);
    first();
    await waitForText(panel, 'First.');
    expect(await waitForAnswer(panel)).toBe('done');
    // 10,000 at 2, 20,000 at 0.2 and 100 at 10 dollars a million.
    expect(await textOf('answer-facts')).toBe(
      '30,000 tokens read (20,000 from cache) · 100 written · $0.025 · saved $0.036',
    );
    // The second request knows from the first how long it will take.
    await ask(panel, 'And then?');
    await panel.waitForFunction(() =>
      [...document.querySelectorAll('[data-testid="prefill"]')].some((line) =>
        /of about \d+ s/.test(line.textContent ?? ''),
      ),
    );
    second();
    expect(await waitForAnswer(panel)).toBe('done');
    await chooseModel(panel, 'test-model');
  });
});

describe('another model for the same question', () => {
  it('is not sent what it cannot take; the answer that was there stays', async () => {
    await beginChat();
    await chooseModel(panel, 'large-model');
    world.server.reply({ text: 'The old answer.' });
    await ask(panel, 'Who?');
    await waitForText(panel, 'The old answer.');
    expect(await waitForAnswer(panel)).toBe('done');
    await chooseModel(panel, 'test-model');
    world.server.clear();
    await press(panel, 'retry');
    await panel.waitForSelector('[data-testid="action-withdraw"]');
    expect(await noticeText(panel)).toMatch(/too long for test-model, so it was not sent/);
    expect(world.server.chats).toHaveLength(0);
    // The question goes back to its field, and keeps the answer that it had.
    await press(panel, 'action-withdraw');
    await panel.waitForSelector('[data-testid="too-long"]');
    expect(await composerText(panel)).toBe('Who?');
    const kept = await panel.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const open = indexedDB.open('unabridged');
          open.onsuccess = () => {
            const all = open.result.transaction('messages').objectStore('messages').getAll();
            all.onsuccess = () => {
              resolve((all.result as { text: string }[]).map(({ text }) => text));
              open.result.close();
            };
          };
        }),
    );
    expect(kept).toContain('The old answer.');
    expect(kept.filter((text) => text === 'Who?').length).toBeGreaterThan(0);
  });
});

describe('a part of a source that was sent', () => {
  it('goes to a new chat with all other sources and the question', async () => {
    await beginChat();
    const other = await world.extension.newTab(world.pages.add('/other', tale('harbour')));
    await world.extension.clickIcon(other);
    await waitForAllRead(panel, 2);
    await chooseModel(panel, 'large-model');
    await ask(panel, 'Who?');
    expect(await waitForAnswer(panel)).toBe('done');
    await chooseModel(panel, 'test-model');
    await ask(panel, 'And where?');
    await press(panel, 'choose-part');
    await panel.locator('[data-testid="part-picker"] input[type="checkbox"]').click();
    await press(panel, 'use-part');
    await expect.poll(() => panel.$$('[data-testid="question"]')).toHaveLength(0);
    const chips = await waitForAllRead(panel, 2);
    expect(chips.map(({ title }) => title)).toEqual([long.title, 'The harbour keeper']);
    expect(await composerText(panel)).toBe('And where?');
    world.server.clear();
    await press(panel, 'send');
    expect(await waitForAnswer(panel)).toBe('done');
    const { content } = world.server.lastMessages[1]!;
    expect(content).toContain('The harbour keeper');
    expect(content).toContain('And where?');
    // A part: the long text alone would not fit.
    expect(content.length).toBeLessThan(40_000);
    await other.close();
  });
});

describe('a wrong window', () => {
  it('is learned from the refusal, which becomes the choice, with the question kept', async () => {
    await beginChat();
    await chooseModel(panel, 'large-model');
    world.server.reply({
      status: 400,
      body: JSON.stringify({
        error: {
          message:
            "This model's maximum context length is 8192 tokens. However, your messages resulted in 15000 tokens.",
          type: 'invalid_request_error',
        },
      }),
    });
    await ask(panel, 'What is it about?');
    expect(await waitForAnswer(panel)).toBe('failed');
    expect(await noticeText(panel)).toMatch(/too long for large-model/);
    await press(panel, 'action-withdraw');
    await panel.waitForSelector('[data-testid="too-long"]');
    expect(await composerText(panel)).toBe('What is it about?');
    await waitForWindow(panel, '8.2k');
    await waitForSource(panel);
    world.server.clear();
    world.server.defaultReply = { text: 'From all parts.' };
    await press(panel, 'full-read');
    await waitForText(panel, 'From all parts.');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(world.server.chats.length).toBeGreaterThan(2);
    await chooseModel(panel, 'test-model');
  });
});

describe('a server that drops text', () => {
  it('is found out by what it reports', async () => {
    await beginChat();
    await chooseModel(panel, 'test-model');
    const short = makeNeedlePage(12_000, 'en');
    const opened = await world.read(world.pages.add('/short', short.html));
    await newChat(panel);
    await world.extension.clickIcon(opened.page);
    await waitForSource(panel);
    world.server.reply({ text: 'An answer.', usage: { prompt_tokens: 900, completion_tokens: 3 } });
    await ask(panel, 'Who?');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(await textOf('truncated')).toMatch(/read only 900 of ≈ [\d,]+ tokens/);
    await opened.page.close();
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

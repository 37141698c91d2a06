import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ask,
  composerText,
  press,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { newChat, shortArticle, startWorld, type World } from '../helpers/world.ts';

let world: World;
let page: Page;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ models: [{ id: 'test-model', context_length: 4096 }] });
  ({ page, panel } = await world.read(world.pages.add('/keeper', shortArticle)));
  await waitForSource(panel);
  await waitForWindow(panel, '4.1k');
});
afterAll(() => world.close());

/** A chat whose one long answer leaves no room for another question. */
async function fillChat(): Promise<void> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  world.server.clear();
  world.server.reply({ text: `The long story. ${'He wrote another green book. '.repeat(760)}The end.` });
  await ask(panel, 'Tell me everything');
  await waitForText(panel, 'The end.');
  await waitForAnswer(panel);
  world.server.clear();
  await ask(panel, 'And then?');
  await panel.waitForSelector('[data-testid="too-long"]');
  expect(world.server.chats).toHaveLength(0);
  expect(await composerText(panel)).toBe('And then?');
}

describe('a chat that outgrows the window', () => {
  beforeEach(fillChat);

  it('goes on with a summary that the model writes and the user edits; sources stay whole', async () => {
    await press(panel, 'summarise-turns');
    world.server.defaultReply = { text: 'You asked for everything; I told of green books.' };
    await press(panel, 'memory-write');
    await panel.waitForFunction(() =>
      (document.querySelector('[data-testid="memory-text"]') as HTMLTextAreaElement).value.includes('green'),
    );
    await panel.focus('[data-testid="memory-text"]');
    await panel.keyboard.type('EDITED. ');
    await press(panel, 'memory-use');
    world.server.clear();
    world.server.reply({ text: 'Then he retired.' });
    await press(panel, 'send-now');
    await waitForText(panel, 'Then he retired.');
    const contents = world.server.lastMessages.map(({ content }) => content);
    expect(contents[1]).toContain('thirty-one years');
    expect(contents[1]).toContain('EDITED.');
    expect(contents.join('\n')).not.toContain('another green book');
    expect(contents.at(-1)).toBe('And then?');
    // The turns are still there to read, with a mark of what is sent for them.
    await panel.waitForSelector('[data-testid="memory-mark"]');
    expect(await panel.evaluate(() => document.body.innerText)).toContain('The long story.');
  });

  it('sums up later turns, too, from the summary before: nothing of it comes from turns that do not fit', async () => {
    await press(panel, 'summarise-turns');
    world.server.clear();
    world.server.defaultReply = { text: 'The first summary.' };
    await press(panel, 'memory-write');
    await panel.waitForFunction(() =>
      (document.querySelector('[data-testid="memory-text"]') as HTMLTextAreaElement).value.includes(
        'first summary',
      ),
    );
    await press(panel, 'memory-use');
    world.server.reply({ text: `Later. ${'He wrote a red book. '.repeat(560)}The later end.` });
    await press(panel, 'send-now');
    await waitForText(panel, 'The later end.');
    await waitForAnswer(panel);
    await ask(panel, 'And after that?');
    await panel.waitForSelector('[data-testid="too-long"]');
    await press(panel, 'summarise-turns');
    // A summary of other turns must not stand for these.
    const memory = await panel.waitForSelector('[data-testid="memory-text"]');
    expect(await memory!.evaluate((field) => (field as HTMLTextAreaElement).value)).toBe('');
    world.server.clear();
    world.server.defaultReply = { text: 'The second summary.' };
    world.server.reply({ text: 'The second sum', finishReason: 'length' }, { text: 'mary.' });
    await press(panel, 'memory-write');
    await panel.waitForFunction(() =>
      (document.querySelector('[data-testid="memory-text"]') as HTMLTextAreaElement).value.includes(
        'second summary.',
      ),
    );
    const asked = JSON.stringify(JSON.parse(world.server.chats[0]!.body.toString('utf8')).messages);
    expect(asked).toContain('The first summary.');
    expect(asked).toContain('He wrote a red book.');
    expect(asked).not.toContain('another green book');
    await press(panel, 'memory-use');
    world.server.clear();
    world.server.reply({ text: 'Then he slept.' });
    await press(panel, 'send-now');
    await waitForText(panel, 'Then he slept.');
    const sent = JSON.stringify(world.server.lastMessages);
    expect(sent).toContain('The second summary.');
    expect(sent).not.toContain('He wrote a red book.');
  });

  it('or begins anew with the same sources and the question', async () => {
    await press(panel, 'fresh-chat');
    await panel.waitForFunction(() => !document.querySelector('[data-testid="question"]'));
    await waitForSource(panel);
    await expect.poll(() => composerText(panel)).toBe('And then?');
    world.server.clear();
    await panel.focus('[data-testid="composer"]');
    await panel.keyboard.press('Enter');
    expect(await waitForAnswer(panel)).toBe('done');
    expect(world.server.lastMessages).toHaveLength(2);
    expect(world.server.lastMessages[1]!.content).toContain('thirty-one years');
  });
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

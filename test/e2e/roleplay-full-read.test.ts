import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ask,
  press,
  waitForAnswer,
  waitForSource,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { readParts } from '../helpers/read-parts.ts';
import { startWorld, type World } from '../helpers/world.ts';

const canon = makeNeedlePage(60_000, 'en');
const written = {
  kind: 'character',
  name: 'Ilse Varn',
  description: 'Keeper of the northern light, grey-eyed.',
  scenario: 'The lamp room, at dawn.',
  firstMessage: 'Come in, {{user}}.',
};

let world: World;
let panel: Page;
beforeAll(async () => {
  world = await startWorld({ models: [{ id: 'test-model', context_length: 8192 }] });
  ({ panel } = await world.read(world.pages.add('/wiki/Long', canon.html)));
  await waitForSource(panel);
  await waitForWindow(panel, '8.2k');
});
afterAll(() => world.close());

/** Checks that the passes have read the canon whole, each character once, and gives all requests as text. */
function wholeReading(): string[] {
  const parts = world.server.chats.flatMap(readParts);
  let read = '';
  for (const { start, text } of parts) {
    expect(start).toBe(read.length);
    read += text;
  }
  expect(read).toHaveLength(parts[0]!.of);
  for (const needle of canon.needles) expect(read).toContain(needle);
  return world.server.chats.map(({ body }) => JSON.stringify(JSON.parse(body.toString('utf8')).messages));
}

it('writes a card from a canon larger than the window, and plays it with the card and the notes of all parts', async () => {
  await press(panel, 'become-character');
  await panel.waitForFunction(() =>
    document
      .querySelector<HTMLElement>('[data-testid="character-writing"]')
      ?.innerText.includes('read in full, part by part'),
  );
  world.server.defaultReply = { text: JSON.stringify(written) };
  await press(panel, 'write-card');
  await panel.waitForSelector('[data-testid="card-name"]');
  const writing = wholeReading();
  expect(writing.length).toBeGreaterThan(2);
  for (const request of writing) expect(request).toContain('Make a character card');

  await press(panel, 'save-and-start');
  await waitForText(panel, 'Come in, User.');
  world.server.clear();
  world.server.defaultReply = { text: 'A note of this part.' };
  await ask(panel, 'How many ships?');
  await panel.waitForSelector('[data-testid="too-long"]');
  expect(world.server.chats).toHaveLength(0);
  await press(panel, 'full-read');
  await panel.waitForSelector('[data-testid="full-read-made"]');
  expect(await waitForAnswer(panel)).toBe('done');
  const requests = wholeReading();
  for (const [index, request] of requests.entries()) {
    for (const text of [
      'Keeper of the northern light, grey-eyed.',
      'The lamp room, at dawn.',
      'You: Come in, User.',
      'How many ships?',
    ])
      expect(request).toContain(text);
    expect(request.split('A note of this part.')).toHaveLength(index + 1);
  }
  const last = requests.at(-1)!;
  expect(readParts(world.server.chats.at(-1)!)).toEqual([]);
  expect(last).toContain('you play a character for the user');
  expect(last).toContain('Go on in character');
  expect(last).not.toContain('Cite with the quotations');
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

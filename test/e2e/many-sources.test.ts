import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ask,
  composerText,
  press,
  pressEscape,
  waitForAnswer,
  waitForText,
  waitForWindow,
} from '../helpers/drive-panel.ts';
import { seedChat } from '../helpers/seed-chat.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';

const count = 10_000;
const sources = Array.from({ length: count }, (_, index) => ({
  title: `Source ${index}`,
  text: `The number is ${index}.`,
}));
let world: World;
let panel: Page;

beforeAll(async () => {
  world = await startWorld({ models: [{ id: 'test-model', context_length: 4_000_000 }] });
  ({ panel } = await world.read(world.pages.add('/home', shortArticle)));
  await seedChat(panel, sources);
  await waitForWindow(panel, '4M');
});
afterAll(() => world.close());

const numbersSent = (): number[] =>
  [...world.server.lastMessages[1]!.content.matchAll(/The number is (\d+)\./g)].map(([, number]) =>
    Number(number),
  );

it('sends ten thousand sources whole and in order, and ends', async () => {
  world.server.reply({ text: 'All of them.' });
  await ask(panel, 'Which numbers?');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(numbersSent()).toEqual(sources.map((_, index) => index));
});

it('draws few of them, and the others when they are asked for', async () => {
  const drawn = () =>
    panel.$$eval('[data-testid="question"] [data-testid="source-chip"]', ({ length }) => length);
  const atFirst = await drawn();
  expect(atFirst).toBeLessThan(10);
  await press(panel, 'show-more-sources');
  await panel.waitForFunction(
    (before) => document.querySelectorAll('[data-testid="source-chip"]').length > before,
    {},
    atFirst,
  );
  expect(await drawn()).toBeLessThan(count / 10);
});

it('can be used as before: receipt, meter, and another question', async () => {
  await panel.$eval('[data-testid="source-chip"] button', (chip) => (chip as HTMLElement).click());
  const receipt = await panel.waitForSelector('[data-testid="receipt"]');
  expect(await receipt!.evaluate((card) => (card as HTMLElement).innerText)).toContain('Source 0');
  await pressEscape(panel);
  await press(panel, 'meter');
  const details = await panel.waitForSelector('[data-testid="meter-details"]');
  expect(await details!.evaluate((card) => (card as HTMLElement).innerText)).toMatch(/9,992 more/);
  await pressEscape(panel);
  world.server.reply({ text: 'The last one is 9999.' });
  await ask(panel, 'And the last?');
  await waitForText(panel, 'The last one is 9999.');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(await composerText(panel)).toBe('');
  expect(numbersSent()).toHaveLength(count);
  expect(world.server.lastMessages.at(-1)!.content).toBe('And the last?');
});

it('met no error of its own', () => {
  expect(world.extension.panelErrors).toEqual([]);
});

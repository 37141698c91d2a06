import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  answerText,
  ask,
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
let panel: Page;
beforeAll(async () => {
  world = await startWorld();
  ({ panel } = await world.read(world.pages.add('/keeper', shortArticle)));
  await waitForSource(panel);
});
afterAll(() => world.close());

const questions = () =>
  panel.$$eval('[data-testid="question"] p', (all) => all.map((one) => one.textContent));
/** What was sent last, without the instructions. */
const sent = () => JSON.parse(world.server.chats.at(-1)!.body.toString('utf8')).messages.slice(1);

it('asks an earlier question in other words, from its sources, and keeps the older branch', async () => {
  for (const [question, answer] of [
    ['How many books?', 'Eleven.'],
    ['Of which colour?', 'Green.'],
  ] as const) {
    world.server.reply({ text: answer });
    await ask(panel, question);
    expect(await waitForAnswer(panel)).toBe('done');
  }
  await markEarlier(panel);
  // By keyboard alone.
  await panel.focus('[data-testid="edit-question"]');
  await panel.keyboard.press('Enter');
  await panel.waitForFunction(() => document.activeElement?.matches('[data-testid="edit-field"]'));
  await panel.keyboard.press('Escape');
  await panel.waitForFunction(() => document.activeElement?.matches('[data-testid="edit-question"]'));
  await panel.keyboard.press('Enter');
  await panel.waitForFunction(() => document.activeElement?.matches('[data-testid="edit-field"]'));
  expect(await panel.$eval('[data-testid="edit-field"]', (one) => (one as HTMLTextAreaElement).value)).toBe(
    'How many books?',
  );
  await panel.keyboard.type(' And why?');
  world.server.reply({ text: 'Eleven, to remember.' });
  await panel.keyboard.press('Enter');
  await waitForText(panel, 'to remember.');
  expect(await waitForAnswer(panel)).toBe('done');
  expect(await questions()).toEqual(['How many books? And why?']);
  expect(sent()).toHaveLength(1);
  expect(sent()[0].content).toContain('thirty-one years');
  expect(sent()[0].content).toContain('And why?');
});

it('goes through both versions by keyboard and shows the newest of each', async () => {
  await panel.focus('[data-testid="previous-question"]');
  await panel.keyboard.press('Enter');
  await panel.waitForFunction(() => document.querySelectorAll('[data-testid="question"]').length === 2);
  expect(await questions()).toEqual(['How many books?', 'Of which colour?']);
  // The end was reached: the keyboard is on the way back.
  await panel.waitForFunction(() => document.activeElement?.matches('[data-testid="next-question"]'));
  await panel.reload();
  await panel.waitForSelector('[data-testid="next-question"]');
  expect(await answerText(panel)).toContain('Green.');
});

it('regenerates an earlier answer, and the older one is a step away', async () => {
  world.server.reply({ text: 'Still eleven.' });
  await press(panel, 'retry-earlier');
  await waitForText(panel, 'Still eleven.');
  expect(await questions()).toEqual(['How many books?']);
  await press(panel, 'previous-answer');
  await waitForText(panel, 'Green.');
  expect(await questions()).toEqual(['How many books?', 'Of which colour?']);
});

it('lets the running answer of an edited question go on in its branch', async () => {
  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  const goOn = world.server.replyInTwo({ text: words, rate: 60, deltaSize: 8 }, 20);
  await ask(panel, 'Tell me all');
  await waitForText(panel, 'word1 ');
  await panel.$$eval('[data-testid="edit-question"]', (all) => (all.at(-1) as HTMLElement).click());
  await panel.waitForSelector('[data-testid="edit-field"]');
  await panel.type('[data-testid="edit-field"]', ', briefly');
  world.server.reply({ text: 'In short: ships.' });
  await press(panel, 'edit-send');
  await waitForText(panel, 'In short: ships.');
  goOn();
  await panel.$$eval('[data-testid="previous-question"]', (all) => (all.at(-1) as HTMLElement).click());
  await waitForText(panel, 'word59');
  expect(world.server.chats).toHaveLength(6);
  expect(world.extension.panelErrors).toEqual([]);
});

it('keeps what is typed into an earlier question when the panel is closed or shows another chat, until that is left', async () => {
  const kept = async () =>
    (await readDatabase(panel)).chats.flatMap(({ drafts = [] }) => drafts.map(({ text }) => text)).join();
  const isBack = (words: string) =>
    panel.waitForFunction(
      (end) => {
        const field = document.activeElement as HTMLTextAreaElement | null;
        return field?.matches('[data-testid="edit-field"]') && field.value.endsWith(end);
      },
      {},
      words,
    );
  await press(panel, 'edit-question');
  await isBack('');
  await panel.keyboard.type(' And for');
  await until('it is kept', async () => (await kept()).endsWith(' And for'));
  await panel.reload();
  await isBack(' And for');
  await panel.keyboard.type(' whom?');
  // At once, before a pause could have it saved.
  await press(panel, 'new-chat');
  await until('it is kept', async () => (await kept()).endsWith(' And for whom?'));
  await panel.waitForSelector('[data-testid="edit-field"]', { hidden: true });
  await press(panel, 'history');
  await press(panel, 'open-chat');
  await isBack(' And for whom?');
  await panel.keyboard.press('Escape');
  await until('it is left', async () => (await kept()) === '');
  expect(await panel.$('[data-testid="edit-field"]')).toBeNull();
});

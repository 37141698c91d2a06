import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerText, ask, noticeText, press, waitForAnswer, waitForText } from '../helpers/drive-panel.ts';
import { RestartingWorld } from '../helpers/restarting-world.ts';
import { shortArticle } from '../helpers/world.ts';

let world: RestartingWorld;
beforeAll(async () => {
  world = await RestartingWorld.open();
});
afterAll(() => world.close());

/** The running answer as far as the database has it: it is written while it grows. */
const growingText = (panel: Page): Promise<string> =>
  panel.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open('unabridged');
        open.onsuccess = () => {
          const all = open.result.transaction('growing').objectStore('growing').getAll();
          all.onsuccess = () => {
            resolve((all.result as { text: string }[])[0]?.text ?? '');
            open.result.close();
          };
        };
      }),
  );

it('keeps the question and what had arrived when the browser is killed, and goes on from there', async () => {
  const { server, pages } = world;
  const url = pages.add('/keeper', shortArticle);
  const words = Array.from({ length: 600 }, (_, index) => `word${index}`).join(' ');

  const panel = await world.begin(url);
  server.reply({ text: words, rate: 100, deltaSize: 8, fault: 'stall', faultAfter: 250 });
  await ask(panel, 'Tell me everything');
  await waitForText(panel, 'word199 ');
  await expect.poll(() => growingText(panel)).toBe(words.slice(0, 250 * 8));

  const reopened = await world.restart(url);
  expect(await waitForAnswer(reopened)).toBe('failed');
  expect(await answerText(reopened)).toBe(words.slice(0, 250 * 8).trim());
  expect(await noticeText(reopened)).toMatch(/browser was closed.*kept/);
  expect(await reopened.$$('[data-testid="question"]')).toHaveLength(1);

  server.reply({ text: ' and the end.' });
  await press(reopened, 'action-continue');
  await waitForText(reopened, 'and the end.');
  expect(await waitForAnswer(reopened)).toBe('done');
});

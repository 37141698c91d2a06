import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  answerText,
  ask,
  connectEndpoint,
  noticeText,
  waitForAnswer,
  waitForSource,
  waitForText,
} from '../helpers/drive-panel.ts';
import { launchExtension } from '../helpers/launch-extension.ts';
import { PageServer } from '../helpers/page-server.ts';
import { type RecordingServer, startRecordingServer } from '../helpers/recording-server.ts';
import { shortArticle } from '../helpers/world.ts';
import { buildExtension } from '../start/build-extension.ts';

let server: RecordingServer;
let pages: PageServer;
const userDataDir = mkdtempSync(join(tmpdir(), 'unabridged-crash-'));

beforeAll(async () => {
  server = await startRecordingServer();
  pages = await new PageServer().start();
});
afterAll(async () => {
  await server.close();
  await pages.close();
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
});

it('keeps the question and what had arrived when the browser is killed, and goes on from there', {
  timeout: 120_000,
}, async () => {
  const dir = buildExtension();
  const url = pages.add('/keeper', shortArticle);
  const words = Array.from({ length: 600 }, (_, index) => `word${index}`).join(' ');

  const first = await launchExtension({ dir, userDataDir });
  await connectEndpoint(first, { baseUrl: server.baseUrl, apiKey: '', model: 'test-model' });
  const page = await first.browser.newPage();
  await page.goto(url);
  const panel = await first.openPanel(page);
  await waitForSource(panel);
  server.reply({ text: words, rate: 100, deltaSize: 8 });
  await ask(panel, 'Tell me everything');
  await waitForText(panel, 'word199 ');
  const shown = await answerText(panel);
  await first.kill();

  const second = await launchExtension({ dir, userDataDir });
  const again = await second.browser.newPage();
  await again.goto(url);
  const reopened = await second.openPanel(again);
  expect(await waitForAnswer(reopened)).toBe('failed');
  const kept = await answerText(reopened);
  expect(words.startsWith(kept)).toBe(true);
  // A second of this stream is 800 characters.
  expect(kept.length).toBeGreaterThan(shown.length - 800);
  expect(await noticeText(reopened)).toMatch(/browser was closed.*kept/);
  expect(await reopened.$$('[data-testid="question"]')).toHaveLength(1);

  server.reply({ text: ' and the end.' });
  await reopened.click('[data-testid="action-continue"]');
  await waitForText(reopened, 'and the end.');
  expect(await waitForAnswer(reopened)).toBe('done');
  await second.close();
});

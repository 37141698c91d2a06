import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import {
  answerText,
  chooseOnDevice,
  connectAllowedEndpoint,
  noticeText,
  summarise,
  waitForSource,
} from '../helpers/drive-panel.ts';
import { type LaunchedExtension, launchExtension } from '../helpers/launch-extension.ts';
import { packWeights } from '../helpers/pack-weights.ts';
import { PageServer } from '../helpers/page-server.ts';
import { buildExtension } from './build-extension.ts';
import { fetchWeights } from './weights.mjs';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.cache');
/** Fetching to the extension's own storage, and reading on one slow core. */
const patienceMs = 15 * 60_000;
const pollMs = 200;

const log = (line: string) => console.log(`· ${line}`);
const {
  UNABRIDGED_BASE_URL: baseUrl,
  UNABRIDGED_API_KEY: apiKey = '',
  UNABRIDGED_MODEL: model = '',
  UNABRIDGED_EMBEDDED: only,
} = process.env;
const hasDisplay =
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** A copy of the build that carries the weights of the best model that this machine reaches. */
async function withWeights(build: string): Promise<string> {
  const weights = await fetchWeights({ cacheDir: join(cache, 'models'), only, log });
  const dir = join(root, '.output', 'start');
  packWeights(build, dir, weights);
  log(
    `${weights.name} answers: a small model with a short window, inside the browser. For whole books set UNABRIDGED_BASE_URL.`,
  );
  return dir;
}

/** Prints what comes in until the answer has ended. */
async function followAnswer(panel: Page): Promise<boolean> {
  let printed = '';
  let lastPhase = '';
  for (
    const end = Date.now() + patienceMs;
    Date.now() < end;
    await new Promise((done) => setTimeout(done, pollMs))
  ) {
    const state = await panel.evaluate(() => {
      const answer = [...document.querySelectorAll<HTMLElement>('[data-testid="answer"]')].at(-1);
      return {
        status: answer?.dataset.status ?? '',
        phase: document.querySelector<HTMLElement>('[data-testid="progress"]')?.innerText ?? '',
      };
    });
    const text = await answerText(panel);
    const phase = state.phase.replace(/\d+/g, (number) => `${Math.floor(Number(number) / 10) * 10}`);
    if (phase && phase !== lastPhase && !text) log(state.phase);
    lastPhase = phase;
    // A block that closes may be drawn anew; only what goes on from the printed text is new.
    if (text.startsWith(printed)) {
      process.stdout.write(text.slice(printed.length));
      printed = text;
    }
    if (['done', 'cut', 'stopped', 'failed'].includes(state.status)) {
      if (!text.startsWith(printed) || text === '') process.stdout.write(`\n${text}`);
      process.stdout.write('\n');
      if (state.status !== 'done') console.log(`\n${await noticeText(panel)}`);
      return state.status === 'done' || state.status === 'cut';
    }
  }
  console.error('\nThe answer did not end in time.');
  return false;
}

async function chooseModel(extension: LaunchedExtension, panel: Page): Promise<void> {
  if (baseUrl) await connectAllowedEndpoint(extension, { baseUrl, apiKey, model });
  else if (await panel.$('[data-testid="first-run"]')) await chooseOnDevice(panel);
}

async function main(): Promise<boolean> {
  log('Building');
  const build = buildExtension();
  const dir = baseUrl ? build : await withWeights(build);
  const pages = await new PageServer().start();
  const address =
    process.argv[2] ??
    pages.add('/railway-time', readFileSync(join(import.meta.dirname, 'sample-article.html'), 'utf8'));
  log(hasDisplay ? 'Opening the browser' : 'No display: running headless');
  const extension = await launchExtension({
    dir,
    isHeadless: !hasDisplay,
    ...(baseUrl ? { grantHosts: [`${new URL(baseUrl).origin.replace(/:\d+$/, '')}/*`] } : {}),
  });
  try {
    const page = await extension.browser.newPage();
    await page.goto(address, { waitUntil: 'load', timeout: 60_000 });
    const panel = await extension.openPanel(page);
    if (!hasDisplay) await panel.setViewport({ width: 380, height: 800, deviceScaleFactor: 2 });
    await chooseModel(extension, panel);
    await page.bringToFront();
    await waitForSource(panel);
    log(
      `Read: ${await panel.$eval('[data-testid="source-chip"]', (chip) => (chip as HTMLElement).innerText.replace(/\s*\n\s*/g, ', '))}`,
    );
    await summarise(panel);
    log('Summarise\n');
    const isAnswered = await followAnswer(panel);
    if (hasDisplay) {
      log('The browser stays open until you close it.');
      await new Promise((done) => extension.browser.once('disconnected', done));
      return isAnswered;
    }
    const picture = join(root, '.output', 'panel.png');
    await panel.screenshot({ path: picture as `${string}.png` });
    console.log(`\n· Screenshot: ${picture}`);
    return isAnswered;
  } finally {
    await extension.close();
    await pages.close();
  }
}

process.exit((await main()) ? 0 : 1);

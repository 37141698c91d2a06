import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { ask, noticeText, waitForAnswer, waitForText } from '../../helpers/drive-panel.ts';
import { until } from '../../helpers/until.ts';
import { newChat } from '../../helpers/world.ts';
import type { HostileEndpoint } from './hostile-endpoint.ts';
import type { HostileStream } from './hostile-streams.ts';

export interface StreamTrial {
  name: string;
  status: string;
  /** From the click to the end as the panel shows it; undefined where it ended by itself. */
  stopMs?: number;
  /** The longest that a key took to be written while it ran; undefined where it ended by itself. */
  keyMs?: number;
  notice: string;
  /** Whether the notice has a button. */
  hasAction: boolean;
  /** Most that a page's process had in memory; 0 where the system does not tell. */
  peakMegabytes: number;
  isPolluted: boolean;
}

/** Memory of the largest page process. */
async function largestPage(browser: Browser): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      } catch {
        // It has ended meanwhile.
        return 0;
      }
    });
  return Math.round(Math.max(0, ...sizes));
}

const lastStatus = (panel: Page) =>
  panel.$$eval(
    '[data-testid="answer"]',
    (all) => (all.at(-1) as HTMLElement | undefined)?.dataset.status ?? '',
  );

/** Types into the panel for a while. @returns how long the slowest key took. */
async function typeAndTime(panel: Page, runMs: number): Promise<number> {
  const composer = (await panel.waitForSelector('[data-testid="composer"]'))!;
  const begun = performance.now();
  let slowestMs = 0;
  do {
    const pressed = performance.now();
    await composer.press('a');
    slowestMs = Math.max(slowestMs, performance.now() - pressed);
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (performance.now() - begun < runMs);
  await composer.evaluate((field) => (field as HTMLTextAreaElement).select());
  await composer.press('Backspace');
  return Math.round(slowestMs);
}

/** Runs in the panel: clicks *Stop* and waits until the answer says that it has ended. */
const stopAndTime = () =>
  new Promise<number>((resolve) => {
    const begun = performance.now();
    document.querySelector<HTMLElement>('[data-testid="stop"]')!.click();
    const look = () => {
      const last = [...document.querySelectorAll<HTMLElement>('[data-testid="answer"]')].at(-1);
      if (!['queued', 'streaming', 'waiting'].includes(last?.dataset.status ?? ''))
        resolve(performance.now() - begun);
      else setTimeout(look, 5);
    };
    look();
  });

/**
 * Asks a question that is answered with the stream, ends it where it has no end, and asks again.
 * @throws Error where the panel is not usable afterwards.
 */
export async function tryStream(
  panel: Page,
  endpoint: HostileEndpoint,
  stream: HostileStream,
  isStoppedEarly: boolean,
): Promise<StreamTrial> {
  await newChat(panel);
  endpoint.stream = stream;
  const before = endpoint.chats;
  let peakMegabytes = 0;
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      peakMegabytes = Math.max(peakMegabytes, await largestPage(panel.browser()));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  await ask(panel, 'Go on.');
  await until(`${stream.name} is asked for`, () => endpoint.chats > before);
  let stopMs: number | undefined;
  let keyMs: number | undefined;
  const hasEnd = stream.ending !== 'stopped' && !isStoppedEarly;
  if (!hasEnd) {
    await until(`${stream.name} runs`, async () => !['', 'queued'].includes(await lastStatus(panel)));
    // Thoughts are drawn where they are unfolded only.
    await panel.$$eval('[data-testid="reasoning"]', (folds) => {
      for (const fold of folds) (fold as HTMLDetailsElement).open = true;
    });
    // Some of it has come, and more is coming.
    keyMs = await typeAndTime(panel, stream.runMs ?? 1_000);
    if ((await lastStatus(panel)) === 'streaming') stopMs = Math.round(await panel.evaluate(stopAndTime));
  }
  const status = await waitForAnswer(panel);
  const notice = await noticeText(panel);
  const hasAction = await panel.$$eval('[data-testid="notice"] button', (buttons) => buttons.length > 0);
  const isPolluted = await panel.evaluate(() => 'polluted' in {});
  isOver = true;
  await watch;
  endpoint.stream = undefined;
  await newChat(panel);
  await ask(panel, 'And now?');
  await waitForText(panel, 'Well again.');
  return {
    name: stream.name,
    status,
    ...(stopMs === undefined ? {} : { stopMs }),
    ...(keyMs === undefined ? {} : { keyMs }),
    notice: notice.replaceAll('\n', ' '),
    hasAction,
    peakMegabytes,
    isPolluted,
  };
}

/** What is wrong with how a stream ended; empty where all is well. */
export function howItEnded(trial: StreamTrial, stream: HostileStream): string[] {
  const said: string[] = [];
  const expected = trial.stopMs === undefined ? stream.ending : 'stopped';
  if (trial.status !== expected) said.push(`ended as ${trial.status}, not ${expected}`);
  if (trial.status === 'failed' && !(trial.notice && trial.hasAction))
    said.push('no sentence with an action');
  if (trial.isPolluted) said.push('changed Object.prototype');
  return said;
}

/** The same, with what it took. */
export function judgeTrial(trial: StreamTrial, stream: HostileStream): string[] {
  const said = howItEnded(trial, stream);
  if ((trial.stopMs ?? 0) > 1_000) said.push(`Stop took ${trial.stopMs} ms`);
  if ((trial.keyMs ?? 0) > 1_000) said.push(`a key took ${trial.keyMs} ms`);
  if (trial.peakMegabytes > 512) said.push(`took ${trial.peakMegabytes} MB`);
  return said;
}

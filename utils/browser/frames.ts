import type { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { AppError } from '../shared/app-error';
import { leastFrame } from '../shared/least-frame';
import { inject } from './inject';
import { hearScripts } from './messages';
import { orderArguments } from './reader-order';

/** Frames that do not answer within this are busy with themselves, or hang. */
const answerLimitMs = 10_000;

/**
 * Runs in every frame: leaves the order for the reader there, and says whether the frame is a part of its page that the page
 * itself cannot read. It says so twice: one frame that hangs withholds what all others return, but not what they send.
 */
function answerTheCall(
  isWhole: boolean,
  name: string,
  callSign: string,
  least: { width: number; height: number },
): boolean {
  (globalThis as Record<string, unknown>)[name] = isWhole;
  const isPart = innerWidth >= least.width && innerHeight >= least.height && !window.frameElement;
  const { runtime } = (globalThis as unknown as { chrome: typeof browser }).chrome;
  // Nobody replies, which some browsers call an error.
  if (isPart) runtime.sendMessage({ callSign }).catch(() => undefined);
  return isPart;
}

const unlessGone = (error: unknown): void => {
  if (error instanceof AppError && error.code === 'tab-gone') throw error;
  // A frame that hangs, refuses or went away: what the page names and we do not have is counted as not read.
};

/**
 * Runs the reader in those frames of other sites that make part of the tab's page, as far as they are open to us. Each for itself:
 * one that hangs costs none of the others.
 * @param isEnough ends the wait, told what has been read so far: a frame that hangs may be one that nobody misses.
 * @returns what the reader returned, in the order in which the browser numbers frames.
 * @throws AppError `tab-gone`
 */
export async function runReaderInFrames(
  tabId: number,
  isWhole: boolean,
  isEnough: (results: string[]) => boolean,
): Promise<string[]> {
  const callSign = crypto.randomUUID();
  const read = new Map<number, string>();
  const running = new Map<number, Promise<void>>();
  const results = () => [...read].sort(([a], [b]) => a - b).map(([, result]) => result);
  let stop = (): void => undefined;
  const enough = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const readFrame = async (frameId: number) => {
    const [frame] = await inject({ tabId, frameIds: [frameId] }, answerLimitMs, { files: ['/reader.js'] });
    if (typeof frame?.result === 'string') read.set(frameId, frame.result);
    if (isEnough(results())) stop();
  };
  const start = (frameId: number) => {
    if (frameId !== 0 && !running.has(frameId)) running.set(frameId, readFrame(frameId).catch(unlessGone));
  };
  const answerToCall = z.object({ callSign: z.literal(callSign) });
  const call = async () => {
    const target = { tabId, allFrames: true };
    const args = [...orderArguments(isWhole), callSign, leastFrame];
    const answers = await inject(target, answerLimitMs, { func: answerTheCall, args }).catch(unlessGone);
    for (const { frameId, result } of answers ?? []) if (result === true) start(frameId);
    await Promise.all(running.values());
  };
  const endHearing = hearScripts(tabId, (message, frameId) => {
    if (answerToCall.safeParse(message).success) start(frameId);
  });
  try {
    await Promise.race([call(), enough]);
  } finally {
    endHearing();
  }
  return results();
}

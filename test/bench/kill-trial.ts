import type { Page } from 'puppeteer';
import { press, waitForSource } from '../helpers/drive-panel.ts';
import { numberedWords } from '../helpers/numbered-words.ts';
import type { Stores } from '../helpers/read-database.ts';
import type { RestartingWorld } from '../helpers/restarting-world.ts';
import { until } from '../helpers/until.ts';
import { newChat } from '../helpers/world.ts';
import { type ExpectedTurn, findTurn } from './expect-turn.ts';

export interface Trial {
  world: RestartingWorld;
  panel: Page;
  /** The page that the panel was opened on. */
  page: Page;
  /** Two letters or digits that no other trial of the world has. */
  name: string;
  random: () => number;
  /** A folder for files that are attached. */
  folder: string;
}

/** What was begun, and what is to be found of it. */
export interface Begun {
  killAfterMs: number;
  /** The page on which the panel is opened again; the one that it was opened on by default. */
  url?: string;
  /** What was begun is in pieces until it is gone on with: of the database only what lasts is looked at before. */
  isTorn?: boolean;
  /** @returns what is wrong, in words. */
  check(stores: Stores, killedAt: number): string[];
  /** Goes on from what was kept. @returns what is wrong. */
  goOn(panel: Page): Promise<string[]>;
}

const wordsASecond = 100;

/** The chat that a trial has for itself, with the page in it. */
export async function beginChat({ panel, page, world }: Trial): Promise<void> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
}

export const isGoing = (server: RestartingWorld['server'], tag: string) =>
  until(`${tag} is being sent`, () => server.deltas.some(({ text }) => text.startsWith(tag)));

export function makeTurn(name: string, wordCount: number, reasoningCount = 0): ExpectedTurn {
  return {
    question: `Question ${name}: what did the keeper write down?`,
    textTag: `${name}w`,
    reasoningTag: reasoningCount > 0 ? `${name}r` : '',
    text: numberedWords(`${name}w`, wordCount).join(''),
    reasoning: numberedWords(`${name}r`, reasoningCount).join(''),
  };
}

export const toReply = ({ text, reasoning }: ExpectedTurn) => ({
  text,
  reasoning,
  deltaSize: 8,
  rate: wordsASecond,
});

/** Has an interrupted answer go on, or asked again where it never began, and waits for its end. */
export async function continueTurn(
  panel: Page,
  { server }: RestartingWorld,
  turn: ExpectedTurn,
  read: () => Promise<Stores>,
): Promise<string[]> {
  const before = findTurn(await read(), turn).answers.at(-1)!;
  if (before.status === 'done') return [];
  const tail = ` tail ${turn.textTag}`;
  // The request that was cut off may never have come to take its reply.
  server.clear();
  server.reply({ text: tail });
  await press(panel, before.text ? 'action-continue' : 'action-retry');
  // One that had no word but thoughts is kept beside the new one.
  const after = await until('the answer has ended', async () =>
    findTurn(await read(), turn).answers.find(({ text, status }) => text.endsWith(tail) && status === 'done'),
  );
  return after.text === before.text + tail ? [] : ['what had arrived is not what was gone on with'];
}

/** Brings about what the kill is to meet. @param read the database as it is then. */
export type Moment = (trial: Trial, read: () => Promise<Stores>) => Promise<Begun>;

/** The time at which each letter was typed, in milliseconds since 1970. */
export async function typeSlowly(panel: Page, text: string, isOver: () => boolean): Promise<number[]> {
  const typedAt: number[] = [];
  for (const letter of text) {
    if (isOver()) break;
    await panel.keyboard.sendCharacter(letter);
    typedAt.push(performance.timeOrigin + performance.now());
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  return typedAt;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { ElementHandle, Page } from 'puppeteer';
import { ask, press, waitForAllRead, waitForSource } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { numberedWords } from '../helpers/numbered-words.ts';
import type { Stores } from '../helpers/read-database.ts';
import { readParts } from '../helpers/read-parts.ts';
import type { RestartingWorld } from '../helpers/restarting-world.ts';
import { until } from '../helpers/until.ts';
import { newChat } from '../helpers/world.ts';
import { allowedLossMs, checkTurn, type ExpectedTurn, findTurn } from './expect-turn.ts';

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
  /** @returns what is wrong, in words. */
  check(stores: Stores, killedAt: number): string[];
  /** Goes on from what was kept. @returns what is wrong. */
  goOn(panel: Page): Promise<string[]>;
}

const wordsASecond = 100;

/** The chat that a trial has for itself, with the page in it. */
async function beginChat({ panel, page, world }: Trial): Promise<void> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
}

const isGoing = (server: RestartingWorld['server'], tag: string) =>
  until(`${tag} is being sent`, () => server.deltas.some(({ text }) => text.startsWith(tag)));

function makeTurn(name: string, wordCount: number, reasoningCount = 0): ExpectedTurn {
  return {
    question: `Question ${name}: what did the keeper write down?`,
    textTag: `${name}w`,
    reasoningTag: reasoningCount > 0 ? `${name}r` : '',
    text: numberedWords(`${name}w`, wordCount).join(''),
    reasoning: numberedWords(`${name}r`, reasoningCount).join(''),
  };
}

const toReply = ({ text, reasoning }: ExpectedTurn) => ({
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

type Moment = (trial: Trial, read: () => Promise<Stores>) => Promise<Begun>;

const answerMoment =
  (wordCount: number, reasoningCount: number, killAfterMs: (random: () => number) => number): Moment =>
  async (trial, read) => {
    const { world, panel, name, random } = trial;
    const turn = makeTurn(name, wordCount, reasoningCount);
    await beginChat(trial);
    world.server.reply(toReply(turn));
    await ask(panel, turn.question);
    await isGoing(world.server, turn.reasoningTag || turn.textTag);
    return {
      killAfterMs: killAfterMs(random),
      check: (stores, killedAt) => checkTurn(stores, world.server, turn, killedAt),
      goOn: (reopened) => continueTurn(reopened, world, turn, read),
    };
  };

const beforeFirstWord: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const turn = makeTurn(name, 300);
  await beginChat(trial);
  world.server.reply({ ...toReply(turn), delayMs: 60_000 });
  const asked = world.server.chats.length;
  await ask(panel, turn.question);
  await world.server.untilChats(asked + 1);
  return {
    killAfterMs: random() * 1500,
    check: (stores, killedAt) => checkTurn(stores, world.server, turn, killedAt),
    goOn: (reopened) => continueTurn(reopened, world, turn, read),
  };
};

const twoChats: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const [first, second] = [makeTurn(`${name}`, 600), makeTurn(`${name.at(-1)}_`, 600)];
  await beginChat(trial);
  world.server.reply(toReply(first), toReply(second));
  await ask(panel, first.question);
  await isGoing(world.server, first.textTag);
  await beginChat(trial);
  await ask(panel, second.question);
  await isGoing(world.server, second.textTag);
  return {
    killAfterMs: random() * 2500,
    check: (stores, killedAt) =>
      [first, second].flatMap((turn) => checkTurn(stores, world.server, turn, killedAt)),
    goOn: (reopened) => continueTurn(reopened, world, second, read),
  };
};

/** The time at which each letter was typed, in milliseconds since 1970. */
async function typeSlowly(panel: Page, text: string, isOver: () => boolean): Promise<number[]> {
  const typedAt: number[] = [];
  for (const letter of text) {
    if (isOver()) break;
    await panel.keyboard.sendCharacter(letter);
    typedAt.push(performance.timeOrigin + performance.now());
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  return typedAt;
}

/** What is wrong with the field of the chat used last. */
function checkDraft(stores: Stores, typed: string, typedAt: readonly number[], killedAt: number): string[] {
  const { draft } = stores.chats.reduce((latest, chat) =>
    chat.updatedAt > latest.updatedAt ? chat : latest,
  );
  if (!typed.startsWith(draft)) return [`the field holds what was not typed: ${draft}`];
  const least = typedAt.filter((time) => time < killedAt - allowedLossMs).length;
  return draft.length < least ? [`the field has ${draft.length} of ${least} letters`] : [];
}

const typingMeanwhile: Moment = async (trial, read) => {
  const { panel, name, random } = trial;
  const begun = await answerMoment(800, 0, () => 0)(trial, read);
  const draft =
    `And ${name}, for the next time: which of the ships had passed twice, and at what hour? `.repeat(3);
  await panel.focus('[data-testid="composer"]');
  const over = AbortSignal.timeout(Math.round(1200 + random() * 2500));
  const typedAt = await typeSlowly(panel, draft, () => over.aborted);
  return {
    ...begun,
    killAfterMs: random() * 100,
    check: (stores, killedAt) => [
      ...begun.check(stores, killedAt),
      ...checkDraft(stores, draft, typedAt, killedAt),
    ],
  };
};

const justAsked: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const turn = makeTurn(name, 300);
  await beginChat(trial);
  world.server.reply(toReply(turn));
  await panel.focus('[data-testid="composer"]');
  const typedAt = await typeSlowly(panel, turn.question, () => false);
  await panel.keyboard.press('Enter');
  const isStored = (stores: Stores) => findTurn(stores, turn).asked.length > 0;
  return {
    killAfterMs: random() * 400,
    check: (stores, killedAt) => {
      if (isStored(stores)) {
        const isTwice = stores.chats.some(({ draft }) => draft === turn.question);
        return [
          ...checkTurn(stores, world.server, turn, killedAt),
          ...(isTwice ? ['the question is in the field as well'] : []),
        ];
      }
      return checkDraft(stores, turn.question, typedAt, killedAt);
    },
    goOn: async (reopened) => (isStored(await read()) ? continueTurn(reopened, world, turn, read) : []),
  };
};

const passText = (name: string) => `Notes ${name}: ${'a word of what was read here. '.repeat(6)}`;

const fullRead: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const { server, extension, pages } = world;
  const turn = makeTurn(name, 300);
  await newChat(panel);
  const url = pages.add(`/long/${name}`, makeNeedlePage(50_000, 'zh').html);
  const long = await extension.newTab(url);
  await extension.clickIcon(long);
  await waitForSource(panel);
  const reply = (body: string) => {
    const isPass = readParts({ body: Buffer.from(body) }).length > 0;
    return isPass ? { text: passText(name), rate: 100, deltaSize: 4 } : toReply(turn);
  };
  // More than there are parts: what is asked again takes one more.
  for (let count = 0; count < 30; count++) server.replyWith(reply);
  const before = server.chats.length;
  await ask(panel, turn.question);
  await press(panel, 'full-read');
  await server.untilChats(before + 2);
  return {
    killAfterMs: random() * 5000,
    url,
    check: (stores, killedAt) => checkTurn(stores, server, turn, killedAt),
    goOn: async (reopened) => {
      const { answers } = findTurn(await read(), turn);
      const [kept] = answers;
      if (kept!.status === 'done') return [];
      const keptPasses = (await read()).readings.find(({ answerId }) => answerId === kept!.id)?.passes ?? [];
      const asked = server.chats.length;
      await press(reopened, 'action-continue');
      await until(
        'the full read has ended',
        async () => findTurn(await read(), turn).answers[0]!.status === 'done',
      );
      const again = server.chats
        .slice(asked)
        .map(readParts)
        .filter((parts) => parts.length > 0);
      const whole = (await read()).readings.find(({ answerId }) => answerId === kept!.id)!;
      // Words of the last stage that had come are gone on with: the server sends all of its own once more.
      const text = findTurn(await read(), turn).answers[0]!.text;
      return [
        ...(again.length + keptPasses.length === whole.passes.length ? [] : ['a part was read twice']),
        ...(whole.cursor === null ? [] : ['the full read has not ended']),
        ...(text === kept!.text + turn.text ? [] : ['what had arrived is not what was gone on with']),
      ];
    },
  };
};

const letterCount = 24;

const readingFile: Moment = async (trial, read) => {
  const { panel, name, random, folder } = trial;
  await beginChat(trial);
  const texts = Array.from({ length: letterCount }, (_, index) => {
    const text = `Letter ${name} ${index}. ${'So it goes on. '.repeat(2000)}`;
    return [`${name}-${index}.txt`, new TextEncoder().encode(text)] as const;
  });
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, zipSync(Object.fromEntries(texts), { level: 0 }));
  const input = await panel.waitForSelector('[data-testid="file-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  let isShown = false;
  const chip = panel.waitForFunction(
    (title) => document.querySelector('[data-testid="chat"]')!.textContent?.includes(title),
    {},
    `${name}.zip`,
  );
  void chip.then(
    () => {
      isShown = true;
    },
    () => undefined,
  );
  // Once it is read, its letters stand in the place of the archive.
  const archives = ({ sources }: Stores) => sources.filter(({ title }) => title.endsWith(`${name}.zip`));
  const letters = ({ sources }: Stores) =>
    sources.filter(({ title }) => /-\d+\.txt$/.test(title) && title.includes(`${name}-`));
  return {
    killAfterMs: random() * 1800,
    check: (stores) => {
      const count = archives(stores).length;
      if (count > 1) return ['the archive is there twice'];
      if (count === 0 && letters(stores).length === 0 && isShown) return ['the archive is lost'];
      const titles = letters(stores).map(({ title }) => title);
      return new Set(titles).size < titles.length ? ['a letter is there twice'] : [];
    },
    goOn: async (reopened) => {
      const stores = await read();
      if (archives(stores).length === 0 && letters(stores).length === 0) return [];
      const untilRead = async () => {
        await until('all is read', async () =>
          (await read()).sources.every(({ status }) => status !== 'reading'),
        );
        return read();
      };
      let after = await untilRead();
      if (after.sources.some(({ title, status }) => title.includes(name) && status === 'failed')) {
        await waitForAllRead(reopened);
        const button = await reopened.$('[data-testid="retry-failed"]');
        if (button) await press(reopened, 'retry-failed');
        else
          await reopened.$eval(
            '[data-testid="source-chip"][data-state="failed"] button[aria-label="Read again"]',
            (again) => (again as HTMLElement).click(),
          );
        await until('nothing has failed', async () =>
          (await read()).sources.every(({ title, status }) => !title.includes(name) || status === 'ready'),
        );
        after = await untilRead();
      }
      const found = letters(after);
      const titles = new Set(found.map(({ title }) => title));
      return [
        ...(found.length === letterCount && titles.size === letterCount
          ? []
          : [`${found.length} letters of ${letterCount}, ${titles.size} different`]),
        ...(found.every(({ status }) => status === 'ready') ? [] : ['a letter could not be read']),
      ];
    },
  };
};

/** Moments at which the browser is killed, by what is going on. */
export const killMoments = {
  'before the first word': beforeFirstWord,
  'in the middle': answerMoment(800, 0, (random) => 500 + random() * 4000),
  'near the end': answerMoment(200, 0, (random) => 1500 + random() * 900),
  'while it reasons': answerMoment(200, 250, (random) => 200 + random() * 3500),
  'two answers in two chats': twoChats,
  'a full read': fullRead,
  'just after Enter': justAsked,
  'while a file is read': readingFile,
  'while the next question is typed': typingMeanwhile,
} satisfies Record<string, Moment>;

export type KillMoment = keyof typeof killMoments;

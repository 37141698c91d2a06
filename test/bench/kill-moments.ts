import { ask } from '../helpers/drive-panel.ts';
import type { Stores } from '../helpers/read-database.ts';
import { allowedLossMs, checkTurn, findTurn } from './expect-turn.ts';
import { editing } from './kill-editing.ts';
import { fullRead, readingFile } from './kill-long-work.ts';
import { restoring } from './kill-restore.ts';
import {
  beginChat,
  continueTurn,
  isGoing,
  type Moment,
  makeTurn,
  toReply,
  typeSlowly,
} from './kill-trial.ts';

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
  'while a question is edited': editing,
  'while a backup is restored': restoring,
} satisfies Record<string, Moment>;

export type KillMoment = keyof typeof killMoments;

import { ask, press, waitForAnswer } from '../helpers/drive-panel.ts';
import type { Stores } from '../helpers/read-database.ts';
import { until } from '../helpers/until.ts';
import { allowedLossMs } from './expect-turn.ts';
import { beginChat, type Moment, makeTurn, toReply, typeSlowly } from './kill-trial.ts';

/** An earlier question is being edited: what was typed into it is there again, and can be asked. */
export const editing: Moment = async (trial, read) => {
  const { world, panel, name, random } = trial;
  const turn = makeTurn(name, 20);
  await beginChat(trial);
  world.server.reply(toReply(turn));
  await ask(panel, turn.question);
  await waitForAnswer(panel);
  await press(panel, 'edit-question');
  await panel.waitForSelector('[data-testid="edit-field"]');
  const over = AbortSignal.timeout(Math.round(800 + random() * 2500));
  const words = ` And ${name}, of the other ships: which of them had passed twice, and at what hour?`.repeat(
    3,
  );
  const typedAt = await typeSlowly(panel, words, () => over.aborted);
  const editIn = ({ chats }: Stores) =>
    chats.flatMap(({ drafts = [] }) => drafts).find(({ text }) => text.startsWith(turn.question));
  const editOf = async () => editIn(await read());
  return {
    killAfterMs: random() * 100,
    check: (stores, killedAt) => {
      const least = typedAt.filter((time) => time < killedAt - allowedLossMs).length;
      const edit = editIn(stores);
      if (!edit) return least > 0 ? ['nothing is left of the edit'] : [];
      if (!(turn.question + words).startsWith(edit.text))
        return [`the edit holds what was not typed: ${edit.text}`];
      const kept = edit.text.length - turn.question.length;
      return kept < least ? [`the edit has ${kept} of ${least} letters`] : [];
    },
    goOn: async (reopened) => {
      const edit = await editOf();
      if (!edit) return [];
      const other = { ...makeTurn(name, 20), question: edit.text.trim() };
      world.server.clear();
      world.server.reply(toReply(other));
      await press(reopened, 'edit-send');
      await until('the question is asked in other words', async () =>
        (await read()).messages.some(({ role, text }) => role === 'user' && text === other.question),
      );
      return (await editOf()) ? ['what was asked is kept as an edit'] : [];
    },
  };
};

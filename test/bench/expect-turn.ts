import type { Answer, UserMessage } from '../../utils/messages/chat-message.ts';
import { sentBefore } from '../helpers/numbered-words.ts';
import type { Stores } from '../helpers/read-database.ts';
import type { RecordingServer } from '../helpers/recording-server.ts';

/** A question with what it is answered. */
export interface ExpectedTurn {
  question: string;
  /** Tags of the numbered words, see numberedWords; empty where there are none. */
  textTag: string;
  reasoningTag: string;
  /** All that the server sends. */
  text: string;
  reasoning: string;
}

/** What an answer is allowed to be short of: no more than a second's words. */
export const allowedLossMs = 1000;

/** The question's record and its answer's, where they are there. */
export function findTurn(stores: Stores, { question }: Pick<ExpectedTurn, 'question'>) {
  const asked = stores.messages.filter(
    (message): message is UserMessage => message.role === 'user' && message.text === question,
  );
  const answers = stores.messages.filter(
    (message): message is Answer =>
      message.role === 'assistant' && asked.some(({ id }) => id === message.parentId),
  );
  return { asked, answers };
}

function checkText(what: string, stored: string, whole: string, least: string): string[] {
  if (!whole.startsWith(stored))
    return [`the ${what} is not a beginning of what was sent: …${stored.slice(-40)}`];
  return stored.length < least.length
    ? [`the ${what} has ${stored.length} characters of ${least.length} that were sent a second before`]
    : [];
}

/**
 * What is wrong with a turn that was interrupted; nothing where the question is there once, with one answer that holds all that had
 * been sent a second before, and says that it was interrupted (or is whole).
 */
export function checkTurn(
  stores: Stores,
  server: RecordingServer,
  turn: ExpectedTurn,
  interruptedAt: number,
): string[] {
  const { asked, answers } = findTurn(stores, turn);
  if (asked.length !== 1) return [`the question is there ${asked.length} times`];
  if (answers.length !== 1) return [`the question has ${answers.length} answers`];
  const { text, reasoning, status, error } = answers[0]!;
  const least = (tag: string) => (tag ? sentBefore(server, tag, interruptedAt - allowedLossMs) : '');
  const problems = [
    ...checkText('answer', text, turn.text, least(turn.textTag)),
    ...checkText('reasoning', reasoning, turn.reasoning, least(turn.reasoningTag)),
  ];
  const isWhole = status === 'done' && text === turn.text;
  const isTold = status === 'failed' && error?.code === 'interrupted';
  if (!isWhole && !isTold) problems.push(`the answer is ${status} ${error?.code ?? ''}`);
  return problems;
}

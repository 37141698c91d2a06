import { answerReserve } from '../context/check-fit';
import { lastBreak } from '../context/last-break';
import type { ChatMessage, ModelChoice } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import { instructions, missingAnswer, summaryHeading, summaryRequest } from '../prompt/instructions';
import { AppError } from '../shared/app-error';
import { modelTokens } from '../tokens/families';
import { countTexts } from './count-tokens';
import { loadTurn } from './load-turn';
import { protocolsHere } from './protocols-here';
import { writeNotes } from './write-notes';

/** The turns without their sources, which are sent whole beside the summary. */
const textOf = ({ role, text }: ChatMessage): string =>
  `${role === 'user' ? 'I' : 'You'}: ${text || missingAnswer}`;

const requestFor = (summary: string, turns: string): ModelMessage[] => [
  { role: 'system', content: instructions.full },
  {
    role: 'user',
    content: [summary && `${summaryHeading}\n\n${summary}`, turns, summaryRequest]
      .filter(Boolean)
      .join('\n\n'),
  },
];

/** Less than this many characters at once make no summary. */
const fewestCharacters = 400;

/**
 * Has a model write a summary of a chat's turns, for the user to edit. Turns that stand in an older summary are taken from it; what the
 * window does not hold at once is summed up one stretch after the other.
 * @param turns `upToId`: the last answer that the summary covers.
 * @returns the summary.
 * @throws AppError `context-too-long` where the window holds next to nothing; `notes-incomplete` where the model does not end; see writeNotes.
 */
export async function summariseTurns(
  turns: { chatId: string; upToId: string; choice: ModelChoice },
  signal: AbortSignal,
): Promise<string> {
  const turn = await loadTurn({ chatId: turns.chatId, parentId: turns.upToId, choice: turns.choice });
  const { facts, memory, protocol } = turn;
  const { model } = turns.choice;
  const room = facts.windowTokens
    ? facts.windowTokens - answerReserve(facts.windowTokens)
    : Number.POSITIVE_INFINITY;
  const tokensOf = async (messages: readonly ModelMessage[]) =>
    (await countTexts(messages.map(({ content }) => content))).reduce(
      (sum, profile) => sum + modelTokens(profile, facts),
      0,
    );
  // A summary of just these turns is written anew, from the turns.
  const summed =
    memory && memory.upToId !== turns.upToId
      ? turn.thread.findIndex(({ id }) => id === memory.upToId) + 1
      : 0;
  let summary = memory && summed > 0 ? memory.text : '';
  let rest = turn.thread.slice(summed).map(textOf).join('\n\n');
  while (rest) {
    let end = rest.length;
    for (;;) {
      const tokenCount = await tokensOf(requestFor(summary, rest.slice(0, end)));
      if (tokenCount <= room) break;
      if (end < fewestCharacters) throw new AppError('context-too-long', { model, tokenCount });
      end = lastBreak(rest, end >> 2, end >> 1);
    }
    const messages = requestFor(summary, rest.slice(0, end));
    const written = await writeNotes(messages, {
      toRequest: (sent) => turn.toRequest(sent),
      protocol: protocolsHere()[protocol],
      tokensOf,
      tokenError: facts.tokenError,
      signal,
    });
    if (written.isCut) throw new AppError('notes-incomplete', { model });
    summary = written.text;
    rest = rest.slice(end);
  }
  return summary;
}

import type { ChatMemory, ChatMessage } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import {
  continueRequest,
  instructions,
  missingAnswer,
  type PromptStyle,
  summaryHeading,
  summaryTaken,
} from './instructions';
import { sentWords } from './map-request';
import { createLoreTeller, openScene, type RolePlay, rolePlayInstructions, wrapCards } from './role-play';
import { type PromptSource, quoteSource, wrapSource } from './wrap-source';

export interface PromptInput {
  style: PromptStyle;
  /** The visible branch up to and with the question that is being answered. */
  thread: readonly ChatMessage[];
  /** Every source that a message of the thread names. */
  sources: ReadonlyMap<string, PromptSource>;
  /** Sent in the place of the turns up to its last answer; their sources are sent whole all the same. */
  memory?: ChatMemory | undefined;
  /** Set in a chat in character: its canon and its cards stand before the first turn. */
  rolePlay?: RolePlay | undefined;
  /** What a cut answer had said so far, where it is to be continued. */
  answerSoFar?: string;
}

/**
 * The whole request as messages: instructions, in character the canon and the cards, then each question with the sources that joined
 * with it, then the answers. What was sent once is sent again byte for byte before anything new.
 * @throws RangeError where a message names a source that is not given: nothing is dropped in silence.
 */
export function buildMessages({
  style,
  thread,
  sources,
  memory,
  rolePlay,
  answerSoFar,
}: PromptInput): ModelMessage[] {
  const wrap = style === 'small' ? quoteSource : wrapSource;
  const system = rolePlay ? rolePlayInstructions[style] : instructions[style];
  const messages: ModelMessage[] = [{ role: 'system', content: system }];
  // One that a branch names twice (its question was taken back and asked again) is sent where it joined first.
  const joined = new Set<string>();
  const wrapAll = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      if (joined.has(id)) return [];
      joined.add(id);
      const source = sources.get(id);
      if (!source) throw new RangeError(`source ${id} is missing`);
      return [wrap({ ...source, number: joined.size })];
    });
  // Before the first turn, and in one message with it: two in a row of one role are refused by the templates of many models.
  let opening = rolePlay ? [...wrapAll(rolePlay.canonIds), ...wrapCards(rolePlay)] : [];
  const tellLore = rolePlay && createLoreTeller(rolePlay);
  const pushQuestion = (ids: readonly string[], heard: readonly string[], text: string) => {
    const content = [...opening, ...wrapAll(ids), ...(tellLore?.(heard) ?? []), text].join('\n\n');
    opening = [];
    messages.push({ role: 'user', content });
  };
  const summed = memory ? thread.findIndex(({ id }) => id === memory.upToId) + 1 : 0;
  if (memory && summed > 0) {
    const turns = thread.slice(0, summed);
    const ids = turns.flatMap((message) => (message.role === 'user' ? message.sourceIds : []));
    const heard = turns.map(({ text }) => text);
    pushQuestion(ids, heard, `${summaryHeading}\n\n${memory.text}`);
    messages.push({ role: 'assistant', content: summaryTaken });
  } else if (rolePlay && thread[0]?.role !== 'user') pushQuestion([], [], openScene);
  let heard: string[] = [];
  for (const message of thread.slice(summed)) {
    heard.push(message.text);
    // An empty message is refused by many servers, and two questions in a row by the templates of many models.
    if (message.role === 'assistant')
      messages.push({ role: 'assistant', content: message.text || missingAnswer });
    else {
      pushQuestion(message.sourceIds, heard, sentWords(message.text, style));
      heard = [];
    }
  }
  if (answerSoFar)
    messages.push({ role: 'assistant', content: answerSoFar }, { role: 'user', content: continueRequest });
  return messages;
}

import type { ChatMessage } from '../messages/chat-message';
import type { ModelMessage } from '../messages/model-message';
import { continueRequest, instructions, missingAnswer, type PromptStyle } from './instructions';
import { type PromptSource, quoteSource, wrapSource } from './wrap-source';

export interface PromptInput {
  style: PromptStyle;
  /** The visible branch up to and with the question that is being answered. */
  thread: readonly ChatMessage[];
  /** Every source that a message of the thread names. */
  sources: ReadonlyMap<string, PromptSource>;
  /** What a cut answer had said so far, where it is to be continued. */
  answerSoFar?: string;
}

/**
 * The whole request as messages: instructions, then each question with the sources that joined with it, then the answers. What
 * was sent once is sent again byte for byte before anything new.
 * @throws RangeError where a message names a source that is not given: nothing is dropped in silence.
 */
export function buildMessages({ style, thread, sources, answerSoFar }: PromptInput): ModelMessage[] {
  const wrap = style === 'small' ? quoteSource : wrapSource;
  const messages: ModelMessage[] = [{ role: 'system', content: instructions[style] }];
  for (const message of thread) {
    if (message.role === 'assistant') {
      // An empty message is refused by many servers, and two questions in a row by the templates of many models.
      messages.push({ role: 'assistant', content: message.text || missingAnswer });
      continue;
    }
    const wrapped = message.sourceIds.map((id) => {
      const source = sources.get(id);
      if (!source) throw new RangeError(`source ${id} is missing`);
      return wrap(source);
    });
    messages.push({ role: 'user', content: [...wrapped, message.text].join('\n\n') });
  }
  if (answerSoFar)
    messages.push({ role: 'assistant', content: answerSoFar }, { role: 'user', content: continueRequest });
  return messages;
}

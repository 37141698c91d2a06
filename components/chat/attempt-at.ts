import type { Answer, ModelChoice, Sending } from '../../utils/messages/chat-message';
import { continueRequest } from '../../utils/prompt/instructions';
import type { ErrorRecord } from '../../utils/shared/app-error';
import { modelTokens } from '../../utils/tokens/families';
import { estimateProfile } from '../../utils/tokens/token-profile';
import type { ModelOption } from '../settings/use-models';
import type { ChatView } from './use-chat';
import { measureContext } from './use-fit';

/** How an answer is asked for again. */
export interface Attempt {
  choice: ModelChoice;
  sending: Sending | undefined;
  /** What stands against it: then nothing is sent. */
  error?: ErrorRecord;
}

/**
 * The request of an answer of the shown branch, once more: the chosen model may be another one, which counts otherwise and takes less.
 * @param isContinued whether it goes on with what the answer has said so far.
 */
export function attemptAt(
  view: ChatView,
  answer: Answer,
  model: ModelOption | null,
  isContinued: boolean,
): Attempt {
  if (!model) return { choice: answer.choice, sending: answer.sending };
  const asked = view.thread.slice(
    0,
    view.thread.findIndex(({ message }) => message.id === answer.id),
  );
  const size = measureContext(
    { ...view, thread: asked, chat: { ...view.chat, pendingSourceIds: [] } },
    model,
  );
  const more =
    isContinued && answer.text ? modelTokens(estimateProfile(answer.text + continueRequest), model) : 0;
  const countedTokens = size.requestTokens + more;
  const { choice, name, tokenRatio, tokenError, windowTokens } = model;
  const mode = answer.sending?.mode ?? 'whole';
  const sending: Sending = { mode, countedTokens, tokenRatio, tokenError };
  const isTooLong = size.roomTokens !== undefined && countedTokens > size.roomTokens;
  if (mode === 'full-read' || !isTooLong || windowTokens === undefined) return { choice, sending };
  const facts = { model: name, tokenCount: countedTokens, windowTokens };
  return { choice, sending, error: { code: 'context-too-long', facts } };
}

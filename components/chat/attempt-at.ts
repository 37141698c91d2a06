import type { Answer, Sending } from '../../utils/messages/chat-message';
import { continueRequest } from '../../utils/prompt/instructions';
import type { Attempt } from '../../utils/storage/branches';
import { modelTokens } from '../../utils/tokens/families';
import { estimateProfile } from '../../utils/tokens/token-profile';
import type { ModelOption } from '../settings/use-models';
import type { ChatView } from './use-chat';
import { measureContext } from './use-fit';

/** A chat as it was before one of its messages. @param pendingSourceIds what waits for the question that is asked there. */
export function viewBefore(view: ChatView, messageId: string, pendingSourceIds: string[]): ChatView {
  const thread = view.thread.slice(
    0,
    view.thread.findIndex(({ message }) => message.id === messageId),
  );
  const joined = thread.flatMap(({ message }) => (message.role === 'user' ? message.sourceIds : []));
  return {
    ...view,
    thread,
    joinedIds: [...new Set([...(view.rolePlay?.canonIds ?? []), ...joined])],
    chat: { ...view.chat, pendingSourceIds },
  };
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
  const size = measureContext(viewBefore(view, answer.id, []), model);
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

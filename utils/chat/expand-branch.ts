import type { Answer, ModelChoice, Sending } from '../messages/chat-message';
import { AppError } from '../shared/app-error';
import { addQuestion, createChat } from '../storage/chats';
import { startAnswer } from './start-answer';

/**
 * Has a model write more below a node of a map, from the sources that the map was made of. The request is a turn of a chat that is not
 * talked in: it begins with the same bytes as the map's own, and streams, fails and is stopped as every turn does.
 * @param request see branchRequest.
 * @returns the answer that is being written: an outline without a root.
 */
export async function expandBranch(
  sourceIds: readonly string[],
  request: string,
  choice: ModelChoice,
  sending: Sending,
): Promise<Answer> {
  const chat = await createChat({ purpose: 'map', pendingSourceIds: [...sourceIds] });
  const answer = await addQuestion(chat.id, request, choice, sending, { sourceIds });
  if (typeof answer === 'string') throw new AppError('unexpected', { said: answer });
  await startAnswer(answer.id);
  return answer;
}

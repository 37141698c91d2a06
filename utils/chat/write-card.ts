import type { Answer, ModelChoice, Sending } from '../messages/chat-message';
import { writeCardRequest } from '../prompt/write-card';
import { AppError } from '../shared/app-error';
import { addQuestion, createChat, forgetCardChats } from '../storage/chats';
import { startAnswer } from './start-answer';

/**
 * Has a model write a card from sources. The request is a turn of a chat that is not talked in: it streams, fails and is stopped as every
 * turn does, and it is read part by part where it is too long.
 * @param wanted which of several characters; empty where the sources say.
 * @returns the answer that is being written, see `readWrittenCard`.
 */
export async function writeCard(
  sourceIds: readonly string[],
  wanted: string,
  choice: ModelChoice,
  sending: Sending,
): Promise<Answer> {
  // Those that were begun before and not used.
  await forgetCardChats();
  const chat = await createChat({ purpose: 'card', pendingSourceIds: [...sourceIds] });
  const answer = await addQuestion(chat.id, writeCardRequest(wanted), choice, sending, { sourceIds });
  if (typeof answer === 'string') throw new AppError('unexpected', { said: answer });
  await startAnswer(answer.id);
  return answer;
}

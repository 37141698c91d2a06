import { useCallback } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import { startAnswer } from '../../utils/chat/start-answer';
import type { Answer, ModelChoice, Sending, UserMessage } from '../../utils/messages/chat-message';
import {
  type Attempt,
  addAlternative,
  addVariant,
  requeueAnswer,
  showBranch,
} from '../../utils/storage/branches';
import { addQuestion, type ShownChat, type Unasked, withdrawQuestion } from '../../utils/storage/chats';

/** Queues an answer again in its place, unless another window was first. */
async function askAgain(answer: Answer, attempt: Attempt): Promise<void> {
  if ((await requeueAnswer(answer, attempt)) && !attempt.error) await startAnswer(answer.id);
}

/** What a panel can do with a chat's turns. All of it is written first and sent then. */
export function useTurns(chatId: string | undefined) {
  /** @returns why nothing was sent; undefined where it was. */
  const send = useCallback(
    async (
      text: string,
      choice: ModelChoice,
      sending: Sending | undefined,
      shown: ShownChat,
    ): Promise<Unasked | undefined> => {
      const answer = chatId ? await addQuestion(chatId, text, choice, sending, shown) : 'chat-moved';
      if (typeof answer === 'string') return answer;
      await startAnswer(answer.id);
      return undefined;
    },
    [chatId],
  );
  /** @param shownIds the answer and its alternatives. */
  const retry = useCallback(async (answer: Answer, attempt: Attempt, shownIds: readonly string[]) => {
    // An answer without a word is tried again in its place: an empty alternative is no alternative.
    if (!answer.text && !answer.reasoning) return askAgain(answer, attempt);
    const alternative = await addAlternative(answer, attempt, shownIds);
    if (alternative && !attempt.error) await startAnswer(alternative.id);
  }, []);
  const goOn = useCallback(askAgain, []);
  /** The same question, read part by part. */
  const readInFull = useCallback((answer: Answer, { choice, sending }: Attempt) => {
    const inParts: Sending = {
      countedTokens: 0,
      tokenRatio: 1,
      tokenError: 0,
      ...sending,
      mode: 'full-read',
    };
    return askAgain(answer, { choice, sending: inParts });
  }, []);
  /** Asks a question of the chat in other words; the older one stays. @param shownIds the question and its alternatives. */
  const askOtherwise = useCallback(
    async (
      question: UserMessage,
      asked: Pick<UserMessage, 'text' | 'sourceIds'>,
      attempt: Attempt,
      shownIds: readonly string[],
    ) => {
      const answer = await addVariant(question, asked, attempt, shownIds);
      if (answer) await startAnswer(answer.id);
    },
    [],
  );
  /** Takes the last question back into its field, with the sources that joined with it. */
  const withdraw = useCallback((answer: Answer) => withdrawQuestion(answer), []);
  const pause = useCallback((answerId: string) => askEngine({ type: 'pause-answer', answerId }), []);
  const stop = useCallback((answerId: string) => askEngine({ type: 'stop-answer', answerId }), []);
  const show = useCallback(
    async (messageId: string) => {
      if (chatId) await showBranch(chatId, messageId);
    },
    [chatId],
  );
  return { send, retry, goOn, readInFull, askOtherwise, withdraw, pause, stop, show };
}

import { useCallback } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import { startAnswer } from '../../utils/chat/start-answer';
import type { Answer, ModelChoice, Sending } from '../../utils/messages/chat-message';
import { newestLeafBelow } from '../../utils/messages/visible-thread';
import {
  addAlternative,
  addQuestion,
  loadMessages,
  updateAnswer,
  withdrawQuestion,
} from '../../utils/storage/chats';
import { database } from '../../utils/storage/database';
import type { Attempt } from './attempt-at';

/** What a panel can do with a chat's turns. All of it is written first and sent then. */
export function useTurns(chatId: string | undefined) {
  /** @returns false, with nothing sent, where a source has joined that is not among those shown. */
  const send = useCallback(
    async (
      text: string,
      choice: ModelChoice,
      sending: Sending | undefined,
      shownIds: readonly string[],
    ): Promise<boolean> => {
      const answer = chatId && (await addQuestion(chatId, text, choice, sending, shownIds));
      if (!answer) return false;
      await startAnswer(answer.id);
      return true;
    },
    [chatId],
  );
  const retry = useCallback(async (answer: Answer, { choice, sending, error }: Attempt) => {
    const status = error ? 'failed' : 'queued';
    // An answer without a word is tried again in its place: an empty alternative is no alternative.
    const isAlternative = Boolean(answer.text || answer.reasoning);
    const { id } = isAlternative ? await addAlternative(answer, choice) : answer;
    await updateAnswer(id, { status, choice, sending, error, createdAt: Date.now() });
    if (!error) await startAnswer(id);
  }, []);
  const goOn = useCallback(async (answer: Answer, { choice, sending, error }: Attempt) => {
    await updateAnswer(answer.id, { status: error ? 'failed' : 'queued', choice, sending, error });
    if (!error) await startAnswer(answer.id);
  }, []);
  /** The same question, read part by part. */
  const readInFull = useCallback(async (answer: Answer, { choice, sending }: Attempt) => {
    const inParts: Sending = {
      countedTokens: 0,
      tokenRatio: 1,
      tokenError: 0,
      ...sending,
      mode: 'full-read',
    };
    await updateAnswer(answer.id, { status: 'queued', choice, sending: inParts, error: undefined });
    await startAnswer(answer.id);
  }, []);
  /** Takes the last question back into its field, with the sources that joined with it. */
  const withdraw = useCallback((answer: Answer) => withdrawQuestion(answer), []);
  const pause = useCallback((answerId: string) => askEngine({ type: 'pause-answer', answerId }), []);
  const stop = useCallback((answerId: string) => askEngine({ type: 'stop-answer', answerId }), []);
  const show = useCallback(
    async (messageId: string) => {
      if (chatId)
        await database.chats.update(chatId, {
          leafId: newestLeafBelow(await loadMessages(chatId), messageId),
        });
    },
    [chatId],
  );
  return { send, retry, goOn, readInFull, withdraw, pause, stop, show };
}

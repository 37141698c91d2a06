import { useCallback } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import type { Answer, ModelChoice } from '../../utils/messages/chat-message';
import { newestLeafBelow } from '../../utils/messages/visible-thread';
import { toAppError } from '../../utils/shared/app-error';
import { addAlternative, addQuestion, loadMessages, updateAnswer } from '../../utils/storage/chats';
import { database } from '../../utils/storage/database';

/** An engine that cannot be reached leaves its answer failed, not queued for ever. */
async function start(answerId: string): Promise<void> {
  try {
    await askEngine({ type: 'start-answer', answerId });
  } catch (error) {
    await updateAnswer(answerId, { status: 'failed', error: toAppError(error).toRecord() });
  }
}

/** What a panel can do with a chat's turns. All of it is written first and sent then. */
export function useTurns(chatId: string | undefined) {
  const send = useCallback(
    async (text: string, choice: ModelChoice) => {
      if (!chatId) return;
      const answer = await addQuestion(chatId, text, choice);
      await start(answer.id);
    },
    [chatId],
  );
  const retry = useCallback(async (answer: Answer, choice: ModelChoice) => {
    // An answer without a word is tried again in its place: an empty alternative is no alternative.
    if (!answer.text && !answer.reasoning) {
      await updateAnswer(answer.id, { status: 'queued', choice, error: undefined, createdAt: Date.now() });
      return start(answer.id);
    }
    return start((await addAlternative(answer, choice)).id);
  }, []);
  const goOn = useCallback(async (answer: Answer, choice: ModelChoice) => {
    await updateAnswer(answer.id, { status: 'queued', choice, error: undefined });
    await start(answer.id);
  }, []);
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
  return { send, retry, goOn, stop, show };
}

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Sending } from '../../utils/messages/chat-message';
import { sentWords } from '../../utils/prompt/map-request';
import { toAppError } from '../../utils/shared/app-error';
import type { Source } from '../../utils/sources/source';
import type { ShownChat } from '../../utils/storage/chats';
import { modelTokens } from '../../utils/tokens/families';
import { estimateProfile } from '../../utils/tokens/token-profile';
import type { ModelOption } from '../settings/use-models';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import type { Obstacle } from './SendObstacle';
import type { ContextSize } from './use-fit';
import type { useTurns } from './use-turns';

interface SendingInput {
  /** The one that is shown; undefined while none is. */
  chatId: string | undefined;
  /** Sources that wait for the question. */
  pending: readonly Source[];
  /** What the panel shows of the chat, see addQuestion. */
  shown: ShownChat;
  model: ModelOption | null;
  /** The request without the question; undefined until known. */
  fit: ContextSize | undefined;
  /** The last answer waits for room: nothing can be written below it. */
  isUnsaved: boolean;
  /** What stands in the question field. */
  draft: string;
  setDraft: (text: string) => void;
  dropDraft: (asked: string) => void;
  addQuestion: ReturnType<typeof useTurns>['send'];
  removeSources: (sources: readonly Source[]) => Promise<void>;
}

/** Tokens that a question adds to a request. */
export const questionTokens = (text: string, model: ModelOption | null): number =>
  modelTokens(
    estimateProfile(sentWords(text, model?.isOnDevice ? 'small' : 'full')),
    model ?? { family: 'other', tokenRatio: 1 },
  );

/** What stands against sending, the first thing first; undefined where nothing does. */
function findObstacle(
  { pending, model, fit, isUnsaved }: SendingInput,
  text: string,
  isWithoutFailed: boolean,
  mode: Sending['mode'],
): Obstacle | undefined {
  if (isUnsaved) return { kind: 'unsaved' };
  if (!model) return { kind: 'no-model' };
  // A page takes a moment to be read; the question goes by itself then.
  if (pending.some((source) => source.status === 'reading')) return { kind: 'reading', text };
  const failedCount = pending.filter((source) => source.status === 'failed').length;
  if (failedCount > 0 && !isWithoutFailed) return { kind: 'unread', count: failedCount, text };
  const isTooLong =
    fit?.roomTokens !== undefined && fit.requestTokens + questionTokens(text, model) > fit.roomTokens;
  return isTooLong && mode === 'whole' ? { kind: 'too-long', text } : undefined;
}

/** Sends questions, or says what stands against it. What is not sent stays in the field. */
export function useSending(input: SendingInput) {
  const texts = useTexts();
  const { chatId, model, pending } = input;
  // Of one chat: what waits in it must not be asked in another that is shown meanwhile.
  const [met, setMet] = useState<{ chatId: string | undefined; obstacle: Obstacle | undefined }>();
  const obstacle = met?.chatId === chatId ? met?.obstacle : undefined;
  const setObstacle = (next: Obstacle | undefined) => setMet({ chatId, obstacle: next });
  const isSending = useRef(false);
  const fail = (error: unknown) =>
    setObstacle({ kind: 'failed', message: errorText(toAppError(error).toRecord(), texts) });

  /** @param mode `full-read` sends what does not fit, part by part. */
  const send = async (
    question: string,
    isWithoutFailed = false,
    mode: Sending['mode'] = 'whole',
  ): Promise<void> => {
    const text = question.trim();
    if (!text) return;
    const found = findObstacle(input, text, isWithoutFailed, mode);
    setObstacle(found);
    if (found || !model) {
      input.setDraft(text);
      return;
    }
    // A second Enter before the first is written must not send twice.
    if (isSending.current) return;
    isSending.current = true;
    try {
      await input.removeSources(pending.filter(({ status }) => status === 'failed'));
      const isDraft = input.draft.trim() === text;
      const unasked = await input.addQuestion(
        text,
        model.choice,
        input.fit && {
          mode,
          countedTokens: input.fit.requestTokens + questionTokens(text, model),
          tokenRatio: model.tokenRatio,
          tokenError: model.tokenError,
        },
        isDraft ? input.shown : { ...input.shown, draft: '' },
      );
      if (unasked === undefined || unasked === 'asked-already') {
        if (isDraft) input.dropDraft(text);
        return;
      }
      input.setDraft(text);
      // One that has just joined is not shown yet: it may still be read, or make the request too long.
      setObstacle(unasked === 'source-joined' ? { kind: 'reading', text } : { kind: 'moved' });
    } catch (error) {
      input.setDraft(text);
      fail(error);
    } finally {
      isSending.current = false;
    }
  };

  const isReading = pending.some((source) => source.status === 'reading');
  const sendWaiting = useEffectEvent(() => {
    if (obstacle?.kind === 'reading') void send(obstacle.text);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every change of what waits.
  useEffect(() => {
    if (!isReading) sendWaiting();
  }, [isReading, pending]);

  const shown = obstacle?.kind === 'unsaved' && !input.isUnsaved ? undefined : obstacle;
  return { obstacle: shown, send, clearObstacle: () => setObstacle(undefined), setObstacle, fail };
}

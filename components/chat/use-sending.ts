import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Fit } from '../../utils/context/check-fit';
import type { ModelChoice } from '../../utils/messages/chat-message';
import { toAppError } from '../../utils/shared/app-error';
import type { Source } from '../../utils/sources/source';
import { estimateTokens } from '../../utils/tokens/estimate-tokens';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import type { Obstacle } from './SendObstacle';
import type { ModelOption } from './use-models';

interface SendingInput {
  /** Sources that wait for the question. */
  pending: readonly Source[];
  model: ModelOption | null;
  /** The request without the question; undefined until known. */
  fit: Fit | undefined;
  setDraft: (text: string) => void;
  addQuestion: (text: string, choice: ModelChoice) => Promise<void>;
  removeSource: (source: Source) => Promise<void>;
}

/** What stands against sending, the first thing first; undefined where nothing does. */
function findObstacle(
  { pending, model, fit }: SendingInput,
  text: string,
  isWithoutFailed: boolean,
): Obstacle | undefined {
  if (!model) return { kind: 'no-model' };
  // A page takes a moment to be read; the question goes by itself then.
  if (pending.some((source) => source.status === 'reading')) return { kind: 'reading', text };
  const failedCount = pending.filter((source) => source.status === 'failed').length;
  if (failedCount > 0 && !isWithoutFailed) return { kind: 'unread', count: failedCount, text };
  if (fit?.roomTokens !== undefined) {
    const requestTokens = fit.requestTokens + estimateTokens(text);
    if (requestTokens > fit.roomTokens)
      return { kind: 'too-long', fit: { ...fit, requestTokens, fits: false } };
  }
  return undefined;
}

/** Sends questions, or says what stands against it. What is not sent stays in the field. */
export function useSending(input: SendingInput) {
  const texts = useTexts();
  const [obstacle, setObstacle] = useState<Obstacle>();
  const isSending = useRef(false);
  const { model, pending } = input;

  const send = async (question: string, isWithoutFailed = false): Promise<void> => {
    const text = question.trim();
    if (!text) return;
    const found = findObstacle(input, text, isWithoutFailed);
    setObstacle(found);
    if (found || !model) {
      input.setDraft(text);
      return;
    }
    // A second Enter before the first is written must not send twice.
    if (isSending.current) return;
    isSending.current = true;
    try {
      for (const source of pending) if (source.status === 'failed') await input.removeSource(source);
      await input.addQuestion(text, model.choice);
      input.setDraft('');
    } catch (error) {
      input.setDraft(text);
      setObstacle({ kind: 'failed', message: errorText(toAppError(error).toRecord(), texts) });
    } finally {
      isSending.current = false;
    }
  };

  const isReading = pending.some((source) => source.status === 'reading');
  const sendWaiting = useEffectEvent(() => {
    if (obstacle?.kind === 'reading') void send(obstacle.text);
  });
  useEffect(() => {
    if (!isReading) sendWaiting();
  }, [isReading]);

  return { obstacle, send, clearObstacle: () => setObstacle(undefined) };
}

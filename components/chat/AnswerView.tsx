import { Check, ChevronLeft, ChevronRight, Copy, RotateCw } from 'lucide-react';
import { memo, useState } from 'react';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Markdown } from '../ui/markdown/Markdown';
import { AnswerEnding } from './AnswerEnding';
import { AnswerWork } from './AnswerWork';
import type { AnswerActions } from './answer-actions';
import { Reasoning } from './Reasoning';
import { useLiveAnswer } from './use-live-answer';

/** Whether a state was ever true while this was shown. */
function useHasBeen(state: boolean): boolean {
  const [has, setHas] = useState(state);
  if (state && !has) setHas(true);
  return has;
}

interface AnswerViewProps extends AnswerActions {
  answer: Answer;
  siblingIds: string[];
  isLast: boolean;
}

/** One answer: reasoning folded, the text as it streams, how it ended, and what can be done with it. */
export const AnswerView = memo(function AnswerView({
  answer: stored,
  siblingIds,
  isLast,
  ...actions
}: AnswerViewProps) {
  const answer = useLiveAnswer(stored);
  const { t, number } = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  const runs = isRunning(answer);
  // Said once to those who listen: when an answer that was seen running has ended.
  const hasRun = useHasBeen(runs);
  const index = siblingIds.indexOf(answer.id);
  const { usage } = answer;

  const copy = async () => {
    await navigator.clipboard.writeText(answer.text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1500);
  };

  return (
    <article
      aria-label={t('answer.label')}
      aria-busy={runs}
      data-testid="answer-block"
      className="group/answer space-y-2"
    >
      {answer.reasoning && <Reasoning text={answer.reasoning} isThinking={runs && !answer.text} />}
      <div data-testid="answer" data-status={answer.status}>
        {answer.text && <Markdown text={answer.text} isStreaming={runs} />}
      </div>
      {runs ? <AnswerWork answer={answer} /> : <AnswerEnding answer={answer} isLast={isLast} {...actions} />}
      <span className="sr-only" role="status">
        {hasRun && !runs ? t('answer.done') : ''}
      </span>
      {!runs && (
        <div className="flex flex-wrap items-center gap-0.5 text-xs text-muted">
          {answer.text && (
            <Button
              look="quiet"
              data-testid="copy"
              icon={
                isCopied ? (
                  <Check aria-hidden className="size-3.5" />
                ) : (
                  <Copy aria-hidden className="size-3.5" />
                )
              }
              iconLabel={isCopied ? t('action.copied') : t('action.copy')}
              className="size-7!"
              onClick={() => void copy()}
            />
          )}
          {isLast && (
            <Button
              look="quiet"
              data-testid="retry"
              icon={<RotateCw aria-hidden className="size-3.5" />}
              iconLabel={t('action.retry')}
              className="size-7!"
              onClick={() => actions.onRetry(answer)}
            />
          )}
          {siblingIds.length > 1 && (
            <span className="flex items-center tabular-nums" data-testid="alternatives">
              <Button
                look="quiet"
                className="size-7!"
                icon={<ChevronLeft aria-hidden className="size-3.5" />}
                iconLabel={t('action.previousAnswer')}
                disabled={index <= 0}
                onClick={() => actions.onShow(siblingIds[index - 1]!)}
              />
              {t('answer.alternative', { index: index + 1, count: siblingIds.length })}
              <Button
                look="quiet"
                className="size-7!"
                icon={<ChevronRight aria-hidden className="size-3.5" />}
                iconLabel={t('action.nextAnswer')}
                disabled={index >= siblingIds.length - 1}
                onClick={() => actions.onShow(siblingIds[index + 1]!)}
              />
            </span>
          )}
          <span className="ml-auto truncate pl-2 tabular-nums" title={answer.choice.model}>
            {usage?.promptTokens === undefined
              ? answer.choice.model
              : t(usage.cachedTokens ? 'answer.usageCached' : 'answer.usage', {
                  prompt: number(usage.promptTokens),
                  cached: number(usage.cachedTokens ?? 0),
                  completion: number(usage.completionTokens ?? 0),
                })}
          </span>
        </div>
      )}
    </article>
  );
});

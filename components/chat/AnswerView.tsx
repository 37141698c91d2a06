import { Check, Copy, RotateCw } from 'lucide-react';
import { memo, useContext, useState } from 'react';
import { toFootnotes } from '../../utils/citations/to-footnotes';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import type { Price } from '../../utils/providers/protocol';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Alternatives } from './Alternatives';
import { AnswerEnding } from './AnswerEnding';
import { AnswerFacts } from './AnswerFacts';
import { AnswerWork } from './AnswerWork';
import type { AnswerActions } from './answer-actions';
import { CitationSummary } from './CitationSummary';
import { CitedMarkdown } from './CitedMarkdown';
import { sayFootnote } from './citation-states';
import { MapAnswer } from './MapAnswer';
import { MapStart } from './MapStart';
import { ReadingNotes } from './ReadingNotes';
import { Reasoning } from './Reasoning';
import { TruncationWarning } from './TruncationWarning';
import { UnsavedAnswer } from './UnsavedAnswer';
import { CitationScope, useCitations } from './use-citations';
import { mapEveryMs, useLiveAnswer } from './use-live-answer';

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
  /** The question asked for a mind map. */
  isMap: boolean;
  /** Sends a question of its own; absent where none is to be asked here. */
  onAsk: ((text: string) => void) | undefined;
  priceOf: (choice: Answer['choice']) => Price | undefined;
}

/** One answer: reasoning folded, the text as it streams, how it ended, and what can be done with it. */
export const AnswerView = memo(function AnswerView({
  answer: stored,
  siblingIds,
  isLast,
  isMap,
  onAsk,
  priceOf,
  ...actions
}: AnswerViewProps) {
  const answer = useLiveAnswer(stored, isMap ? mapEveryMs : 0);
  const { t } = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  const runs = isRunning(answer);
  // Said once to those who listen: when an answer that was seen running has ended.
  const hasRun = useHasBeen(runs);
  const isWhole = answer.status === 'done' && answer.finishReason !== 'content-filter';
  const { joined } = useContext(CitationScope);
  const cited = useCitations(answer.text, runs, joined);

  const alternatives = (
    <Alternatives id={answer.id} siblingIds={siblingIds} kind="answer" onShow={actions.onShow} />
  );

  const copy = async () => {
    const noteOf = (at: number) => sayFootnote(cited.citations[at]!, t);
    await navigator.clipboard.writeText(toFootnotes(cited, noteOf));
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
        {isMap ? (
          <MapAnswer answer={answer} cited={cited} />
        ) : (
          answer.text && <CitedMarkdown cited={cited} isStreaming={runs} />
        )}
        {!runs && cited.citations.length > 0 && <CitationSummary citations={cited.citations} />}
      </div>
      {!runs && <TruncationWarning answer={answer} />}
      {!runs && answer.text && answer.reading && (
        <ReadingNotes answerId={answer.id} reading={answer.reading} />
      )}
      {runs ? (
        <AnswerWork answer={answer} onPause={actions.onPause} />
      ) : (
        !isWhole && <AnswerEnding answer={answer} isLast={isLast && !answer.isUnsaved} {...actions} />
      )}
      {answer.isUnsaved && <UnsavedAnswer />}
      <span className="sr-only" role="status">
        {hasRun && !runs ? t('answer.done') : ''}
      </span>
      {runs ? (
        alternatives
      ) : (
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
          {!answer.isUnsaved && (
            <Button
              look="quiet"
              data-testid={isLast ? 'retry' : 'retry-earlier'}
              icon={<RotateCw aria-hidden className="size-3.5" />}
              iconLabel={t('action.retry')}
              className="size-7!"
              onClick={() => actions.onRetry(answer)}
            />
          )}
          {onAsk && answer.text && !isMap && <MapStart onAsk={onAsk} />}
          {alternatives}
          <AnswerFacts answer={answer} price={priceOf(answer.choice)} />
        </div>
      )}
    </article>
  );
});

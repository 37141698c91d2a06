import type { Answer } from '../../utils/messages/chat-message';
import { useTexts } from '../ui/i18n';
import { Progress } from '../ui/Progress';
import { ReadingProgress } from './ReadingProgress';
import { useExpectedWait } from './use-expected-wait';
import { useNow } from './use-now';

/** A wait shorter than this needs no explanation. */
const patienceS = 6;
/** Shorter requests are read in no time. */
const longTokens = 2000;

/** What is going on while no words come. */
export function AnswerWork({ answer, onPause }: { answer: Answer; onPause: (answer: Answer) => void }) {
  const { t, compact } = useTexts();
  const expectedS = useExpectedWait(answer);
  const now = useNow();
  if (answer.status === 'waiting' && answer.retryAt) {
    const seconds = Math.max(0, Math.ceil((answer.retryAt - now) / 1000));
    const host = answer.error?.facts.host ?? '—';
    return (
      <Line
        text={t(answer.error?.code === 'rate-limited' ? 'answer.retryIn' : 'answer.retrySoon', {
          host,
          seconds,
        })}
      />
    );
  }
  if (answer.reading && !answer.text) return <ReadingProgress answer={answer} onPause={onPause} />;
  if (answer.progress) {
    const { stage, done, total } = answer.progress;
    const share = total > 0 ? done / total : 0;
    const text = t(stage === 'loading' ? 'answer.loading' : 'answer.prefill', {
      percent: Math.floor(share * 100),
    });
    return (
      <div className="space-y-1.5">
        <Line text={text} />
        <Progress value={share} label={text} />
      </div>
    );
  }
  if (answer.text) return null;
  const seconds = Math.max(0, Math.floor((now - (answer.askedAt ?? answer.createdAt)) / 1000));
  const { model } = answer.choice;
  const sent = answer.sending?.countedTokens;
  const isLong = sent !== undefined && sent >= longTokens;
  const values = { tokens: compact(sent ?? 0), seconds, expected: expectedS ?? 0 };
  return (
    <>
      <Line
        text={
          seconds < patienceS ? t('answer.waiting', { model }) : t('answer.waitingLong', { model, seconds })
        }
      />
      {isLong && answer.status === 'streaming' && !answer.reasoning && (
        <>
          <p className="text-xs text-muted tabular-nums" data-testid="prefill">
            {t(expectedS ? 'answer.prefillLeft' : 'answer.prefillSent', values)}
          </p>
          {expectedS !== undefined && (
            <Progress value={Math.min(0.98, seconds / expectedS)} label={t('answer.prefillLeft', values)} />
          )}
        </>
      )}
    </>
  );
}

function Line({ text }: { text: string }) {
  return (
    <p data-testid="progress" className="text-[13px] tabular-nums">
      <span className="shimmer">{text}</span>
    </p>
  );
}

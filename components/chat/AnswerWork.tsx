import type { Answer } from '../../utils/messages/chat-message';
import { useTexts } from '../ui/i18n';
import { Progress } from '../ui/Progress';
import { useNow } from './use-now';

/** A wait shorter than this needs no explanation. */
const patienceS = 6;

/** What is going on while no words come. */
export function AnswerWork({ answer }: { answer: Answer }) {
  const { t } = useTexts();
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
  const seconds = Math.floor((now - answer.createdAt) / 1000);
  const { model } = answer.choice;
  return (
    <Line
      text={
        seconds < patienceS ? t('answer.waiting', { model }) : t('answer.waitingLong', { model, seconds })
      }
    />
  );
}

function Line({ text }: { text: string }) {
  return (
    <p data-testid="progress" className="text-[13px] tabular-nums">
      <span className="shimmer">{text}</span>
    </p>
  );
}

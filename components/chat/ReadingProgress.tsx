import { Pause } from 'lucide-react';
import type { Answer } from '../../utils/messages/chat-message';
import type { ReadingState } from '../../utils/messages/stream-part';
import { Button } from '../ui/Button';
import { type TextId, useTexts } from '../ui/i18n';
import { Progress } from '../ui/Progress';
import { readPercent } from './read-percent';

const stageTexts: Record<ReadingState['stage'], TextId> = {
  parts: 'reading.parts',
  notes: 'reading.notes',
  answer: 'reading.answer',
};

/** A full read under way: which part, how much is read, how long it will take, and a button that pauses it. */
export function ReadingProgress({ answer, onPause }: { answer: Answer; onPause: (answer: Answer) => void }) {
  const { t, duration } = useTexts();
  const { reading } = answer;
  if (!reading) return null;
  const { readCharacters, totalCharacters, spentMs, stage, passes } = reading;
  const percent = readPercent(reading);
  const leftMs = readCharacters > 0 ? (spentMs / readCharacters) * (totalCharacters - readCharacters) : 0;
  const text = t(stageTexts[stage], { pass: passes + 1, percent });
  return (
    <div className="space-y-1.5" data-testid="reading" data-passes={passes} data-percent={percent}>
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-[13px] tabular-nums">
          <span className="shimmer">{text}</span>
        </p>
        {stage !== 'answer' && (
          <Button
            data-testid="pause-reading"
            icon={<Pause aria-hidden className="size-3.5" />}
            onClick={() => onPause(answer)}
          >
            {t('reading.pause')}
          </Button>
        )}
      </div>
      <Progress value={totalCharacters > 0 ? readCharacters / totalCharacters : 0} label={text} />
      {leftMs > 0 && (
        <p className="text-xs text-muted tabular-nums">{t('reading.left', { time: duration(leftMs) })}</p>
      )}
    </div>
  );
}

import type { ReadingState } from '../../utils/messages/stream-part';
import { database } from '../../utils/storage/database';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';
import { CitedText } from './CitedMarkdown';

/** Says that an answer was made by full read, and shows the notes that it was made from, part by part. */
export function ReadingNotes({ answerId, reading }: { answerId: string; reading: ReadingState }) {
  const { t, number } = useTexts();
  const made = useLiveQuery(() => database.readings.get(answerId), [answerId]);
  const cutCount = made?.notes.filter(({ isCut }) => isCut).length ?? 0;
  return (
    <div
      data-testid="full-read-made"
      className="space-y-1 rounded-xl bg-surface px-3 py-2 text-xs text-muted"
    >
      <p>
        {t('reading.done', {
          characters: number(reading.totalCharacters),
          passes: reading.passes,
        })}
      </p>
      {cutCount > 0 && (
        <p data-testid="cut-notes" className="text-danger">
          {t('reading.cutNotes', { count: cutCount })}
        </p>
      )}
      <Disclosure data-testid="reading-notes" label={t('reading.notesLabel')}>
        <div className="mt-1 space-y-2 border-l-2 border-line pl-3">
          {made?.notes.map(({ heading, text }) => (
            <div key={heading}>
              <p className="font-medium">{heading}</p>
              <CitedText text={text} isStreaming={false} />
            </div>
          ))}
        </div>
      </Disclosure>
    </div>
  );
}

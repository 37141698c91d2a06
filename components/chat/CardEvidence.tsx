import { useMemo } from 'react';
import { unsupportedSentences } from '../../utils/roleplay/to-character';
import type { Source } from '../../utils/sources/source';
import { database } from '../../utils/storage/database';
import type { PassagePlace } from '../sources/passage-place';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';
import { CitationSummary } from './CitationSummary';
import { CitedMarkdown } from './CitedMarkdown';
import { CitationScope, useCitations } from './use-citations';
import { useShowCitation } from './use-show-citation';

const none: readonly undefined[] = [];

/** What a model wrote in a card's field, each statement with its passage, and those that have none. */
export function CardEvidence({
  text,
  sourceIds,
  onRead,
}: {
  text: string;
  sourceIds: readonly string[];
  onRead: (source: Source, place?: PassagePlace) => void;
}) {
  const { t } = useTexts();
  const joined = useLiveQuery(() => database.sources.bulkGet([...sourceIds]), [sourceIds]) ?? none;
  // Before the sources are there, every citation would name none.
  const cited = useCitations(joined.length > 0 ? text : '', false, joined);
  const unsupported = useMemo(() => unsupportedSentences(text), [text]);
  const show = useShowCitation(onRead);
  const scope = useMemo(() => ({ joined, onShow: show }), [joined, show]);
  return (
    <Disclosure label={t('card.evidence', { count: cited.citations.length })} data-testid="card-evidence">
      <div className="border-l-2 border-line pl-2">
        <CitationScope value={scope}>
          <CitedMarkdown cited={cited} isStreaming={false} />
          {cited.citations.length > 0 && <CitationSummary citations={cited.citations} />}
        </CitationScope>
        {unsupported.length > 0 && (
          <div data-testid="unsupported" className="mt-2 text-xs text-warn">
            {t('card.unsupported', { count: unsupported.length })}
            <ul className="list-disc pl-4">
              {[...new Set(unsupported)].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Disclosure>
  );
}

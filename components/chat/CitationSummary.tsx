import { ChevronDown } from 'lucide-react';
import { useContext, useState } from 'react';
import type { Source } from '../../utils/sources/source';
import { useTexts } from '../ui/i18n';
import { CitationNumber } from './CitationNumber';
import type { CheckedCitation } from './check-citations';
import { stateOf } from './citation-states';
import { CitationScope } from './use-citations';

const counted = ['verified', 'close', 'missing', 'unchecked', 'checking'] as const;
const countTexts = {
  verified: 'citation.countVerified',
  close: 'citation.countClose',
  missing: 'citation.countMissing',
  unchecked: 'citation.countUnchecked',
  checking: 'citation.countChecking',
} as const;

/** The cited sources, those first that are cited first, each with its citations. @param citations no two of one passage. */
function bySource(citations: readonly CheckedCitation[]): Map<Source, CheckedCitation[]> {
  const groups = new Map<Source, CheckedCitation[]>();
  for (const citation of citations) {
    const { source } = citation;
    if (!source) continue;
    const group = groups.get(source);
    if (group) group.push(citation);
    else groups.set(source, [citation]);
  }
  return groups;
}

/** Under an answer: how many of its passages stand in the sources, and which sources they are. */
export function CitationSummary({ citations }: { citations: readonly CheckedCitation[] }) {
  const { onShow } = useContext(CitationScope);
  const { t, number } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const distinct = [...new Map(citations.map((citation) => [citation.label, citation])).values()];
  const counts = counted
    .map((state) => ({ state, count: distinct.filter((citation) => stateOf(citation) === state).length }))
    .filter(({ count }) => count > 0);
  const groups = bySource(distinct);
  return (
    <div className="mt-3 text-xs text-muted" data-testid="citation-summary">
      <button
        type="button"
        aria-expanded={isOpen}
        className="-mx-1 rounded-md px-1 py-0.5 text-left tabular-nums hover:bg-surface focus-visible:ring-1 focus-visible:ring-accent"
        onClick={() => setIsOpen(!isOpen)}
      >
        {counts.map(({ state, count }, index) => (
          <span key={state}>
            {index > 0 && ' · '}
            <span className={`whitespace-nowrap ${state === 'missing' ? 'text-warn' : ''}`}>
              {t(countTexts[state], { count })}
            </span>
          </span>
        ))}
        <ChevronDown
          aria-hidden
          className={`ml-1 inline size-3.5 align-[-0.2em] transition-transform motion-reduce:transition-none ${isOpen ? 'rotate-180' : ''}`}
        />
      </button>
      {isOpen && (
        <ul className="mt-1 space-y-0.5" aria-label={t('citation.citedSources')}>
          {[...groups].map(([source, cited]) => (
            <li key={source.id} className="flex items-baseline gap-2 py-0.5">
              <span className="min-w-0 flex-1 truncate text-text" title={source.title}>
                {source.title}
              </span>
              <span className="flex shrink-0 flex-wrap justify-end gap-1">
                {cited.slice(0, 8).map((citation) => (
                  <CitationNumber key={citation.label} citation={citation} onClick={() => onShow(citation)} />
                ))}
                {cited.length > 8 && <span>+{number(cited.length - 8)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

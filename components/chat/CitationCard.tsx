import { CircleCheck, CircleDashed, CircleHelp, CircleSlash } from 'lucide-react';
import { database } from '../../utils/storage/database';
import { partTexts } from '../sources/part-texts';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';
import type { CheckedCitation } from './check-citations';
import { sayState, stateOf } from './citation-states';

const icons = {
  checking: CircleDashed,
  verified: CircleCheck,
  close: CircleDashed,
  missing: CircleSlash,
  unchecked: CircleHelp,
} as const;
const colors = {
  checking: 'text-muted',
  verified: 'text-accent',
  close: 'text-accent',
  missing: 'text-warn',
  unchecked: 'text-muted',
} as const;

/** What a citation rests on: the passage in its surroundings, or the words that do not stand there. */
export function CitationCard({ citation }: { citation: CheckedCitation }) {
  const { t, number } = useTexts();
  const { source, report, quote } = citation;
  const start = report?.start;
  const hash = source?.textHash ?? '';
  const marks = useLiveQuery(() => database.marks.get(hash), [hash])?.marks;
  const part = start === undefined ? undefined : marks?.findLast((mark) => mark.start <= start);
  const state = stateOf(citation);
  const Icon = icons[state];
  return (
    <div className="space-y-2">
      <p className={`flex items-start gap-1.5 text-xs font-medium ${colors[state]}`}>
        <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
        {t(sayState(citation), {
          number: citation.number,
          percent: number(Math.floor((report?.score ?? 0) * 100)),
        })}
      </p>
      {report?.quote ? (
        <p dir="auto" className="line-clamp-8 text-[13px] leading-relaxed [overflow-wrap:anywhere]">
          <span className="text-muted">{report.before && `…${report.before}`}</span>
          <mark className="rounded-sm bg-accent-soft text-text">{report.quote}</mark>
          <span className="text-muted">{report.after && `${report.after}…`}</span>
        </p>
      ) : (
        quote && (
          <p dir="auto" className="line-clamp-6 text-muted italic [overflow-wrap:anywhere]">
            “{quote}”
          </p>
        )
      )}
      {(report?.places ?? 1) > 1 && (
        <p className="text-xs text-muted">{t('citation.places', { count: number(report!.places!) })}</p>
      )}
      {source && (
        <p className="flex min-w-0 gap-1.5 border-t border-line pt-2 text-xs text-muted">
          <span className="truncate" title={source.title}>
            {source.title}
          </span>
          {part && <span className="shrink-0">· {t(partTexts[part.kind], { label: part.label })}</span>}
        </p>
      )}
    </div>
  );
}

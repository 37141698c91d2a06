import type { TextId, useTexts } from '../ui/i18n';
import type { CheckedCitation } from './check-citations';

/** What a reader needs to tell apart; each looks different. */
export type CitationState = 'checking' | 'verified' | 'close' | 'missing' | 'unchecked';

const states = {
  exact: 'verified',
  folded: 'verified',
  close: 'close',
  'not-found': 'missing',
  'no-source': 'missing',
  'too-short': 'unchecked',
  failed: 'unchecked',
} as const satisfies Record<NonNullable<CheckedCitation['report']>['state'], CitationState>;

export const stateOf = ({ report }: CheckedCitation): CitationState =>
  report ? states[report.state] : 'checking';

/** One sentence on what was found. */
export function sayState({ report, source, quote }: CheckedCitation): TextId {
  if (!report) return 'citation.checking';
  if (!source || report.state === 'no-source') return 'citation.noSource';
  if (report.state === 'too-short') return quote ? 'citation.tooShort' : 'citation.noQuote';
  return (
    {
      exact: 'citation.exact',
      folded: 'citation.folded',
      close: 'citation.close',
      'not-found': 'citation.notFound',
      failed: 'citation.failed',
    } as const
  )[report.state];
}

/** A citation as one line to take along: where it is from, its words, and a warning where they do not stand there. */
export function sayFootnote(citation: CheckedCitation, t: ReturnType<typeof useTexts>['t']): string {
  const { source, report, quote } = citation;
  const state = stateOf(citation);
  const words = (report?.quote || quote).replace(/\s+/g, ' ');
  return [
    source && [source.title.replace(/\s+/g, ' '), source.url && `<${source.url}>`].filter(Boolean).join(', '),
    words && `“${words}”`,
    state !== 'verified' && state !== 'close' && `(${t(sayState(citation), { number: citation.number })})`,
  ]
    .filter(Boolean)
    .join(' ');
}

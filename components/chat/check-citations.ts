import { type CitationReport, locateCitations } from '../../utils/chat/locate-citations';
import type { Citation } from '../../utils/citations/parse-citations';
import type { Source } from '../../utils/sources/source';

/** The database or the worker gave up: nothing is known of the words. */
interface LookUpFailure extends Partial<Omit<CitationReport, 'state'>> {
  state: 'failed';
}

export type LookUp = CitationReport | LookUpFailure;

export interface CheckedCitation extends Citation {
  /** What it is called in the answer: one number for each passage, in order. */
  label: number;
  /** Undefined where no source has its number. */
  source: Source | undefined;
  /** Undefined while it is being looked for. */
  report: LookUp | undefined;
}

export const keyOf = ({ number, quote }: Citation): string => `${number}\n${quote}`;

/** Citations of sources that are not there, or that quote nothing, need no look into a text. */
export const toReport = (citation: Citation, source: Source | undefined): CitationReport | undefined => {
  if (!source) return { state: 'no-source' };
  return citation.quote ? undefined : { state: 'too-short' };
};

/**
 * Citations with their numbers, sources and what was found of them.
 * @param joined the chat's sources in the order in which they joined: the first has number 1.
 */
export function labelCitations(
  citations: readonly Citation[],
  joined: readonly (Source | undefined)[],
  reportOf: (citation: Citation) => LookUp | undefined,
): CheckedCitation[] {
  const labels = new Map<string, number>();
  return citations.map((citation) => {
    const key = keyOf(citation);
    if (!labels.has(key)) labels.set(key, labels.size + 1);
    const source = joined[citation.number - 1];
    return {
      ...citation,
      label: labels.get(key)!,
      source,
      report: toReport(citation, source) ?? reportOf(citation),
    };
  });
}

/** Looks citations up, all at once. @param joined see labelCitations. */
export async function checkCitations(
  citations: readonly Citation[],
  joined: readonly (Source | undefined)[],
): Promise<CheckedCitation[]> {
  const asked = citations.filter((citation) => !toReport(citation, joined[citation.number - 1]));
  const wanted = asked.map(({ number, quote }) => ({ sourceId: joined[number - 1]!.id, quote }));
  const reports: LookUp[] = await locateCitations(wanted).catch(() => asked.map(() => ({ state: 'failed' })));
  const found = new Map(asked.map((citation, index) => [keyOf(citation), reports[index]!]));
  return labelCitations(citations, joined, (citation) => found.get(keyOf(citation)));
}

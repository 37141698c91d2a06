import { createContext, useEffect, useMemo, useRef, useState } from 'react';
import { type CitationReport, locateCitations } from '../../utils/chat/locate-citations';
import { type Citation, type CitedText, citationReader } from '../../utils/citations/parse-citations';
import type { Source } from '../../utils/sources/source';

/** The database or the worker gave up: nothing is known of the words. */
interface LookUpFailure extends Partial<Omit<CitationReport, 'state'>> {
  state: 'failed';
}

export interface CheckedCitation extends Citation {
  /** What it is called in the answer: one number for each passage, in order. */
  label: number;
  /** Undefined where no source has its number. */
  source: Source | undefined;
  /** Undefined while it is being looked for. */
  report: CitationReport | LookUpFailure | undefined;
}

export interface CheckedText extends CitedText {
  citations: CheckedCitation[];
}

/** What all citations of a chat have in common. */
export interface CitationScopeValue {
  /** The chat's sources in the order in which they joined: the first has number 1. */
  joined: readonly (Source | undefined)[];
  onShow: (citation: CheckedCitation) => void;
}
export const CitationScope = createContext<CitationScopeValue>({ joined: [], onShow: () => {} });

/** The citations of the text that a mark stands in. */
export const CitedTextContext = createContext<readonly CheckedCitation[]>([]);

const keyOf = ({ number, quote }: Citation): string => `${number}\n${quote}`;

/** Citations of sources that are not there, or that quote nothing, need no look into a text. */
const toReport = (citation: Citation, source: Source | undefined): CitationReport | undefined => {
  if (!source) return { state: 'no-source' };
  return citation.quote ? undefined : { state: 'too-short' };
};

/**
 * Looks citations up in the stored texts of their sources, each once.
 * @param joined the chat's sources in the order in which they joined: the first has number 1.
 */
export function useChecked(
  citations: readonly Citation[],
  joined: readonly (Source | undefined)[],
): CheckedCitation[] {
  const [reports, setReports] = useState<ReadonlyMap<string, CitationReport | LookUpFailure>>(new Map());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const fresh = citations.filter((citation) => {
      const key = keyOf(citation);
      if (asked.current.has(key) || toReport(citation, joined[citation.number - 1])) return false;
      asked.current.add(key);
      return true;
    });
    if (fresh.length === 0) return;
    const wanted = fresh.map(({ number, quote }) => ({ sourceId: joined[number - 1]!.id, quote }));
    const add = (reportOf: (index: number) => CitationReport | LookUpFailure) =>
      setReports(
        (known) => new Map([...known, ...fresh.map((one, index) => [keyOf(one), reportOf(index)] as const)]),
      );
    locateCitations(wanted).then(
      (found) => add((index) => found[index]!),
      () => add(() => ({ state: 'failed' })),
    );
  }, [citations, joined]);
  return useMemo(() => {
    const labels = new Map<string, number>();
    return citations.map((citation) => {
      const key = keyOf(citation);
      if (!labels.has(key)) labels.set(key, labels.size + 1);
      const source = joined[citation.number - 1];
      return {
        ...citation,
        label: labels.get(key)!,
        source,
        report: toReport(citation, source) ?? reports.get(key),
      };
    });
  }, [citations, joined, reports]);
}

/** The citations of an answer, each looked up as soon as it stands there whole. @param joined see useChecked. */
export function useCitations(
  text: string,
  isOpen: boolean,
  joined: readonly (Source | undefined)[],
): CheckedText {
  const [read] = useState(citationReader);
  const cited = useMemo(() => read(text, isOpen), [read, text, isOpen]);
  const citations = useChecked(cited.citations, joined);
  return useMemo(() => ({ text: cited.text, citations }), [cited.text, citations]);
}

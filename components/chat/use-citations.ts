import { createContext, useEffect, useMemo, useRef, useState } from 'react';
import { locateCitations } from '../../utils/chat/locate-citations';
import { type Citation, type CitedText, citationReader } from '../../utils/citations/parse-citations';
import type { Source } from '../../utils/sources/source';
import { type CheckedCitation, keyOf, type LookUp, labelCitations, toReport } from './check-citations';

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

/**
 * Looks citations up in the stored texts of their sources, each once.
 * @param joined the chat's sources in the order in which they joined: the first has number 1.
 */
export function useChecked(
  citations: readonly Citation[],
  joined: readonly (Source | undefined)[],
): CheckedCitation[] {
  const [reports, setReports] = useState<ReadonlyMap<string, LookUp>>(new Map());
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
    const add = (reportOf: (index: number) => LookUp) =>
      setReports(
        (known) => new Map([...known, ...fresh.map((one, index) => [keyOf(one), reportOf(index)] as const)]),
      );
    locateCitations(wanted).then(
      (found) => add((index) => found[index]!),
      () => add(() => ({ state: 'failed' })),
    );
  }, [citations, joined]);
  return useMemo(
    () => labelCitations(citations, joined, (citation) => reports.get(keyOf(citation))),
    [citations, joined, reports],
  );
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

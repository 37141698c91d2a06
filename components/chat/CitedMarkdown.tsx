import { useContext, useMemo, useRef } from 'react';
import { placeholders, restoreMarkers } from '../../utils/citations/parse-citations';
import { Markdown } from '../ui/markdown/Markdown';
import { MarkdownMarksContext } from '../ui/markdown/markdown-marks';
import { CitationMark } from './CitationMark';
import { type CheckedText, CitationScope, CitedTextContext, useCitations } from './use-citations';

/** A model's words with its citations in their places. */
export function CitedMarkdown({ cited, isStreaming }: { cited: CheckedText; isStreaming: boolean }) {
  const { text, citations } = cited;
  // Through a reference: what is drawn already keeps its marks, which look their state up themselves.
  const latest = useRef(citations);
  latest.current = citations;
  const marks = useMemo(
    () => ({
      pattern: placeholders,
      draw: (index: number) => <CitationMark key={index} index={index} />,
      restore: (shown: string) => restoreMarkers(shown, latest.current),
    }),
    [],
  );
  return (
    <CitedTextContext value={citations}>
      <MarkdownMarksContext value={marks}>
        <Markdown text={text} isStreaming={isStreaming} />
      </MarkdownMarksContext>
    </CitedTextContext>
  );
}

/** The same for what stands beside an answer: its thoughts, the notes that it was made from. */
export function CitedText({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const { joined } = useContext(CitationScope);
  return <CitedMarkdown cited={useCitations(text, isStreaming, joined)} isStreaming={isStreaming} />;
}

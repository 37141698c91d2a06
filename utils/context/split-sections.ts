/** A stretch of a text that a user can pick: from a heading to the next, or a run of paragraphs where there are no headings. */
export interface Section {
  /** Its heading, or its first words. */
  title: string;
  start: number;
  /** Exclusive. */
  end: number;
}

/** Sections longer than this (in characters) are split at paragraph ends, so that a part can be small enough. */
const longestSection = 2400;
const titleLength = 72;

function titleOf(text: string): string {
  const line = text
    .trimStart()
    .split('\n', 1)[0]!
    .replace(/^[#>\-*\s]+/, '');
  return line.length > titleLength ? `${line.slice(0, titleLength).trimEnd()}…` : line;
}

/**
 * Splits a Markdown text into sections that follow each other without a gap: joined, they are the text again.
 */
export function splitSections(markdown: string): Section[] {
  const sections: Section[] = [];
  const close = (start: number, end: number) => {
    if (end > start)
      sections.push({ title: titleOf(markdown.slice(start, Math.min(end, start + 400))), start, end });
  };
  let start = 0;
  let fence = '';
  let lineStart = 0;
  while (lineStart < markdown.length) {
    const lineEnd = markdown.indexOf('\n', lineStart) + 1 || markdown.length;
    const line = markdown.slice(lineStart, Math.min(lineEnd, lineStart + 200));
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && mark.length >= fence.length) fence = '';
    const isParagraphStart = !fence && lineStart > 0 && markdown.slice(lineStart - 2, lineStart) === '\n\n';
    const isHeading = isParagraphStart && /^#{1,6} /.test(line);
    const isFull = lineEnd - start > longestSection && isParagraphStart;
    if (isHeading || isFull) {
      close(start, lineStart);
      start = lineStart;
    }
    lineStart = lineEnd;
  }
  close(start, markdown.length);
  return sections;
}

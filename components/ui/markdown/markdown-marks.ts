import { createContext, type ReactNode } from 'react';

/** Marks that stand in a text as short signs and are drawn as something else: what they are is the app's business. */
export interface MarkdownMarks {
  /** Global; its first group is the mark's number. */
  pattern: RegExp;
  /** One and the same function for as long as the text grows, so that blocks that are closed are not drawn again. */
  draw: (index: number) => ReactNode;
  /** A text as it was before its marks were put in: for what is shown to the letter, like code. */
  restore: (text: string) => string;
}

export const MarkdownMarksContext = createContext<MarkdownMarks | undefined>(undefined);

/** A text with its marks drawn. */
export function drawMarks(text: string, marks: MarkdownMarks | undefined): ReactNode {
  if (!marks) return text;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(marks.pattern)) {
    pieces.push(text.slice(at, match.index), marks.draw(Number(match[1])));
    at = match.index + match[0].length;
  }
  return at === 0 ? text : [...pieces, text.slice(at)];
}

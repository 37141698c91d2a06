import { type CitedText, placeholders, restoreMarkers } from './parse-citations';

/** Fenced blocks, to their end or the text's, and code in a line: what looks like a marker there is a piece of the code. */
const code =
  /(^ {0,3}(?:```[\s\S]*?(?:^ {0,3}```|$(?![\s\S]))|~~~[\s\S]*?(?:^ {0,3}~~~|$(?![\s\S])))|`[^`\n]*`)/gmu;

/**
 * An answer to take along: each citation is a Markdown footnote, with what the note says of it. Two that say the same share a note.
 * @param noteOf by the citation's place in the list: its source, address and words, on one line.
 */
export function toFootnotes({ text, citations }: CitedText, noteOf: (index: number) => string): string {
  const notes: string[] = [];
  const cite = (_: string, index: string) => {
    const note = noteOf(Number(index));
    if (!notes.includes(note)) notes.push(note);
    return `[^${notes.indexOf(note) + 1}]`;
  };
  // Every second piece is code.
  const pieces = text
    .split(code)
    .map((piece, index) =>
      restoreMarkers(index % 2 === 1 ? piece : piece.replace(placeholders, cite), citations),
    );
  if (notes.length === 0) return pieces.join('');
  return `${pieces.join('').trimEnd()}\n\n${notes.map((note, index) => `[^${index + 1}]: ${note}`).join('\n')}\n`;
}

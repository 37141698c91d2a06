import { type CitedText, placeholders, restoreMarkers } from './parse-citations';

/** Fenced blocks, to their end or the text's, and code in a line: what looks like a marker there is a piece of the code. */
const code =
  /(^ {0,3}(?:```[\s\S]*?(?:^ {0,3}```|$(?![\s\S]))|~~~[\s\S]*?(?:^ {0,3}~~~|$(?![\s\S])))|`[^`\n]*`)/gmu;

/** The footnotes of one or of several texts. Two that say the same are one. */
export class Footnotes {
  readonly #notes: string[] = [];

  /**
   * A text with the sign of a Markdown footnote for each citation.
   * @param noteOf by the citation's place in its list: its source, address and words, on one line.
   */
  cite({ text, citations }: CitedText, noteOf: (index: number) => string): string {
    const sign = (_: string, index: string) => {
      const note = noteOf(Number(index));
      if (!this.#notes.includes(note)) this.#notes.push(note);
      return `[^${this.#notes.indexOf(note) + 1}]`;
    };
    // Every second piece is code.
    const pieces = text
      .split(code)
      .map((piece, index) =>
        restoreMarkers(index % 2 === 1 ? piece : piece.replace(placeholders, sign), citations),
      );
    return pieces.join('');
  }

  /** All of them, a line each; empty where nothing was cited. */
  list(): string {
    return this.#notes.map((note, index) => `[^${index + 1}]: ${note}\n`).join('');
  }
}

/** An answer to take along: each citation is a Markdown footnote, with what the note says of it. @param noteOf see Footnotes. */
export function toFootnotes(cited: CitedText, noteOf: (index: number) => string): string {
  const footnotes = new Footnotes();
  const text = footnotes.cite(cited, noteOf);
  const list = footnotes.list();
  return list ? `${text.trimEnd()}\n\n${list}` : text;
}

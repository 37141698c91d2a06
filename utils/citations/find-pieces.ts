import { classOfUnit, wordClass } from './character-shape';
import { type FoldedText, quoteSign } from './key-writer';
import { isInsideWord } from './word-edges';

/** A stretch of a key. */
export interface KeySpan {
  start: number;
  end: number;
}

/** How much letters say: a Chinese or Japanese character as much as two letters. */
export function weightOf(key: string, { start, end }: KeySpan = { start: 0, end: key.length }): number {
  let weight = 0;
  for (let at = start; at < end; at++) {
    const kind = classOfUnit(key.charCodeAt(at));
    if (kind === wordClass.wide) weight += 2;
    else if (kind === wordClass.letter || kind === wordClass.digit) weight++;
  }
  return weight;
}

/** Full stops and the like at the ends of a quotation are the quoting sentence's as often as the quoted one's. */
function trimSpan(key: string, { start, end }: KeySpan): KeySpan {
  let from = start;
  let to = end;
  while (to > from && '.,;:'.includes(key[to - 1]!)) to--;
  // .5 is a number.
  while (
    from < to &&
    ',;:.'.includes(key[from]!) &&
    classOfUnit(key.charCodeAt(from + 1)) !== wordClass.digit
  )
    from++;
  return { start: from, end: to };
}

const leftOut = /\(?…\)?/g;

/** The stretches of a quotation between its ellipses. */
export function piecesOf(key: string): KeySpan[] {
  const pieces: KeySpan[] = [];
  let start = 0;
  for (const { 0: sign, index } of key.matchAll(leftOut)) {
    pieces.push({ start, end: index });
    start = index + sign.length;
  }
  pieces.push({ start, end: key.length });
  return pieces.map((piece) => trimSpan(key, piece)).filter(({ start, end }) => end > start);
}

/** The whole of a quotation, ellipses inside of it as they are. */
export const wholeOf = (key: string): KeySpan => {
  const [first, ...others] = piecesOf(key);
  return first ? { start: first.start, end: (others.at(-1) ?? first).end } : { start: 0, end: 0 };
};

/** Labels of notes inside of a stretch and at its end, before or after a full stop; not at its beginning. */
export const notesIn = ({ notes }: FoldedText, { start, end }: KeySpan): string[] =>
  notes.filter(({ index }) => index > start && index <= end + 1).map(({ label }) => label);

/**
 * 10 5 is not 105: between two digits white space counts. An apostrophe is not left out or put in; where white space was dropped, the
 * mark at the end of a quotation looks like one. Notes that are quoted are those of the text.
 */
function saysTheSame(text: FoldedText, at: number, quote: FoldedText, piece: KeySpan): boolean {
  const isDigit = (index: number) => classOfUnit(quote.key.charCodeAt(index)) === wordClass.digit;
  for (let index = piece.start + 1; index < piece.end; index++) {
    const there = at + index - piece.start;
    if (quote.walls[index] !== text.walls[there] && isDigit(index) && isDigit(index - 1)) return false;
    const signs = quote.quotes[index]! + text.quotes[there]!;
    if (signs === quoteSign.apostrophe && quote.quotes[index] !== text.quotes[there]) return false;
  }
  const quoted = notesIn(quote, piece);
  if (quoted.length === 0) return true;
  const written = notesIn(text, { start: at, end: at + piece.end - piece.start });
  let next = 0;
  for (const label of written) if (label === quoted[next]) next++;
  return next === quoted.length;
}

/** A piece of a quotation, made ready to be looked for. */
export class PieceSearch {
  private readonly words: string;

  constructor(
    private readonly text: string,
    private readonly folded: FoldedText,
    private readonly quote: FoldedText,
    readonly piece: KeySpan,
  ) {
    this.words = quote.key.slice(piece.start, piece.end);
  }

  private isPassage(at: number): boolean {
    return (
      !isInsideWord(this.text, this.folded, at) &&
      !isInsideWord(this.text, this.folded, at + this.words.length) &&
      saysTheSame(this.folded, at, this.quote, this.piece)
    );
  }

  private spanAt = (at: number): KeySpan => ({ start: at, end: at + this.words.length });

  /** The first place from one on, in order, that ends before another. */
  after(from: number, end = this.folded.key.length): KeySpan | undefined {
    // A slice shares the key's memory: only what lies inside is looked through.
    const within = this.folded.key.slice(0, Math.max(end, 0));
    let at = within.indexOf(this.words, from);
    while (at >= 0 && !this.isPassage(at)) at = within.indexOf(this.words, at + 1);
    return at >= 0 ? this.spanAt(at) : undefined;
  }

  /** The last place that begins from one on and ends before another. */
  before(end: number, from: number): KeySpan | undefined {
    const start = Math.max(from, 0);
    const within = this.folded.key.slice(start, end);
    let at = within.lastIndexOf(this.words);
    while (at >= 0 && !this.isPassage(start + at)) at = at > 0 ? within.lastIndexOf(this.words, at - 1) : -1;
    return at >= 0 ? this.spanAt(start + at) : undefined;
  }
}

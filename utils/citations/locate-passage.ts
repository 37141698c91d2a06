import { type CloseIndex, findClose, indexForClose } from './find-close';
import { type KeySpan, PieceSearch, piecesOf, weightOf, wholeOf } from './find-pieces';
import { foldText } from './fold-text';
import { findPieces } from './join-pieces';
import type { FoldedText } from './key-writer';

/** Quotations that say less (letters, of which a Chinese or Japanese character counts two) stand anywhere. */
const leastWeight = 5;
/** All words are there, but little more than a negation was left out between them. */
const hiddenNegationScore = 0.9;
/** Places of one passage that are counted. */
const mostPlaces = 1000;

export interface LocatedPassage {
  /** Of the stored text, in UTF-16 units. */
  start: number;
  end: number;
  /**
   * - `exact`: the very characters;
   * - `folded`: the same words, numbers and punctuation; white space, widths, shapes of quotes and dashes, Markdown's signs, and what
   *   an ellipsis says is left out, may differ;
   * - `close`: a few letters or a word differ, no number or negation does.
   */
  match: 'exact' | 'folded' | 'close';
  /** How much of the quotation is there, 0 to 1; 1 unless it is close. */
  score: number;
  /** How often it stands in the text, up to 1000: the place is that of the first. */
  places: number;
}

/** A text that passages are looked for in: folded once. */
export interface PreparedText {
  text: string;
  folded: FoldedText;
  /** Made at the first quotation that is not found as it is. */
  closeIndex(): CloseIndex;
}

/** Takes some 0.1 µs a character, and memory of some 20 bytes a character. */
export function prepareText(text: string): PreparedText {
  let index: CloseIndex | undefined;
  const folded = foldText(text);
  return {
    text,
    folded,
    closeIndex: () => {
      index ??= indexForClose(folded);
      return index;
    },
  };
}

/** Dots with spaces between them are an ellipsis; quotation marks around the whole are the quoting sentence's. */
const cleanQuote = (quote: string): string =>
  quote
    .replace(/\.(?:[ \u00a0]\.){2,}/g, '…')
    .trim()
    .replace(/^["'“”‘’「『«]+|["'“”‘’」』»]+$/g, '')
    .trim();

/** Whether a quotation says so little that it would be found anywhere: less than a handful of letters. */
export function isTooShort(quote: string): boolean {
  return weightOf(foldText(quote).key) < leastWeight;
}

function endOfCharacter(text: string, place: number): number {
  return place + (text.codePointAt(place)! > 0xffff ? 2 : 1);
}

function toPlaces({ text, folded }: PreparedText, { start, end }: KeySpan) {
  return { start: folded.places[start]!, end: endOfCharacter(text, folded.places[end - 1]!) };
}

/** The very characters of a quotation, where they are those of the passage and what stands right beside it. */
function exactAt({ text }: PreparedText, { start, end }: { start: number; end: number }, quote: string) {
  const from = Math.max(0, start - quote.length);
  const around = text.slice(from, end + quote.length);
  for (let at = around.indexOf(quote); at >= 0 && from + at <= start; at = around.indexOf(quote, at + 1))
    if (from + at + quote.length >= end) return { start: from + at, end: from + at + quote.length };
  return undefined;
}

function locateWhole(prepared: PreparedText, quote: string, folded: FoldedText): LocatedPassage | undefined {
  const { text } = prepared;
  const search = new PieceSearch(text, prepared.folded, folded, wholeOf(folded.key));
  let first: LocatedPassage | undefined;
  let places = 0;
  let found = search.after(0);
  for (; found && places < mostPlaces; found = search.after(found.start + 1)) {
    places++;
    if (first?.match === 'exact') continue;
    const span = toPlaces(prepared, found);
    const exact = exactAt(prepared, span, quote);
    if (!first || exact) first = { ...(exact ?? span), match: exact ? 'exact' : 'folded', score: 1, places };
  }
  return first && { ...first, places };
}

/**
 * Finds a quotation in a text.
 * @returns undefined where the text has no such passage, and for quotations of less than a handful of letters (see isTooShort).
 */
export function locatePassage(prepared: PreparedText, quote: string): LocatedPassage | undefined {
  const words = cleanQuote(quote);
  const folded = foldText(words);
  if (weightOf(folded.key) < leastWeight) return undefined;
  const whole = locateWhole(prepared, words, folded);
  if (whole) return whole;
  if (piecesOf(folded.key).length > 1) {
    const pieces = findPieces(prepared.text, prepared.folded, folded);
    if (pieces) {
      const verdict = pieces.hidesNegation
        ? ({ match: 'close', score: hiddenNegationScore } as const)
        : ({ match: 'folded', score: 1 } as const);
      return { ...toPlaces(prepared, pieces.span), ...verdict, places: 1 };
    }
  }
  const close = findClose(prepared.text, prepared.folded, prepared.closeIndex(), folded);
  return close && { ...toPlaces(prepared, close.span), match: 'close', score: close.score, places: 1 };
}

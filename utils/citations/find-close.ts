import { alignQuote } from './align-quote';
import { type KeySpan, piecesOf, weightOf, wholeOf } from './find-pieces';
import { type GramIndex, indexGrams, likelyStarts } from './gram-index';
import { anchorOf, reachOf } from './join-pieces';
import type { FoldedText } from './key-writer';
import { type Letters, lettersOfKey } from './letters-of-key';
import { hasSameFacts } from './same-facts';
import { isInsideWord } from './word-edges';

/** A quotation that differs from every passage by a larger share of its letters is not of this text. See `npm run bench:citations`. */
const leastScore = 0.8;
/** Shorter ones (see weightOf) are like something in any text: each letter that differs takes some that do not. */
const leastWeight = 10;
const weightPerDifference = 4;
/** Words that differ in nothing but case, punctuation or note marks are not called the same. */
const highestScore = 0.99;
const mostCandidates = 6;
/** Longer ones (letters) would take seconds. */
const longestQuote = 4000;

export interface CloseMatch {
  span: KeySpan;
  score: number;
}

/** What is looked into for close matches; made when it is first asked for. */
export interface CloseIndex extends Letters {
  grams: GramIndex;
}

export function indexForClose(folded: FoldedText): CloseIndex {
  const letters = lettersOfKey(folded);
  return { ...letters, grams: indexGrams(letters) };
}

/** Letters of the cut words at both ends count as letters to take away. */
function growToWords(text: string, folded: FoldedText, { start, end }: KeySpan): KeySpan {
  let from = start;
  let to = end;
  while (start - from < 30 && isInsideWord(text, folded, from)) from--;
  while (to - end < 30 && isInsideWord(text, folded, to)) to++;
  return { start: from, end: to };
}

interface Search {
  text: string;
  folded: FoldedText;
  index: CloseIndex;
  quote: FoldedText;
}

/** Letters of the text. */
interface Window {
  from: number;
  end: number;
  /** Beside a piece that was found. */
  isNear?: boolean;
}

/** The passage in a window of letters that is most like a piece of the quotation. */
function closestIn({ text, folded, index, quote }: Search, piece: KeySpan, letters: string, window: Window) {
  const most = Math.floor(
    Math.min(
      letters.length * (1 - leastScore),
      (weightOf(letters) - (window.isNear ? 0 : leastWeight)) / weightPerDifference,
    ),
  );
  if (most < 0) return undefined;
  const found = alignQuote(index.letters, window.from, window.end, letters, most);
  if (!found) return undefined;
  const exact = { start: index.indexes[found.start]!, end: index.indexes[found.end - 1]! + 1 };
  const span = growToWords(text, folded, exact);
  const grown = exact.start - span.start + (span.end - exact.end);
  const distance = found.distance + grown;
  const score = Math.min(highestScore, 1 - distance / letters.length);
  if (distance > most || !hasSameFacts(folded, span, quote, piece, distance === 0)) return undefined;
  return { span, score, letters: found };
}

const lettersOf = (quote: FoldedText, { start, end }: KeySpan): string =>
  lettersOfKey(quote, start, end).letters;

/** The passage anywhere in the text that is most like a piece of the quotation. */
function closest(search: Search, piece: KeySpan) {
  const letters = lettersOf(search.quote, piece);
  if (letters.length > longestQuote) return undefined;
  const slack = Math.ceil(letters.length * (1 - leastScore)) + 32;
  let best: ReturnType<typeof closestIn>;
  for (const start of likelyStarts(search.index.grams, letters, mostCandidates)) {
    const window = { from: start - slack, end: start + letters.length + 32 + slack };
    const found = closestIn(search, piece, letters, window);
    if (found && found.score > (best?.score ?? 0)) best = found;
  }
  return best;
}

/** The pieces around the one that says most, each near the one before. */
function closestPieces(search: Search, pieces: readonly KeySpan[]): CloseMatch | undefined {
  const { key } = search.quote;
  const anchor = anchorOf(key, pieces);
  const found = anchor === undefined ? undefined : closest(search, pieces[anchor]!);
  if (anchor === undefined || !found) return undefined;
  let { start, end } = found.span;
  let first = found.letters.start;
  let last = found.letters.end;
  let total = last - first;
  let agreeing = found.score * total;
  const all = [...pieces.keys()];
  const order = [...all.slice(anchor + 1), ...all.slice(0, anchor).reverse()];
  for (const index of order) {
    const piece = pieces[index]!;
    const letters = lettersOf(search.quote, piece);
    const reach = reachOf(weightOf(key, piece)) + letters.length;
    const window =
      index > anchor
        ? { from: last, end: last + reach, isNear: true }
        : { from: first - reach, end: first, isNear: true };
    const near = letters ? closestIn(search, piece, letters, window) : undefined;
    if (!near) return undefined;
    start = Math.min(start, near.span.start);
    end = Math.max(end, near.span.end);
    first = Math.min(first, near.letters.start);
    last = Math.max(last, near.letters.end);
    agreeing += near.score * letters.length;
    total += letters.length;
  }
  return { span: { start, end }, score: agreeing / total };
}

/**
 * Finds the passage that a quotation is close to: the same but for a few letters or a word, with the same numbers and negations.
 * Seeds of letters in a row show where to look (as BLAST does, Altschul et al., 1990), an edit distance with free ends how close it is.
 */
export function findClose(
  text: string,
  folded: FoldedText,
  index: CloseIndex,
  quote: FoldedText,
): CloseMatch | undefined {
  const search = { text, folded, index, quote };
  const whole = closest(search, wholeOf(quote.key));
  if (whole) return { span: whole.span, score: whole.score };
  const pieces = piecesOf(quote.key);
  return pieces.length > 1 ? closestPieces(search, pieces) : undefined;
}

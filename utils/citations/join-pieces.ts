import { type KeySpan, PieceSearch, piecesOf, weightOf } from './find-pieces';
import type { FoldedText } from './key-writer';
import { hasNegation } from './same-facts';

/** How far a piece may stand from the next one (units of the key): what says little is looked for close by. */
const reachPerWeight = 40;
const leastReach = 60;
const longestReach = 1500;
/** The piece that is looked for in the whole text says at least so much, and all of them together. */
const leastAnchorWeight = 8;
const leastSumWeight = 16;
const mostAnchors = 200;

export const reachOf = (weight: number): number =>
  Math.min(longestReach, Math.max(leastReach, weight * reachPerWeight));

/** Index of the piece that says most; undefined where none says enough to be looked for on its own. */
export function anchorOf(key: string, pieces: readonly KeySpan[]): number | undefined {
  const weights = pieces.map((piece) => weightOf(key, piece));
  const most = Math.max(...weights);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return most >= leastAnchorWeight && sum >= leastSumWeight ? weights.indexOf(most) : undefined;
}

/** What is left out and says no more than so much may be a negation alone. */
const shortGapWeight = 30;

const hidesNegation = (folded: FoldedText, gap: KeySpan): boolean =>
  weightOf(folded.key, gap) <= shortGapWeight && hasNegation(folded, gap);

export interface FoundPieces {
  /** From the first to the last of them. */
  span: KeySpan;
  /** Little is left out between two of them, and a negation is in it. */
  hidesNegation: boolean;
}

/** Finds the pieces of a quotation with ellipses in a text: all of them, in order, near each other. */
export function findPieces(text: string, folded: FoldedText, quote: FoldedText): FoundPieces | undefined {
  const pieces = piecesOf(quote.key);
  const anchor = anchorOf(quote.key, pieces);
  if (anchor === undefined) return undefined;
  const searches = pieces.map((piece) => new PieceSearch(text, folded, quote, piece));
  const reaches = pieces.map((piece) => reachOf(weightOf(quote.key, piece)));
  const around = (found: KeySpan): FoundPieces | undefined => {
    let { start, end } = found;
    let hides = false;
    for (let index = anchor + 1; index < pieces.length; index++) {
      const { start: first, end: last } = pieces[index]!;
      const next = searches[index]!.after(end, end + reaches[index]! + last - first);
      if (!next) return undefined;
      hides ||= hidesNegation(folded, { start: end, end: next.start });
      end = next.end;
    }
    for (let index = anchor - 1; index >= 0; index--) {
      const { start: first, end: last } = pieces[index]!;
      const previous = searches[index]!.before(start, start - reaches[index]! - (last - first));
      if (!previous) return undefined;
      hides ||= hidesNegation(folded, { start: previous.end, end: start });
      start = previous.start;
    }
    return { span: { start, end }, hidesNegation: hides };
  };
  let found = searches[anchor]!.after(0);
  for (let tried = 0; found && tried < mostAnchors; tried++) {
    const all = around(found);
    if (all) return all;
    found = searches[anchor]!.after(found.start + 1);
  }
  return undefined;
}

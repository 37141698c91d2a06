import type { Passage } from '../shared/passage';
import { alignQuote } from './align-quote';
import { foldLetters, letterPlaces } from './fold-letters';
import { judgeRuns } from './judge-runs';
import { joinRuns, type PageLetters, pageRuns, runAt } from './page-letters';
import { placesOf, seedWindows } from './seed-windows';

export interface FoundPassage {
  /** In reading order, one for each piece of text. */
  ranges: Range[];
  /** How well words and surroundings fit; 1 and more: the words are the same. */
  score: number;
}

/** Fewer letters stand anywhere. */
const leastLetters = 2;
/** Places of the same words that are compared. */
const mostPlaces = 20_000;
const mostCompared = 500;
/** Less alike is another passage, whatever stands around it; less than `sure` needs surroundings that agree. */
const leastLikeness = 0.65;
const sureLikeness = 0.85;
const leastAgreement = 0.5;
/** Of a longer passage only its beginning and its end are compared letter by letter. */
const longestAligned = 1500;
const edgeLetters = 400;
const pieceLetters = 6;

/** Marks of footnotes, as the stored text and the page write them. */
const noteMarks = /\[(?:\^[^\]\s]{1,40}|\d{1,3})\]/g;
const foldQuote = (text: string): string => foldLetters(text.replace(noteMarks, ' '));

interface Stretch {
  start: number;
  end: number;
}

interface Surroundings {
  before: string;
  after: string;
}

/** How many letters right before and after a place are those wanted. */
function countBeside(letters: string, { start, end }: Stretch, { before, after }: Surroundings) {
  let ahead = 0;
  while (
    ahead < before.length &&
    before.charCodeAt(before.length - 1 - ahead) === letters.charCodeAt(start - 1 - ahead)
  )
    ahead++;
  let behind = 0;
  while (behind < after.length && after.charCodeAt(behind) === letters.charCodeAt(end + behind)) behind++;
  return ahead + behind;
}

/** The share of the surroundings wanted that stands near a place, 0 to 1, whatever was put in between. 1 where none are wanted. */
function agreement(letters: string, { start, end }: Stretch, { before, after }: Surroundings): number {
  let wanted = 0;
  let found = 0;
  const count = (around: string, near: string) => {
    for (let at = 0; at + pieceLetters <= around.length; at += pieceLetters) {
      wanted++;
      if (near.includes(around.slice(at, at + pieceLetters))) found++;
    }
  };
  const room = 60;
  count(before, letters.slice(Math.max(0, start - before.length * 1.5 - room), start));
  count(after, letters.slice(end, end + after.length * 1.5 + room));
  return wanted === 0 ? 1 : found / wanted;
}

/** Places of exactly these letters, those first whose surroundings fit best. */
function exactPlaces(letters: string, quote: string, around: Surroundings): (Stretch & { fit: number })[] {
  const places = placesOf(letters, quote, mostPlaces)
    .map((start) => ({ start, end: start + quote.length, fit: 0 }))
    .map((place) => ({ ...place, fit: countBeside(letters, place, around) }));
  const best = places.sort((a, b) => b.fit - a.fit).slice(0, mostCompared);
  const length = around.before.length + around.after.length;
  return best
    .map((place) => ({ ...place, fit: place.fit + agreement(letters, place, around) * length }))
    .sort((a, b) => b.fit - a.fit);
}

/** The stretch from a place on that is most like the quote; undefined where none is likely enough. */
function alignFrom(
  letters: string,
  from: number,
  quote: string,
): (Stretch & { likeness: number }) | undefined {
  const most = Math.floor(quote.length * (1 - leastLikeness));
  const found = alignQuote(letters, from, letters.length, quote, most);
  return found && { start: found.start, end: found.end, likeness: 1 - found.distance / quote.length };
}

function align(letters: string, quote: string): (Stretch & { likeness: number }) | undefined {
  if (quote.length <= longestAligned) return alignFrom(letters, 0, quote);
  const head = alignFrom(letters, 0, quote.slice(0, edgeLetters));
  const tail = head && alignFrom(letters, head.end, quote.slice(-edgeLetters));
  return tail && { start: head.start, end: tail.end, likeness: Math.min(head.likeness, tail.likeness) };
}

/** The ranges of a stretch of letters: from the first letter's place to the last one's, with the signs that the quote ends with. */
function toRanges(page: PageLetters, { start, end }: Stretch, quote: string): Range[] {
  const first = runAt(page, start);
  const last = runAt(page, end - 1);
  const ranges: Range[] = [];
  for (let index = first; index <= last; index++) {
    const { node, text } = page.runs[index]!;
    const range = node.ownerDocument.createRange();
    if (node.nodeType === 1) range.selectNodeContents(node);
    else {
      const places = index === first || index === last ? letterPlaces(text) : [];
      const from = index === first ? places[start - page.starts[first]!]! : 0;
      const to = index === last ? endAfter(text, places, end - page.starts[last]!, quote) : text.length;
      if (to <= from) continue;
      range.setStart(node, from);
      range.setEnd(node, to);
    }
    ranges.push(range);
  }
  return ranges;
}

/** Where a run's first letters end (UTF-16 code units), with the signs right after them that the quote ends with, too. */
function endAfter(text: string, places: readonly number[], count: number, quote: string): number {
  const lastPlace = places[count - 1]!;
  let end = lastPlace + String.fromCodePoint(text.codePointAt(lastPlace)!).length;
  const signs = /[^\p{L}\p{N}\s]*$/u.exec(quote)![0].length;
  for (let left = signs; left > 0 && /^[^\p{L}\p{N}\s]$/u.test(text[end] ?? ''); left--) end++;
  return end;
}

/**
 * Finds a passage in a live page: by its letters alone, then, where those are interrupted, by the stretch that is most like it. The
 * page's text is taken as the reader takes it (open shadow roots, frames of the same origin, closed `details`), and only text that can
 * be seen is found. The page is not changed.
 * @param page laid out by a browser.
 */
export function findInPage(page: Document, passage: Passage): FoundPassage | undefined {
  const root = page.body ?? page.documentElement;
  if (!root) return undefined;
  const around = { before: foldQuote(passage.before), after: foldQuote(passage.after) };
  const length = around.before.length + around.after.length;
  // As it is, where a number in brackets is a part of it.
  const quotes = [...new Set([foldQuote(passage.quote), foldLetters(passage.quote)])].filter(
    (quote) => quote.length >= leastLetters,
  );
  if (quotes.length === 0) return undefined;
  const all = joinRuns(pageRuns(root));
  const isSeen = judgeRuns();
  const runsOf = ({ start, end }: Stretch) =>
    all.runs.slice(Math.max(0, runAt(all, start)), runAt(all, end - 1) + 1);
  const found = (of: PageLetters, place: Stretch, likeness: number, fit: number): FoundPassage => ({
    ranges: toRanges(of, place, passage.quote),
    score: likeness + fit,
  });

  for (const quote of quotes)
    for (const place of exactPlaces(all.letters, quote, around))
      if (runsOf(place).every((run) => !/\S/.test(run.text) || isSeen(run)))
        return found(all, place, 1, length > 0 ? place.fit / (2 * length) : 1);

  const quote = quotes[0]!;
  let best: { of: PageLetters; place: Stretch; likeness: number; fit: number } | undefined;
  for (const { start, end } of seedWindows(all.letters, quote)) {
    const wide = { start: Math.max(0, start - length), end: Math.min(all.letters.length, end + length) };
    const seen = joinRuns(runsOf(wide).filter(isSeen));
    const aligned = align(seen.letters, quote);
    if (!aligned) continue;
    const { likeness, ...place } = aligned;
    const fit = agreement(seen.letters, place, around);
    const isEnough =
      likeness >= sureLikeness || (likeness >= leastLikeness && length > 0 && fit >= leastAgreement);
    if (isEnough && likeness + fit > (best ? best.likeness + best.fit : 0))
      best = { of: seen, place, likeness, fit };
  }
  return best && found(best.of, best.place, best.likeness, best.fit);
}

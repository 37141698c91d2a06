import type { Outline, Passage } from './passages';

/** A heading this likely stays with the text under it. */
const headingScore = 0.1;
/** How much more it weighs to lose a character than to keep one too many: the square of the F-measure's beta, 1.14. */
const recallWeight = 1.3;
/** MediaWiki, Fandom and their kin. */
const infobox = '[class*="infobox"]';
/** A gap in the text is closed where what stands in it is at least this likely to belong there, weighed by length. */
const gapScore = 0.3;
/** A table is kept whole where at least this share of its text is main text, else left out whole. */
const tableShare = 0.5;

/**
 * The passages that together have the best expected F-measure: the likeliest ones, as long as each one more is likelier to be right than
 * half of what is reached already (Ye et al. 2012). A page of which little is sure is so read with a lower bar than a plain article.
 */
function likeliest(passages: readonly Passage[], scores: ArrayLike<number>): boolean[] {
  const order = passages.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  let total = 0;
  for (let index = 0; index < passages.length; index++)
    total += scores[index]! * passages[index]!.text.length;
  let characters = 0;
  let right = 0;
  let best = 0;
  let taken = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank]!;
    const { length } = passages[index]!.text;
    characters += length;
    right += length * scores[index]!;
    const expected = right / (characters + recallWeight * total);
    if (expected > best) {
      best = expected;
      taken = rank + 1;
    }
  }
  const isTaken = passages.map(() => false);
  for (let rank = 0; rank < taken; rank++) isTaken[order[rank]!] = true;
  return isTaken;
}

/** What stands between two taken passages is left out only where it is rather something else: a hole in a text is worse than a menu. */
function closeGaps(passages: readonly Passage[], scores: ArrayLike<number>, isTaken: boolean[]): void {
  let start = isTaken.indexOf(true) + 1;
  for (let index = start; index > 0 && index < isTaken.length; index++) {
    if (!isTaken[index]) continue;
    let characters = 0;
    let scored = 0;
    for (let at = start; at < index; at++) {
      characters += passages[at]!.text.length;
      scored += passages[at]!.text.length * scores[at]!;
    }
    if (scored >= gapScore * characters) isTaken.fill(true, start, index);
    start = index + 1;
  }
}

/** The passages inside each of some elements; the innermost counts. */
function passagesIn(passages: readonly Passage[], page: Element, selector: string): Map<Element, number[]> {
  const found = new Map<Element, number[]>();
  // Most pages have none: then no passage is asked.
  if (!page.querySelector(selector)) return found;
  for (let index = 0; index < passages.length; index++) {
    const element = passages[index]!.block.closest(selector);
    if (!element) continue;
    const inside = found.get(element);
    if (inside) inside.push(index);
    else found.set(element, [index]);
  }
  return found;
}

/** Tables of data, not of layout: their passages stand or fall together. */
function keepTablesWhole(passages: readonly Passage[], page: Element, isTaken: boolean[]): void {
  for (const [table, inTable] of passagesIn(passages, page, 'table')) {
    if (table.querySelector('table') || !table.querySelector('th')) continue;
    let all = 0;
    let taken = 0;
    for (const index of inTable) {
      all += passages[index]!.text.length;
      if (isTaken[index]) taken += passages[index]!.text.length;
    }
    for (const index of inTable) isTaken[index] = taken >= tableShare * all;
  }
}

/** What wikis put beside their text: names and numbers that the text does not repeat. It looks like a menu, and is none. */
function keepInfoboxes(passages: readonly Passage[], page: Element, isTaken: boolean[]): void {
  for (const inside of passagesIn(passages, page, infobox).values())
    for (const index of inside) isTaken[index] = true;
}

/**
 * @param scores see scorePassages.
 * @returns for each passage whether it is taken.
 */
export function choosePassages({ passages, blocks, tags }: Outline, scores: ArrayLike<number>): boolean[] {
  const isTaken = likeliest(passages, scores);
  for (let index = passages.length - 2; index >= 0; index--)
    if (
      isTaken[index + 1] &&
      scores[index]! > headingScore &&
      /^h[1-6]$/.test(tags[passages[index]!.blockNumber]!)
    )
      isTaken[index] = true;
  closeGaps(passages, scores, isTaken);
  keepTablesWhole(passages, blocks[0]!, isTaken);
  keepInfoboxes(passages, blocks[0]!, isTaken);
  return isTaken;
}

import type { Passage } from './passages';

/** A heading this likely stays with the text under it. */
const headingScore = 0.1;
/** How much more it weighs to lose a character than to keep one too many: the square of the F-measure's beta, 1.2. */
const recallWeight = 1.44;
/** MediaWiki, Fandom and their kin. */
const infobox = '[class*="infobox"]';
/** A gap in the text is closed where what stands in it is at least this likely to belong there, weighed by length. */
const gapScore = 0.25;
/** A table is kept whole where at least this share of its text is main text, else left out whole. */
const tableShare = 0.5;

/**
 * The passages that together have the best expected F-measure: the likeliest ones, as long as each one more is likelier to be right than
 * half of what is reached already (Ye et al. 2012). A page of which little is sure is so read with a lower bar than a plain article.
 */
function likeliest(passages: readonly Passage[], scores: readonly number[]): boolean[] {
  const order = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  const total = scores.reduce((sum, score, index) => sum + score * passages[index]!.text.length, 0);
  let characters = 0;
  let right = 0;
  let best = 0;
  let taken = 0;
  order.forEach((index, rank) => {
    const { length } = passages[index]!.text;
    characters += length;
    right += length * scores[index]!;
    const expected = right / (characters + recallWeight * total);
    if (expected > best) {
      best = expected;
      taken = rank + 1;
    }
  });
  const isTaken = scores.map(() => false);
  for (const index of order.slice(0, taken)) isTaken[index] = true;
  return isTaken;
}

/** What stands between two taken passages is left out only where it is rather something else: a hole in a text is worse than a menu. */
function closeGaps(passages: readonly Passage[], scores: readonly number[], isTaken: boolean[]): void {
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

/** Tables of data, not of layout: their passages stand or fall together. */
function keepTablesWhole(passages: readonly Passage[], isTaken: boolean[]): void {
  const tables = new Map<Element, number[]>();
  passages.forEach(({ block }, index) => {
    const table = block.closest('table');
    if (!table || table.querySelector('table') || !table.querySelector('th')) return;
    const inTable = tables.get(table);
    if (inTable) inTable.push(index);
    else tables.set(table, [index]);
  });
  for (const inTable of tables.values()) {
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
function keepInfoboxes(passages: readonly Passage[], isTaken: boolean[]): void {
  passages.forEach(({ block }, index) => {
    if (block.closest(infobox)) isTaken[index] = true;
  });
}

/** @returns for each passage whether it is taken. */
export function choosePassages(passages: readonly Passage[], scores: readonly number[]): boolean[] {
  const isTaken = likeliest(passages, scores);
  for (let index = passages.length - 2; index >= 0; index--)
    if (
      isTaken[index + 1] &&
      scores[index]! > headingScore &&
      /^H[1-6]$/.test(passages[index]!.block.tagName)
    )
      isTaken[index] = true;
  closeGaps(passages, scores, isTaken);
  keepTablesWhole(passages, isTaken);
  keepInfoboxes(passages, isTaken);
  return isTaken;
}

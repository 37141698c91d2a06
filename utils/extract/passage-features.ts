import { sumOverBlocks } from './block-sums';
import { lettersOf } from './letters';
import { countTwins, groupFigures, groupsOf, kindsOf } from './passage-groups';
import type { Outline } from './passages';
import { familyCount, surroundings } from './surroundings';
import { share, toWhole, wholeLog } from './whole-features';

/** Containers above a passage that are looked at, counted from its own block. */
const levels = [0, 1, 2, 3, 5];
/** A container with more than this share of the page is the page. */
const wholePage = 0.95;
/** From this length on, and with few links, a passage counts as prose (letters). */
const proseLength = 60;
const proseLinkShare = 0.3;
const containerFigures = 5;
/** Numbers of one passage: its own, those of its surroundings, of five containers, of two meetings, of the page. */
export const featureCount = 19 + familyCount + levels.length * containerFigures + 6 + 4 + 5;

const sentenceEnds = /[.!?…]["'”’)]?(?=\s|$)|[。！？]/g;
const endsSentence = /[.!?…。！？]["'”’)]?$/;

/** What toWhole makes of 1. */
const one = toWhole(1);
const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Figures of the passages, one list each. */
export interface Measured {
  letters: Int32Array;
  linked: Int32Array;
  prose: Int32Array;
  headingLevels: Int32Array;
}

function measure({ passages, tags }: Outline): Measured {
  const letters = new Int32Array(passages.length);
  const linked = new Int32Array(passages.length);
  const prose = new Int32Array(passages.length);
  const headingLevels = new Int32Array(passages.length);
  for (let index = 0; index < passages.length; index++) {
    const passage = passages[index]!;
    const length = passage.letters;
    const inLinks = passage.linkedText === passage.text ? length : lettersOf(passage.linkedText);
    letters[index] = length;
    linked[index] = inLinks;
    if (length >= proseLength && inLinks < proseLinkShare * length) prose[index] = length;
    const tag = tags[passage.blockNumber]!;
    if (tag.length === 2 && tag[0] === 'h') headingLevels[index] = Number(tag[1]) || 0;
  }
  return { letters, linked, prose, headingLevels };
}

/** How many elements of a kind each block holds. */
function countWithin(
  { blocks, parents }: Outline,
  numbers: ReadonlyMap<Element, number>,
  selector: string,
): Int32Array {
  const counts = new Int32Array(blocks.length);
  const elements = blocks[0]!.querySelectorAll(selector);
  if (elements.length === 0) return counts;
  for (const element of elements) {
    let at = element.parentElement;
    while (at && !numbers.has(at)) at = at.parentElement;
    if (at) counts[numbers.get(at)!]!++;
  }
  for (let block = blocks.length - 1; block > 0; block--) counts[parents[block]!]! += counts[block]!;
  return counts;
}

/** The block with the most prose of its own: a paragraph counts for its parent, and half for its grandparent (as in Readability). */
function proseCentre({ passages, parents }: Outline, prose: Int32Array): number {
  const halves = new Int32Array(parents.length);
  for (let index = 0; index < passages.length; index++) {
    const parent = parents[passages[index]!.blockNumber]!;
    if (parent < 0 || prose[index] === 0) continue;
    halves[parent]! += 2 * prose[index]!;
    if (parents[parent]! >= 0) halves[parents[parent]!]! += prose[index]!;
  }
  let best = -1;
  for (let block = 0; block < parents.length; block++)
    if (halves[block]! > (best < 0 ? 0 : halves[best]!)) best = block;
  return best;
}

/**
 * Where the ways up from each block and from one target block meet.
 * @returns block by block: the block where they meet, the steps to it, and the steps from the target to it; all −1 without a target.
 */
function meetings(parents: readonly number[], target: number): Int32Array {
  const rows = new Int32Array(parents.length * 3).fill(-1);
  if (target < 0) return rows;
  for (let at = target, steps = 0; at >= 0; at = parents[at]!, steps++) {
    rows[at * 3] = at;
    rows[at * 3 + 1] = 0;
    rows[at * 3 + 2] = steps;
  }
  for (let block = 0; block < parents.length; block++) {
    if (rows[block * 3 + 1] === 0) continue;
    const above = parents[block]! * 3;
    rows[block * 3] = rows[above]!;
    rows[block * 3 + 1] = rows[above + 1]! + 1;
    rows[block * 3 + 2] = rows[above + 2]!;
  }
  return rows;
}

/**
 * What can be told of each passage from the page alone: its text, its surroundings, its neighbours. No site, no word of any
 * language. The order of the numbers is the model's (main-text-model.json): whoever changes it trains anew.
 * @param names each block's own names (see namesOf).
 * @param width numbers a row; those behind `featureCount` are left free for the caller.
 * @returns one row a passage, as whole numbers.
 */
export function passageFeatures(
  outline: Outline,
  names: readonly string[],
  width: number = featureCount,
): Int32Array {
  const { passages, blocks, parents, tags } = outline;
  const measured = measure(outline);
  const { letters, linked, prose, headingLevels } = measured;
  const sum = (figures: Int32Array) => sumOverBlocks(outline, figures, new Int32Array(blocks.length));
  const lettersIn = sum(letters);
  const linkedIn = sum(linked);
  const proseIn = sum(prose);
  const passagesIn = sum(new Int32Array(passages.length).fill(1));
  const pageLetters = lettersIn[0]!;
  const shareOfPage = (block: number): number => share(lettersIn[block]!, pageLetters);
  const { kinds, kindCount } = kindsOf(outline);
  const { groupOf, figures } = groupsOf(outline, measured, kinds, kindCount, pageLetters);
  const around = surroundings(outline, names, (block) => shareOfPage(block) > wholePage);
  const twins = countTwins(parents, kinds, kindCount);
  const numbers = new Map<Element, number>();
  for (let block = 0; block < blocks.length; block++) numbers.set(blocks[block]!, block);
  const images = countWithin(outline, numbers, 'img, svg');
  const controls = countWithin(outline, numbers, 'button');
  const firstHeadline = headingLevels.indexOf(1);
  const toHeadline = meetings(parents, passages[firstHeadline]?.blockNumber ?? -1);
  const toProse = meetings(parents, proseCentre(outline, prose));
  let headings = 0;
  for (let index = 0; index < passages.length; index++) if (headingLevels[index]! > 0) headings++;
  const pageRow = [
    wholeLog(pageLetters),
    wholeLog(passages.length),
    toWhole(share(linkedIn[0]!, pageLetters)),
    toWhole(share(proseIn[0]!, pageLetters)),
    toWhole(share(headings, passages.length)),
  ];
  // What is asked of a container is the same for all that it holds.
  const containers = new Int32Array(blocks.length * containerFigures);
  const isKnown = new Uint8Array(blocks.length);
  const containerAt = (block: number): number => {
    const to = block * containerFigures;
    if (isKnown[block]) return to;
    isKnown[block] = 1;
    const inside = lettersIn[block]!;
    containers[to] = toWhole(shareOfPage(block));
    containers[to + 1] = toWhole(share(linkedIn[block]!, inside));
    containers[to + 2] = toWhole(share(inside, passagesIn[block]!));
    containers[to + 3] = toWhole(share(proseIn[block]!, inside));
    containers[to + 4] = toWhole(share(proseIn[block]!, proseIn[0]!));
    return to;
  };

  const rows = new Int32Array(passages.length * width);
  let before = 0;
  let lastHeading = -1;
  for (let index = 0; index < passages.length; index++) {
    const { text, blockNumber: block } = passages[index]!;
    const tag = tags[block]!;
    const length = letters[index]!;
    let to = index * width;
    rows[to++] = wholeLog(length);
    rows[to++] = toWhole(Math.min(1, share(linked[index]!, length)));
    rows[to++] = wholeLog(text.match(sentenceEnds)?.length ?? 0);
    rows[to++] = toWhole(share(length, text.split(' ').length));
    rows[to++] = endsSentence.test(text) ? one : 0;
    rows[to++] = headingLevels[index]! * one;
    rows[to++] = tag === 'p' ? one : 0;
    rows[to++] = tag === 'div' ? one : 0;
    rows[to++] = toWhole(share(index, passages.length));
    rows[to++] = toWhole(share(before, pageLetters));
    rows[to++] = (firstHeadline < 0 ? -100 : clamp(index - firstHeadline, 50)) * one;
    rows[to++] = (lastHeading < 0 ? 60 : Math.min(50, index - lastHeading)) * one;
    const group = groupOf[index]! * groupFigures;
    for (let figure = 0; figure < groupFigures; figure++) rows[to++] = figures[group + figure]!;
    rows[to++] = index + 1 < passages.length ? wholeLog(letters[index + 1]!) : -one;
    rows[to++] = wholeLog(twins[block]!);
    const families = block * familyCount;
    for (let family = 0; family < familyCount; family++) rows[to++] = around[families + family]! * one;
    let at = block;
    let level = 0;
    for (let place = 0; place < levels.length; place++) {
      for (const wanted = levels[place]!; at > 0 && level < wanted; level++) at = parents[at]!;
      const container = containerAt(at);
      for (let figure = 0; figure < containerFigures; figure++) rows[to++] = containers[container + figure]!;
    }
    const headlineAt = toHeadline[block * 3]!;
    rows[to++] = headlineAt < 0 ? -one : containers[containerAt(headlineAt)]!;
    rows[to++] = toHeadline[block * 3 + 1]! * one;
    rows[to++] = toHeadline[block * 3 + 2]! * one;
    const proseAt = toProse[block * 3]!;
    rows[to++] = proseAt < 0 ? -one : containers[containerAt(proseAt)]!;
    rows[to++] = toProse[block * 3 + 1]! * one;
    rows[to++] = toProse[block * 3 + 2]! * one;
    const parent = Math.max(0, parents[block]!);
    const above = Math.max(0, parents[parent]!);
    const higher = Math.max(0, parents[above]!);
    rows[to++] = wholeLog(controls[parent]!);
    rows[to++] = wholeLog(controls[above]!);
    rows[to++] = wholeLog(images[higher]!);
    rows[to++] = wholeLog(controls[higher]!);
    for (let figure = 0; figure < pageRow.length; figure++) rows[to++] = pageRow[figure]!;
    before += length;
    if (headingLevels[index]! > 0) lastHeading = index;
  }
  return rows;
}

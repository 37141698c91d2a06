import type { Measured } from './passage-features';
import type { Outline } from './passages';
import { share, toWhole, wholeLog } from './whole-features';

/** More kinds of names than this in one page are counted as one kind. */
const mostNames = 2 ** 16;
/** Numbers of a group: how many passages, their mean length, the shares of links, of prose, and of the page. */
export const groupFigures = 5;

/** The kind of each block by tag and classes, from 1 on; numbers in the classes count as the same. */
export function kindsOf({ blocks, tags }: Outline): { kinds: Int32Array; kindCount: number } {
  const byClass = new Map<string, number>();
  const byKind = new Map<string, number>();
  const kinds = new Int32Array(blocks.length);
  for (let block = 0; block < blocks.length; block++) {
    const name = `${tags[block]}.${blocks[block]!.getAttribute('class') ?? ''}`;
    let kind = byClass.get(name);
    if (kind === undefined) {
      const general = name.replace(/\d+/g, '0');
      kind = byKind.get(general) ?? Math.min(byKind.size + 1, mostNames);
      byKind.set(general, kind);
      byClass.set(name, kind);
    }
    kinds[block] = kind;
  }
  return { kinds, kindCount: byKind.size + 1 };
}

/** How many siblings have a block's kind: cards of a list, posts of a thread. */
export function countTwins(parents: readonly number[], kinds: Int32Array, kindCount: number): Int32Array {
  const firsts = new Map<number, number>();
  const counts = new Int32Array(parents.length);
  const firstOf = new Int32Array(parents.length);
  for (let block = 0; block < parents.length; block++) {
    const key = (parents[block]! + 1) * (kindCount + 1) + kinds[block]!;
    let first = firsts.get(key);
    if (first === undefined) {
      first = block;
      firsts.set(key, block);
    }
    firstOf[block] = first;
    counts[first]!++;
  }
  for (let block = 0; block < parents.length; block++) counts[block] = counts[firstOf[block]!]!;
  return counts;
}

/**
 * Puts together the passages of one template: they share the kinds of their block and of the two above it.
 * @returns the group of each passage, and `groupFigures` whole numbers a group.
 */
export function groupsOf(
  { passages, parents }: Outline,
  { letters, linked, prose }: Measured,
  kinds: Int32Array,
  kindCount: number,
  pageLetters: number,
): { groupOf: Int32Array; figures: Int32Array } {
  const kindAt = (block: number): number => (block < 0 ? 0 : kinds[block]!);
  const groups = new Map<number, number>();
  const groupOf = new Int32Array(passages.length);
  const sums = new Int32Array(passages.length * 4);
  for (let index = 0; index < passages.length; index++) {
    const block = passages[index]!.blockNumber;
    const parent = parents[block]!;
    const above = parent < 0 ? -1 : parents[parent]!;
    const key = (kindAt(block) * (kindCount + 1) + kindAt(parent)) * (kindCount + 1) + kindAt(above);
    let group = groups.get(key);
    if (group === undefined) {
      group = groups.size;
      groups.set(key, group);
    }
    groupOf[index] = group;
    sums[group * 4]!++;
    sums[group * 4 + 1]! += letters[index]!;
    sums[group * 4 + 2]! += linked[index]!;
    sums[group * 4 + 3]! += prose[index]!;
  }
  const figures = new Int32Array(groups.size * groupFigures);
  for (let group = 0; group < groups.size; group++) {
    const inside = sums[group * 4 + 1]!;
    const to = group * groupFigures;
    figures[to] = wholeLog(sums[group * 4]!);
    figures[to + 1] = toWhole(share(inside, sums[group * 4]!));
    figures[to + 2] = toWhole(share(sums[group * 4 + 2]!, inside));
    figures[to + 3] = toWhole(share(sums[group * 4 + 3]!, inside));
    figures[to + 4] = toWhole(share(inside, pageLetters));
  }
  return { groupOf, figures };
}

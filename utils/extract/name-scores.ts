import type { Outline } from './passages';

/** How much each word in the names of a passage's surroundings, and each tag, speaks for main text, as train.py finds it (log-odds, in 1/100). */
export interface NameWeights {
  bias: number;
  /** By word: where it stands near the passage, farther up, and far up. */
  words: Readonly<Record<string, readonly number[]>>;
  /** By tag: of the passage's block, of its parent, of the one above. */
  tags: Readonly<Record<string, readonly number[]>>;
}

/** The block itself and its parent are near; then come two rings of ancestors (the first level outside of each). */
const rings = [2, 5, 10];
/** The words of a block's own names. */
export const wordsOf = (names: string): readonly string[] => names.match(/[a-z]{2,20}/g) ?? [];

/** Numbers of one passage: all in all, then of each ring. */
export const nameScoreCount = 1 + rings.length;

/**
 * What the names around each passage say of it. A word counts once in a ring, however often it stands there.
 * @param names each block's own names (see namesOf).
 * @param rows one row a passage; the last `nameScoreCount` numbers of each are filled, with log-odds in 1/100.
 * @param width numbers a row.
 */
export function nameScores(
  { passages, tags: tagsOfBlocks, parents }: Outline,
  names: readonly string[],
  { bias, words, tags }: NameWeights,
  rows: Int32Array,
  width: number,
): void {
  const byName = new Map<string, (readonly number[])[]>();
  /** What is known of the words of each block's names, and of its tag; found when a passage asks. */
  const wordsAt = new Array<readonly (readonly number[])[] | undefined>(tagsOfBlocks.length);
  const tagAt = new Array<readonly number[] | undefined>(tagsOfBlocks.length);
  const weightsOf = (block: number): readonly (readonly number[])[] => {
    const name = names[block]!;
    let found = byName.get(name);
    if (!found) {
      found = [];
      for (const word of wordsOf(name)) if (Object.hasOwn(words, word)) found.push(words[word]!);
      byName.set(name, found);
    }
    const tag = tagsOfBlocks[block]!;
    tagAt[block] = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
    wordsAt[block] = found;
    return found;
  };
  /** The ring in which a word counted last, by a number of its own. */
  const counted = new Map<readonly number[], number>();
  let ringNumber = 0;
  for (let index = 0; index < passages.length; index++) {
    let all = bias;
    let at = passages[index]!.blockNumber;
    let level = 0;
    const to = (index + 1) * width - nameScoreCount;
    for (let ring = 0; ring < rings.length; ring++) {
      ringNumber++;
      let sum = 0;
      for (const end = rings[ring]!; level < end && at >= 0; level++, at = parents[at]!) {
        const own = wordsAt[at] ?? weightsOf(at);
        for (let word = 0; word < own.length; word++) {
          const weights = own[word]!;
          if (counted.get(weights) === ringNumber) continue;
          counted.set(weights, ringNumber);
          sum += weights[ring]!;
        }
        const tag = tagAt[at];
        if (tag) all += tag[level] ?? 0;
      }
      rows[to + 1 + ring] = sum;
      all += sum;
    }
    rows[to] = all;
  }
}

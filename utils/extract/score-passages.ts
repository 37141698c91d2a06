import { type DecisionTrees, predict } from './decision-trees';
import model from './main-text-model.json';
import { passageFeatures } from './passage-features';
import type { Passage } from './passages';

const byItself: DecisionTrees = model.byItself;
const inContext: DecisionTrees = model.inContext;

/** Containers whose other passages are asked, counted from the passage's own block. */
const levels = [0, 1, 2, 3, 4, 5, 7, 9];
const neighbours = [-4, -3, -2, -1, 1, 2, 3, 4];
const nearby = 10;
const deepest = levels.at(-1)!;

const log = (value: number): number => Math.log2(1 + value);

/**
 * What the first judgement of a passage's surroundings says of it.
 * @param scores one probability a passage.
 * @returns one row a passage, in the model's order.
 */
export function contextFeatures(passages: readonly Passage[], scores: readonly number[]): number[][] {
  const lengths = passages.map(({ text }) => text.length);
  const sums = new Map<Element, { characters: number; scored: number }>();
  let pageScored = 0;
  let pageCharacters = 0;
  let likely = 0;
  const paths = passages.map(({ block }, index) => {
    const length = lengths[index]!;
    const scored = length * scores[index]!;
    pageScored += scored;
    pageCharacters += length;
    if (scores[index]! > 0.5) likely += length;
    const path: Element[] = [];
    for (let at: Element | null = block; at && path.length <= deepest; at = at.parentElement) {
      path.push(at);
      const sum = sums.get(at);
      if (sum) {
        sum.characters += length;
        sum.scored += scored;
      } else sums.set(at, { characters: length, scored });
    }
    return path;
  });
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
  return passages.map((_, index) => {
    const score = scores[index]!;
    const length = lengths[index]!;
    const path = paths[index]!;
    const row = [score];
    for (const level of levels) {
      const { characters, scored } = sums.get(path[Math.min(level, path.length - 1)]!)!;
      row.push(characters > length ? (scored - length * score) / (characters - length) : score);
    }
    for (const offset of neighbours) row.push(scores[index + offset] ?? -1);
    let scored = 0;
    let characters = 0;
    for (let at = Math.max(0, index - nearby); at <= Math.min(scores.length - 1, index + nearby); at++) {
      scored += lengths[at]! * scores[at]!;
      characters += lengths[at]!;
    }
    row.push(scored / characters, pageScored / pageCharacters, best, log(likely));
    return row;
  });
}

/**
 * How likely each passage is part of what the page is about, 0 to 1: judged by itself, then once more by what its surroundings
 * were found to be.
 */
export function scorePassages(passages: readonly Passage[]): number[] {
  const first = passageFeatures(passages).map((row) => predict(byItself, row));
  return contextFeatures(passages, first).map((row) => predict(inContext, row));
}

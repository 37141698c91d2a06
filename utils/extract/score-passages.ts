import { sumOverBlocks } from './block-sums';
import { type DecisionTrees, predict } from './decision-trees';
import model from './main-text-model.json';
import { type NameWeights, nameScoreCount, nameScores } from './name-scores';
import { featureCount, passageFeatures } from './passage-features';
import type { Outline } from './passages';
import { namesOf } from './surroundings';
import { toWhole, wholeLog } from './whole-features';

const names: NameWeights = model.names;
const byItself: DecisionTrees = model.byItself;
const inContext: DecisionTrees = model.inContext;

/** Containers whose other passages are asked, counted from the passage's own block. */
const levels = [0, 1, 2, 3, 4, 5, 7, 9];
const neighbours = [-4, -3, -2, -1, 1, 2, 3, 4];
const nearby = 10;
/** Stands for the score of a neighbour that is not there. */
const none = toWhole(-1);

/** Numbers of one passage: its score, those of its containers and neighbours, those of what is near, and three of the page. */
const contextCount = 1 + levels.length + neighbours.length + 4;

/**
 * What the first judgement of a passage's surroundings says of it.
 * @param scores one probability a passage.
 * @returns one row a passage of `contextCount` numbers, in the model's order, as whole numbers.
 */
export function contextFeatures(outline: Outline, scores: Float64Array): Int32Array {
  const { passages, parents } = outline;
  const count = passages.length;
  const lengths = new Int32Array(count);
  /** Lengths times scores. */
  const weighed = new Float64Array(count);
  /** Sums over all passages before one, to take the difference of two. */
  const charactersBefore = new Int32Array(count + 1);
  const weighedBefore = new Float64Array(count + 1);
  const wholeScores = new Int32Array(count);
  let likely = 0;
  let best = 0;
  for (let index = 0; index < count; index++) {
    const { length } = passages[index]!.text;
    const score = scores[index]!;
    lengths[index] = length;
    weighed[index] = length * score;
    charactersBefore[index + 1] = charactersBefore[index]! + length;
    weighedBefore[index + 1] = weighedBefore[index]! + length * score;
    wholeScores[index] = toWhole(score);
    if (score > 0.5) likely += length;
    if (score > best) best = score;
  }
  const characters = sumOverBlocks(outline, lengths, new Int32Array(parents.length));
  const scored = sumOverBlocks(outline, weighed, new Float64Array(parents.length));
  const pageRow = [toWhole(scored[0]! / characters[0]!), toWhole(best), wholeLog(likely)];
  const rows = new Int32Array(count * contextCount);
  let to = 0;
  for (let index = 0; index < count; index++) {
    const length = lengths[index]!;
    const own = wholeScores[index]!;
    rows[to++] = own;
    let at = passages[index]!.blockNumber;
    let level = 0;
    for (let place = 0; place < levels.length; place++) {
      for (const wanted = levels[place]!; at > 0 && level < wanted; level++) at = parents[at]!;
      const rest = characters[at]! - length;
      rows[to++] = rest > 0 ? toWhole((scored[at]! - weighed[index]!) / rest) : own;
    }
    for (let place = 0; place < neighbours.length; place++) {
      const neighbour = index + neighbours[place]!;
      rows[to++] = neighbour >= 0 && neighbour < count ? wholeScores[neighbour]! : none;
    }
    const start = Math.max(0, index - nearby);
    const end = Math.min(count, index + nearby + 1);
    rows[to++] = toWhole(
      (weighedBefore[end]! - weighedBefore[start]!) / (charactersBefore[end]! - charactersBefore[start]!),
    );
    for (let figure = 0; figure < pageRow.length; figure++) rows[to++] = pageRow[figure]!;
  }
  return rows;
}

/**
 * How likely each passage is part of what the page is about, 0 to 1: judged by itself, then once more by what its surroundings
 * were found to be.
 */
export function scorePassages(outline: Outline): Float64Array {
  const namesOfBlocks = outline.blocks.map((block, number) => namesOf(block, outline.tags[number]));
  const width = featureCount + nameScoreCount;
  const rows = passageFeatures(outline, namesOfBlocks, width);
  nameScores(outline, namesOfBlocks, names, rows, width);
  const scores = predict(byItself, rows, width);
  return predict(inContext, contextFeatures(outline, scores), contextCount);
}

/**
 * Boosted decision trees for a yes or no, as LightGBM trains them (Ke et al. 2017), written out by test/bench/train-main-text.
 * Flat lists of whole numbers: a page asks them some hundred thousand questions before the browser has compiled any of this, and until
 * then each fraction that is read is an object of its own.
 */
export interface DecisionTrees {
  /** Where the first question of each tree stands in `questions`. */
  roots: readonly number[];
  /** Question by question: feature, threshold, where to go if the feature is at most that, where if it is more; −1 − n is leaf n. */
  questions: readonly number[];
  /** What a leaf adds (log-odds, in 1/1000). */
  leaves: readonly number[];
}

/** A function of its own: the browser puts its compiled form in place from one row to the next. */
function logOddsOf({ roots, questions, leaves }: DecisionTrees, rows: Int32Array, row: number): number {
  let sum = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    let at = roots[tree]!;
    while (at >= 0)
      at = rows[row + questions[at]!]! <= questions[at + 1]! ? questions[at + 2]! : questions[at + 3]!;
    sum += leaves[-1 - at]!;
  }
  return sum;
}

/**
 * @param rows features as whole numbers (see toWhole), row after row.
 * @param width numbers a row.
 * @returns the probability of each row, 0 to 1.
 */
export function predict(trees: DecisionTrees, rows: Int32Array, width: number): Float64Array {
  const probabilities = new Float64Array(rows.length / width);
  for (let index = 0; index < probabilities.length; index++)
    probabilities[index] = 1 / (1 + Math.exp(-logOddsOf(trees, rows, index * width) / 1000));
  return probabilities;
}

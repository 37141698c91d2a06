/** Boosted decision trees for a yes or no, as LightGBM trains them (Ke et al. 2017), written out by test/bench/train-main-text. */
export interface DecisionTrees {
  /** Tree by tree: feature, threshold, child where the feature is at most that, child where it is more; −1 − n is leaf n. */
  splits: readonly (readonly number[])[];
  /** Tree by tree: log-odds that its leaves add. */
  leaves: readonly (readonly number[])[];
}

/** @returns the probability, 0 to 1. */
export function predict({ splits, leaves }: DecisionTrees, row: readonly number[]): number {
  let sum = 0;
  for (let tree = 0; tree < splits.length; tree++) {
    const nodes = splits[tree]!;
    let node = 0;
    while (node >= 0) {
      const at = node * 4;
      node = row[nodes[at]!]! <= nodes[at + 1]! ? nodes[at + 2]! : nodes[at + 3]!;
    }
    sum += leaves[tree]![-1 - node]!;
  }
  return 1 / (1 + Math.exp(-sum));
}

import type { Outline } from './passages';

/**
 * Adds up a figure of the passages over each block and all that it holds.
 * @param figures one a passage.
 * @param sums zeros, one a block; filled and given back.
 */
export function sumOverBlocks<Sums extends Int32Array | Float64Array>(
  { passages, parents }: Outline,
  figures: ArrayLike<number>,
  sums: Sums,
): Sums {
  for (let index = 0; index < passages.length; index++)
    sums[passages[index]!.blockNumber]! += figures[index]!;
  // A block stands before what it holds: from the end on, each is complete when it is added to its parent.
  for (let block = parents.length - 1; block > 0; block--) sums[parents[block]!]! += sums[block]!;
  return sums;
}

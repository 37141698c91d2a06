export interface Alignment {
  /** Of the stretch of the text. */
  start: number;
  end: number;
  /** Letters to change, add or take away. */
  distance: number;
}

/**
 * The stretch of a text that is most like a quotation: edit distance with free ends (Sellers, 1980), of which only
 * what can still become good enough is computed (Ukkonen's cut-off, 1985).
 * @param from to `end`: where in the text it is looked for. Takes some 2 ns for each pair of letters.
 * @param most distance of interest.
 * @returns undefined where everything differs by more.
 */
export function alignQuote(
  text: string,
  from: number,
  end: number,
  quote: string,
  most: number,
): Alignment | undefined {
  const first = Math.max(0, from);
  const last = Math.min(text.length, end);
  const height = quote.length;
  const costs = new Uint16Array(height + 1);
  const starts = new Int32Array(height + 1);
  const units = Uint16Array.from({ length: height }, (_, row) => quote.charCodeAt(row));
  for (let row = 0; row <= height; row++) {
    costs[row] = row;
    starts[row] = first;
  }
  let best: Alignment | undefined;
  let limit = most;
  /** Below this row nothing costs as little as the limit. */
  let active = Math.min(height, limit + 1);
  for (let column = first; column < last; column++) {
    const unit = text.charCodeAt(column);
    let diagonal = costs[0]!;
    let diagonalStart = column;
    costs[0] = 0;
    starts[0] = column + 1;
    for (let row = 1; row <= active; row++) {
      const left = costs[row]!;
      const leftStart = starts[row]!;
      const above = costs[row - 1]! + 1;
      let cost = diagonal + (unit === units[row - 1] ? 0 : 1);
      let start = diagonalStart;
      if (above < cost) {
        cost = above;
        start = starts[row - 1]!;
      }
      if (left + 1 < cost) {
        cost = left + 1;
        start = leftStart;
      }
      costs[row] = cost;
      starts[row] = start;
      diagonal = left;
      diagonalStart = leftStart;
    }
    while (costs[active]! > limit) active--;
    if (active === height) {
      best = { start: starts[height]!, end: column + 1, distance: costs[height]! };
      limit = best.distance - 1;
      if (limit < 0) break;
      while (costs[active]! > limit) active--;
    }
    // The row below is reached from here alone.
    active++;
    costs[active] = limit + 1;
    starts[active] = first;
  }
  return best;
}

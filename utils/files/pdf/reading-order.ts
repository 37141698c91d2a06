import type { Segment } from './find-lines';

/** A line of text as it is read: cells of a table's row, or one stretch of prose. */
export interface TextLine {
  cells: string[];
  left: number;
  right: number;
  base: number;
  size: number;
  isBold: boolean;
  /** Edges of the column that it stands in. */
  columnLeft: number;
  columnRight: number;
}

/** So many lines at least make a column. */
const leastLines = 3;
/** Prose fills its lines; cells of a table are shorter (letters; Chinese ones count twice). */
const proseLetters = 16;
/** So many lines of this many letters, over so much of the widest one's width. */
const leastFull = 4;
const fullLetters = 25;
const fullShare = 0.8;
/** Columns of columns: newspapers have up to eight. */
const mostDepth = 4;

const lettersOf = (text: string): number =>
  text.length + (text.match(/[\u2e80-\u9fff\uac00-\ud7af]/g)?.length ?? 0);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

const height = ({ size }: Segment): number => 0.95 * size;

/** Whether two stand side by side. @param share how much of the lower one has the other beside it; half of it makes them one line. */
function isBeside(a: Segment, b: Segment, share: number): boolean {
  const shared = Math.min(a.base, b.base) - Math.max(a.base - height(a), b.base - height(b));
  return shared > share * Math.min(height(a), height(b));
}

/** Whether a column of text stands here: most lines are long, or enough of them run over its whole width (others may be code, a figure). */
function isProse(segments: readonly Segment[]): boolean {
  const letters = segments.map(({ text }) => lettersOf(text));
  if (segments.length >= leastLines && median(letters) >= proseLetters) return true;
  const widest = Math.max(...segments.map(({ left, right }) => right - left));
  const full = segments.filter(
    ({ left, right }, index) => letters[index]! >= fullLetters && right - left > fullShare * widest,
  );
  return full.length >= Math.max(leastFull, segments.length * 0.15);
}

/** Where a gutter runs: the place that lies in the most gaps between neighbours, if what stands on both sides of it is prose. */
function findGutter(segments: readonly Segment[]): number | undefined {
  const gaps: { from: number; to: number }[] = [];
  segments.forEach((segment, index) => {
    // Sorted by line: who stands beside it is near in the list.
    let next: Segment | undefined;
    for (let at = Math.max(0, index - 12); at < Math.min(segments.length, index + 12); at++) {
      const other = segments[at]!;
      if (other.left >= segment.right && isBeside(segment, other, 0.25) && (!next || other.left < next.left))
        next = other;
    }
    if (next) gaps.push({ from: segment.right, to: next.left });
  });
  const places = gaps.map(({ from, to }) => (from + to) / 2);
  const counted = places
    .map((place) => ({ place, count: gaps.filter(({ from, to }) => from <= place && place <= to).length }))
    .sort((a, b) => b.count - a.count);
  const best = counted[0];
  if (!best || best.count < leastLines) return undefined;
  const left = segments.filter(({ right }) => right <= best.place);
  const right = segments.filter((segment) => segment.left >= best.place);
  const across = segments.length - left.length - right.length;
  const isColumns = isProse(left) && isProse(right) && across < left.length + right.length;
  return isColumns ? best.place : undefined;
}

function toLines(segments: readonly Segment[], columnLeft: number, columnRight: number): TextLine[] {
  const lines: { first: Segment; all: Segment[] }[] = [];
  for (const segment of segments) {
    const line = lines.slice(-3).find(({ first }) => isBeside(first, segment, 0.5));
    if (line) line.all.push(segment);
    else lines.push({ first: segment, all: [segment] });
  }
  return lines.map(({ all }) => {
    const cells = all.sort((a, b) => a.left - b.left);
    const longest = cells.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    return {
      cells: cells.map(({ text }) => text.trim()),
      left: cells[0]!.left,
      right: Math.max(...cells.map(({ right }) => right)),
      base: longest.base,
      size: longest.size,
      isBold: cells.every(({ isBold }) => isBold),
      columnLeft,
      columnRight,
    };
  });
}

/**
 * Stretches of text as lines in the order in which they are read: column after column, with what runs across them where it stands
 * between. What stands side by side without being prose is one line (a table's row). Pure.
 * @param segments of one direction, sorted from the top.
 */
export function inReadingOrder(segments: readonly Segment[], depth = 0): TextLine[] {
  if (segments.length === 0) return [];
  const left = Math.min(...segments.map((segment) => segment.left));
  const right = Math.max(...segments.map((segment) => segment.right));
  const gutter = depth < mostDepth ? findGutter(segments) : undefined;
  if (gutter === undefined) return toLines(segments, left, right);
  const lines: TextLine[] = [];
  let sides: [Segment[], Segment[]] = [[], []];
  let across: Segment[] = [];
  const endAcross = () => {
    lines.push(...toLines(across, left, right));
    across = [];
  };
  const endSides = () => {
    for (const side of sides) lines.push(...inReadingOrder(side, depth + 1));
    sides = [[], []];
  };
  for (const segment of segments) {
    const isAcross = segment.left < gutter && segment.right > gutter;
    if (isAcross) {
      endSides();
      across.push(segment);
      continue;
    }
    endAcross();
    sides[segment.right <= gutter ? 0 : 1].push(segment);
  }
  endSides();
  endAcross();
  return lines;
}

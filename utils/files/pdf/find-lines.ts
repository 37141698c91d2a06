import { composed, isAccent, plain } from './letters';
import type { Glyph } from './page-marks';
import { hasRtl, toReadingOrder } from './visual-order';

/** A stretch of text on one line with no wide gap in it: a line of a column, a cell of a table. Along and across its own direction. */
export interface Segment {
  text: string;
  left: number;
  right: number;
  /** Baseline; grows from line to line. */
  base: number;
  size: number;
  isBold: boolean;
}

/** Glyphs that were drawn one after the other with no wide gap. */
interface Run {
  glyphs: Glyph[];
  left: number;
  right: number;
  base: number;
  size: number;
}

/** Wider than this, a gap between letters is a space (ems); Latin words are a quarter apart, and a sixth where a line is tight. */
const spaceEm = 0.15;
/** Between Chinese or Japanese letters, which have no spaces: a gap is one only where it is as wide as half a letter. */
const wideSpaceEm = 0.5;
/** Wider than this, it parts columns or cells (ems). */
const gapEm = 1.4;
/** Two letters nearer than this are one, drawn twice to look bold (ems). */
const sameEm = 0.25;

const isWide = (text: string | undefined): boolean =>
  text !== undefined && /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(text);
const isBlank = (text: string): boolean => !/[^\s\u00a0\u3000]/.test(text);

/** A letter and an accent that was drawn over it (as TeX does), as one; undefined where they only stand side by side. */
function accented(one: Glyph, other: Glyph): string | undefined {
  const [accent, letter] = isAccent(one.text) ? [one, other] : [other, one];
  const shift = Math.abs(accent.x + accent.width / 2 - letter.x - letter.width / 2);
  return shift < 0.2 * letter.size ? composed(letter.text, accent.text) : undefined;
}

function toRun(glyph: Glyph): Run {
  return { glyphs: [glyph], left: glyph.x, right: glyph.x + glyph.width, base: glyph.y, size: glyph.size };
}

/** In the order in which they were drawn: that keeps raised signs beside their word. */
function toRuns(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const glyph of glyphs) {
    if (isBlank(glyph.text)) {
      // A space counts where it stands between two letters of a run; its width is known from where they are.
      if (run) run.glyphs.push(glyph);
      continue;
    }
    const gap = run ? glyph.x - run.right : 0;
    const size = run ? Math.max(run.size, glyph.size) : 0;
    const rise = run ? Math.abs(glyph.y - run.base) : 0;
    const isNext =
      run !== undefined &&
      gap > -0.6 * size &&
      gap < gapEm * size &&
      (rise < 0.2 * size || (rise < 0.6 * size && gap < 0.5 * size && glyph.size < run.size * 0.85));
    if (run && isNext) {
      run.glyphs.push(glyph);
      run.right = Math.max(run.right, glyph.x + glyph.width);
      continue;
    }
    run = toRun(glyph);
    runs.push(run);
  }
  return runs;
}

function withoutDoubles(runs: readonly Run[]): Run[] {
  const seen = new Map<string, Run[]>();
  return runs.filter((run) => {
    const text = run.glyphs.map((glyph) => glyph.text).join('');
    const alike = seen.get(text) ?? [];
    const near = sameEm * run.size;
    if (alike.some((one) => Math.abs(one.left - run.left) < near && Math.abs(one.base - run.base) < near))
      return false;
    seen.set(text, [...alike, run]);
    return true;
  });
}

/** Runs that stand side by side, row by row. */
function toRows(runs: readonly Run[]): Run[][] {
  const rows: { top: number; bottom: number; runs: Run[] }[] = [];
  const sorted = [...runs].sort((a, b) => a.base - b.base);
  for (const run of sorted) {
    const top = run.base - 0.75 * run.size;
    const bottom = run.base + 0.2 * run.size;
    // Only the last few can reach down to it.
    const row = rows.slice(-8).findLast((one) => {
      const shared = Math.min(bottom, one.bottom) - Math.max(top, one.top);
      return shared > 0.6 * Math.min(bottom - top, one.bottom - one.top);
    });
    if (row) row.runs.push(run);
    else rows.push({ top, bottom, runs: [run] });
  }
  return rows.map((row) => row.runs.sort((a, b) => a.left - b.left));
}

function textOf(glyphs: readonly Glyph[]): string {
  const letters = glyphs.some(({ text }) => hasRtl(text)) ? [...glyphs].sort((a, b) => a.x - b.x) : glyphs;
  const pieces: string[] = [];
  let before: Glyph | undefined;
  let spaces = '';
  for (const glyph of letters) {
    if (isBlank(glyph.text)) {
      spaces += ' ';
      continue;
    }
    const joined = before && !spaces ? accented(before, glyph) : undefined;
    if (joined) {
      pieces[pieces.length - 1] = joined;
      if (glyph.x + glyph.width > before!.x + before!.width) before = glyph;
      continue;
    }
    if (before && !/\p{M}/u.test(before.text + glyph.text)) {
      const gap = (glyph.x - before.x - before.width) / Math.max(glyph.size, before.size);
      const least = isWide(before.text) && isWide(glyph.text) ? wideSpaceEm : spaceEm;
      if (spaces || gap > least) pieces.push(spaces && gap > -0.5 ? spaces : ' ');
    }
    pieces.push(plain(glyph.text));
    before = glyph;
    spaces = '';
  }
  return toReadingOrder(pieces);
}

function toSegment(runs: readonly Run[]): Segment {
  const glyphs = runs.flatMap((run) => run.glyphs);
  const inked = glyphs.filter(({ text }) => !isBlank(text));
  const widest = runs.reduce((a, b) => (b.glyphs.length > a.glyphs.length ? b : a));
  return {
    text: textOf(glyphs),
    left: Math.min(...runs.map(({ left }) => left)),
    right: Math.max(...runs.map(({ right }) => right)),
    base: widest.base,
    size: widest.size,
    isBold: inked.filter(({ isBold }) => isBold).length > inked.length / 2,
  };
}

/** Glyphs of one direction, turned so that they run from left to right. */
function straightened(glyphs: readonly Glyph[], turn: number): Glyph[] {
  if (turn === 0) return [...glyphs];
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return glyphs.map((glyph) => ({
    ...glyph,
    x: glyph.x * cos + glyph.y * sin,
    y: glyph.y * cos - glyph.x * sin,
  }));
}

/**
 * A page's letters as stretches of text, one list for each direction that they run in, the direction with most text first. Each is
 * sorted from the top, and from the left within a line. Pure.
 */
export function findLines(glyphs: readonly Glyph[]): Segment[][] {
  const byTurn = Map.groupBy(glyphs, ({ turn }) => turn);
  return [...byTurn]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([turn, all]) =>
      toRows(withoutDoubles(toRuns(straightened(all, turn)))).flatMap((row) => {
        const segments: Run[][] = [];
        for (const run of row) {
          const last = segments.at(-1);
          const end = last ? Math.max(...last.map(({ right }) => right)) : 0;
          if (last && run.left - end < gapEm * Math.max(run.size, last[0]!.size)) last.push(run);
          else segments.push([run]);
        }
        return segments.map(toSegment).filter(({ text }) => text.trim());
      }),
    )
    .filter((segments) => segments.length > 0);
}

import type { Glyph, PageArea, PageMarks } from './page-marks';

/** Text smaller than this is not read by anyone (points). */
const leastSize = 1;
/** Colours that the eye does not part (of 255, in each channel). */
const sameColor = 12;
/** A picture over so much of a page is the page (share). */
const scanShare = 0.5;
/** With more text than this that can be seen, a page is not a scanned one (letters). */
const scanLetters = 300;

const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);

/** Asked of every letter. */
function isSameColor(a: string, b: string): boolean {
  return [1, 3, 5].every((at) => Math.abs(channel(a, at) - channel(b, at)) <= sameColor);
}

const isBlank = (text: string): boolean => !text.trim();

/** Whatever lies below it. */
function isOutOfSight({ x, y, width, size, isOff }: Glyph, page: PageMarks): boolean {
  return isOff || size < leastSize || x + width < 0 || x > page.width || y < 0 || y - size > page.height;
}

/** A picture below it, or around it, would make it seen, or be what it was read from. */
function isFaint({ color, ground, isInkless }: Glyph): boolean {
  return isInkless || (color !== undefined && ground !== undefined && isSameColor(color, ground));
}

/** How much of a page pictures cover, 0 to 1: those that overlap count once, by their rows. */
export function pictureShare({ width, height, pictures }: PageMarks): number {
  const rows = 50;
  let covered = 0;
  for (let row = 0; row < rows; row++) {
    const y = ((row + 0.5) / rows) * height;
    const across: PageArea[] = pictures
      .filter(({ top, bottom }) => top <= y && y <= bottom)
      .sort((a, b) => a.left - b.left);
    let end = 0;
    for (const { left, right } of across) {
      const from = Math.max(left, end);
      const to = Math.min(right, width);
      if (to > from) covered += to - from;
      end = Math.max(end, to);
    }
  }
  return width > 0 ? covered / rows / width : 0;
}

export interface SeenText {
  glyphs: Glyph[];
  /** Letters that nobody sees, without spaces (UTF-16 code units). */
  hiddenCharacters: number;
  /** Of these, those that a picture would make seen. */
  faintCharacters: number;
  /** The text of a scanned page, laid over its picture without ink. */
  isScanned: boolean;
}

/**
 * A page's letters without those that no reader sees: without ink, in the colour of what they stand on, tiny, or outside of the page.
 * Text without ink over a scanned page's picture is what a machine has read there, and stays.
 */
export function withoutHidden(page: PageMarks): SeenText {
  const seen: Glyph[] = [];
  const faint: Glyph[] = [];
  const hidden: Glyph[] = [];
  for (const glyph of page.glyphs)
    (isOutOfSight(glyph, page) ? hidden : isFaint(glyph) ? faint : seen).push(glyph);
  const count = (glyphs: readonly Glyph[]) =>
    glyphs.reduce((sum, { text }) => sum + (isBlank(text) ? 0 : text.length), 0);
  const overlay = faint.filter(({ isInkless }) => isInkless);
  const faintCharacters = count(faint);
  const hiddenCharacters = count(hidden) + faintCharacters;
  const overlayCharacters = count(overlay);
  const isScanned =
    overlayCharacters > 0 &&
    count(seen) < Math.min(scanLetters, Math.max(20, overlayCharacters / 4)) &&
    pictureShare(page) >= scanShare;
  if (!isScanned) return { glyphs: seen, hiddenCharacters, faintCharacters, isScanned };
  const kept = new Set([...seen, ...overlay]);
  return {
    glyphs: page.glyphs.filter((glyph) => kept.has(glyph)),
    hiddenCharacters: hiddenCharacters - overlayCharacters,
    faintCharacters: faintCharacters - overlayCharacters,
    isScanned,
  };
}

import type { TextLine } from './reading-order';
import { hasRtl } from './visual-order';

/** Stands for the end of a line after a hyphen, until all words of the document are known: see joinHyphens. */
export const lineEnd = '\u0001';

/** Larger than the body of the text by this, a line is a heading. */
const headingScale = 1.18;
const titleScale = 1.6;
/** A heading is no longer than this (letters). */
const headingLetters = 200;
/** Lines of a paragraph stand this far apart at most (in sizes of their font). */
const pitch = 1.75;
/** Further in than its column, a line begins a paragraph (ems). */
const indentEm = 0.8;
/** How well a line's end is kept to (ems). */
const raggedEm = 0.6;

const listSign =
  /^(?:[•◦▪‣●○■□◆✓✔➢➤►–—*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[.)、）])\s+\S/u;
const cjkEnd = /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$/;
const cjkStart = /^[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Two lines of a paragraph as one. A hyphen at the end stays, marked; a soft one was only there for the line. */
function joined(before: string, next: string): string {
  if (/\p{L}\u00ad$/u.test(before)) return before.slice(0, -1) + next;
  if (/\p{L}[-\u2010]$/u.test(before) && /^\p{Ll}/u.test(next)) return before + lineEnd + next;
  if (cjkEnd.test(before) && cjkStart.test(next)) return before + next;
  return `${before} ${next}`;
}

interface Paragraph {
  text: string;
  last: TextLine;
  lineCount: number;
  isRow: boolean;
  isList: boolean;
}

/** Whether the next line's first word had no room on the line before. */
function isFull(last: TextLine, line: TextLine): boolean {
  const text = line.cells[0]!;
  const first = cjkStart.test(text) ? text.slice(0, 1) : (/^\S+/.exec(text)?.[0] ?? '');
  const needed = (first.length * (line.right - line.left)) / Math.max(1, text.length);
  return last.right + needed + raggedEm * last.size > last.columnRight;
}

const isMidSentence = (before: string, next: string): boolean =>
  /[\p{L},;-]$/u.test(before) && /^\p{Ll}/u.test(next);

/** A title over several lines: both ends are set in by the same. */
function isCentred(last: TextLine, line: TextLine, width: number): boolean {
  const [left, right] = [line.left - last.left, last.right - line.right];
  const isEven = Math.abs(left - right) < last.size && Math.abs(left) > 0.3 * last.size && left * right > 0;
  return isEven && last.right - last.left > 0.5 * width;
}

/** Set to the right margin, and in the midst of a sentence: how far in it begins says nothing. */
function isFlushRight(last: TextLine, line: TextLine): boolean {
  return (
    Math.abs(last.right - line.right) < 0.3 * line.size && isMidSentence(last.cells.at(-1)!, line.cells[0]!)
  );
}

/** As it would stand if it were read from the left. */
function mirrored(line: TextLine): TextLine {
  const { left, right, columnLeft, columnRight } = line;
  return { ...line, left: columnLeft + columnRight - right, right: columnLeft + columnRight - left };
}

function continues(paragraph: Paragraph, next: TextLine): boolean {
  const isRtl = hasRtl(paragraph.text) && hasRtl(next.cells[0]!);
  const last = isRtl ? mirrored(paragraph.last) : paragraph.last;
  const line = isRtl ? mirrored(next) : next;
  const size = Math.max(last.size, line.size);
  const gap = line.base - last.base;
  const width = last.columnRight - last.columnLeft;
  return (
    line.columnLeft === last.columnLeft &&
    gap > 0.3 * size &&
    gap < pitch * size &&
    Math.abs(line.size - last.size) < 0.12 * size &&
    !listSign.test(line.cells[0]!) &&
    (paragraph.isList ||
      isCentred(last, line, width) ||
      isFlushRight(last, line) ||
      line.left - Math.min(last.left, line.columnLeft + indentEm * size * 3) < indentEm * size) &&
    (isFull(last, line) || isCentred(last, line, width) || isMidSentence(paragraph.text, line.cells[0]!))
  );
}

function headingSign({ text, last, lineCount, isRow }: Paragraph, bodySize: number): string {
  const isHeading =
    !isRow &&
    text.length <= headingLetters &&
    lineCount <= 4 &&
    last.size > bodySize * headingScale &&
    /\p{L}{2}|\p{Lo}/u.test(text);
  if (!isHeading) return '';
  return last.size > bodySize * titleScale ? '# ' : '## ';
}

/**
 * Lines in reading order as Markdown: paragraphs joined over their lines, headings told by their size, a table's rows one to a line.
 * Pure.
 * @param bodySize size of the document's running text.
 */
export function toParagraphs(lines: readonly TextLine[], bodySize: number): string {
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const isRow = line.cells.length > 1;
    const text = line.cells.join('   ');
    const paragraph = paragraphs.at(-1);
    if (paragraph && !isRow && !paragraph.isRow && continues(paragraph, line)) {
      paragraph.text = joined(paragraph.text, text);
      paragraph.last = line;
      paragraph.lineCount++;
    } else paragraphs.push({ text, last: line, lineCount: 1, isRow, isList: listSign.test(text) });
  }
  let markdown = '';
  paragraphs.forEach((paragraph, index) => {
    const before = paragraphs[index - 1];
    const isTight = before && ((before.isRow && paragraph.isRow) || (before.isList && paragraph.isList));
    if (before) markdown += isTight ? '\n' : '\n\n';
    markdown += headingSign(paragraph, bodySize) + paragraph.text;
  });
  return markdown;
}

/** The size that most of the text has (points, in tenths). */
export function bodySizeOf(pages: readonly (readonly TextLine[])[]): number {
  const letters = new Map<number, number>();
  for (const { size, cells } of pages.flat()) {
    const key = Math.round(size * 10) / 10;
    letters.set(key, (letters.get(key) ?? 0) + cells.join('').length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

const word = /\p{L}+/gu;
const broken = new RegExp(`(\\p{L}+)([-\\u2010])${lineEnd}(\\p{L}+)`, 'gu');

/**
 * Words that were parted at the end of a line, where the document also has them in one piece, without their hyphen. All others keep
 * it: in `well-known` it is the word's own, and no rule tells.
 * @param texts of all pages.
 */
export function joinHyphens(texts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const text of texts) for (const [found] of text.toLowerCase().matchAll(word)) words.add(found);
  return texts.map((text) =>
    text
      .replace(broken, (_, start: string, hyphen: string, end: string) =>
        words.has((start + end).toLowerCase()) ? start + end : start + hyphen + end,
      )
      .replaceAll(lineEnd, '')
      // Drawn in the midst of a line, a soft hyphen is seen.
      .replaceAll('\u00ad', '-'),
  );
}

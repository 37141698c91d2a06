import { escapeHtml } from '../html-text';
import type { ListMark } from './count-lists';

/** A number that Markdown's own lists can show. */
const plainNumber = /^(\d{1,9})\.$/;

export interface MarkedLine {
  html: string;
  /** Where it is an item of a list. */
  list?: { level: number; number?: number };
}

/** A paragraph's line with the mark that stands before it, as an item of a list where Markdown has such lists. */
export function markedLine({ level, label }: ListMark, html: string): MarkedLine {
  const labelled = label ? `${escapeHtml(label)} ${html}` : html;
  const number = plainNumber.exec(label)?.[1];
  if (number) return { html, list: { level, number: Number(number) } };
  // What Markdown has no list for: 第一条 at the outermost level is a line that begins so.
  return level === 0 && label ? { html: labelled } : { html: labelled, list: { level } };
}

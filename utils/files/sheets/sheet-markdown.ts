import type { CellObject, Range, WorkSheet } from '@e965/xlsx';
import { AppError } from '../../shared/app-error';
import { limits } from '../limits';
import { cellLine, markdownTable } from './markdown-table';

export interface SheetText {
  markdown: string;
  /** Text that a format keeps from being shown. */
  hiddenCharacters: number;
}

/** Empty cells are written out as long as they are not far more than the others. */
const mostEmptyCells = 1_000_000;

/** A column's name, as sheets show it. @param column from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26))
    name = String.fromCharCode(65 + ((at - 1) % 26)) + name;
  return name;
}

/** What a cell shows. */
export function shownText({ t, v, w, z }: CellObject): string {
  if (t === 'z' || v === undefined) return '';
  // Without a format of its own a number is cut to the column's width only: here it has room.
  if (t === 'n' && typeof v === 'number' && (z === undefined || z === 'General' || z === '@'))
    return String(Number(v.toPrecision(15)));
  return w ?? String(v);
}

/** What a list holds, in order, without its holes: a sheet may have one cell at its far end. */
const filled = <T>(list: readonly T[] | undefined): [number, T][] =>
  list ? Object.keys(list).flatMap((at) => (list[Number(at)] ? [[Number(at), list[Number(at)]!]] : [])) : [];

interface Row {
  number: number;
  cells: Map<number, string>;
}

/** Merged cells are said in each of their rows that hold something, so that every row can be read alone. */
function spread(rows: Row[], merges: readonly Range[]): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  for (const { s, e } of merges) {
    const text = byNumber.get(s.r)?.cells.get(s.c);
    if (!text || e.r === s.r) continue;
    for (const row of e.r - s.r > rows.length
      ? rows
      : Array.from({ length: e.r - s.r }, (_, at) => byNumber.get(s.r + at + 1)))
      if (row && row.number > s.r && row.number <= e.r && !row.cells.has(s.c)) row.cells.set(s.c, text);
  }
}

/** Cells by their addresses, where a table would be mostly empty. */
const cellList = (rows: readonly Row[]): string =>
  rows
    .flatMap(({ number, cells }) =>
      [...cells].map(([column, text]) => `- ${columnName(column)}${number + 1}: ${cellLine(text)}`),
    )
    .join('\n');

/**
 * A sheet's cells as one table, with what they show; its comments below. Empty rows and columns are left out. Columns that the sheet
 * hides are marked so, and rows that it hides (also by a filter) stand in a table of their own.
 */
export function sheetMarkdown(sheet: WorkSheet): SheetText {
  const shown: Row[] = [];
  const hidden: Row[] = [];
  const columns = new Set<number>();
  const comments: string[] = [];
  let hiddenCharacters = 0;
  let count = 0;
  let characters = 0;
  for (const [number, line] of filled(sheet['!data'])) {
    const row: Row = { number, cells: new Map() };
    for (const [column, cell] of filled(line)) {
      const text = shownText(cell).trim();
      for (const comment of cell.c ?? []) {
        const said = (comment.t ?? '').trim();
        const author = comment.a && !said.startsWith(`${comment.a}:`) ? `${comment.a}: ` : '';
        if (said) comments.push(`- ${columnName(column)}${number + 1}: ${author}${cellLine(said)}`);
      }
      if (text === '') {
        // A format that shows nothing (;;;).
        if (cell.t !== 'z' && cell.v !== undefined)
          hiddenCharacters += String(cell.v).replace(/\s/g, '').length;
        continue;
      }
      row.cells.set(column, text);
      columns.add(column);
      count++;
      characters += text.length;
      // Many cells may share one long string.
      if (characters > limits.characters) throw new AppError('file-over-limit', { limit: 'characters' });
    }
    if (row.cells.size > 0) (sheet['!rows']?.[number]?.hidden ? hidden : shown).push(row);
  }
  const rows = [...shown, ...hidden];
  spread(rows, sheet['!merges'] ?? []);
  const order = [...columns].sort((a, b) => a - b);
  const isSparse = rows.length * order.length - count > Math.max(mostEmptyCells, count * 20);
  const mark = (column: number) => (sheet['!cols']?.[column]?.hidden ? ' (hidden)' : '');
  const tableOf = (some: readonly Row[]): string => {
    if (some.length === 0) return '';
    if (isSparse) return cellList(some);
    const lines = some.map(({ cells }) => order.map((column) => cells.get(column) ?? ''));
    lines[0] = lines[0]!.map((text, at) => text + mark(order[at]!));
    return markdownTable(lines);
  };
  const parts = [
    tableOf(shown),
    hidden.length > 0 && `**Hidden rows:**\n\n${tableOf(hidden)}`,
    comments.join('\n'),
  ];
  return { markdown: parts.filter(Boolean).join('\n\n'), hiddenCharacters };
}

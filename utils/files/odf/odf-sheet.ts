import type { CellObject, WorkSheet } from '@e965/xlsx';
import { AppError } from '../../shared/app-error';
import { type SheetText, sheetMarkdown } from '../sheets/sheet-markdown';
import { childOf, childrenOf, descendantsOf, isElement, textOf, type XmlElement } from '../xml-tree';
import type { OdfStory } from './odf-story';
import { odfRows } from './odf-table-html';
import { odfFormula, odfValue } from './odf-value';

/** As large as sheets are. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
/** More cells than this with something in them take too much memory. */
const mostCells = 4_000_000;

/** A line of a cell: `text:s` are spaces. */
function lineText(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (!isElement(child)) return child;
      if (child.name === 's') return ' '.repeat(Math.min(Number(child.attributes.c ?? 1) || 1, 1000));
      if (child.name === 'tab' || child.name === 'line-break') return ' ';
      return child.name === 'annotation' ? '' : lineText(child);
    })
    .join('');
}

/** @param story counts formulas that stand for their values. */
function cellOf(element: XmlElement, story: OdfStory): CellObject | undefined {
  const text = childrenOf(element, 'p').map(lineText).join('\n');
  const comments = childrenOf(element, 'annotation').map((note) => ({
    a: textOf(childOf(note, 'creator')),
    t: childrenOf(note, 'p').map(lineText).join('\n'),
  }));
  const value = text || odfValue(element.attributes);
  const formula = value ? undefined : odfFormula(element.attributes);
  if (formula) story.uncalculated++;
  const shown = value || formula || '';
  if (!shown && comments.length === 0) return undefined;
  return { t: 's', v: shown, w: shown, ...(comments.length > 0 ? { c: comments } : {}) };
}

const isHidden = ({ attributes }: XmlElement): boolean =>
  /^(?:collapse|filter)$/.test(attributes.visibility ?? '');
const repeated = (count: string | undefined): number => Math.max(Number(count ?? 1) || 1, 1);

/** A sheet of an OpenDocument workbook, as sheetMarkdown writes one. @param story for what is drawn on it. */
export function odfSheet(table: XmlElement, story: OdfStory): SheetText & { drawn: XmlElement[] } {
  const data: CellObject[][] = [];
  const merges: NonNullable<WorkSheet['!merges']> = [];
  const rows: { hidden: boolean }[] = [];
  const columns: { hidden: boolean }[] = [];
  let at = 0;
  for (const column of descendantsOf(table, 'table-column')) {
    const count = repeated(column.attributes['number-columns-repeated']);
    if (isHidden(column))
      for (let c = at; c < Math.min(at + count, mostColumns); c++) columns[c] = { hidden: true };
    at += count;
  }
  const drawn = [...childrenOf(childOf(table, 'shapes'))];
  let row = 0;
  let cells = 0;
  for (const { element } of odfRows(table)) {
    const line: CellObject[] = [];
    let column = 0;
    for (const child of childrenOf(element)) {
      if (child.name !== 'table-cell' && child.name !== 'covered-table-cell') continue;
      const count = repeated(child.attributes['number-columns-repeated']);
      drawn.push(...childrenOf(child).filter(({ name }) => !['p', 'annotation', 'detective'].includes(name)));
      const cell = child.name === 'table-cell' ? cellOf(child, story) : undefined;
      if (cell) {
        for (let c = column; c < Math.min(column + count, mostColumns); c++) line[c] = cell;
        cells += count;
        const across = repeated(child.attributes['number-columns-spanned']);
        const down = repeated(child.attributes['number-rows-spanned']);
        if (across > 1 || down > 1)
          merges.push({ s: { r: row, c: column }, e: { r: row + down - 1, c: column + across - 1 } });
      }
      column += count;
    }
    const count = repeated(element.attributes['number-rows-repeated']);
    if (line.length > 0) {
      cells += (count - 1) * line.length;
      if (cells > mostCells) throw new AppError('file-over-limit', { limit: 'characters' });
      for (let r = row; r < Math.min(row + count, mostRows); r++) {
        data[r] = line;
        if (isHidden(element)) rows[r] = { hidden: true };
      }
    }
    row += count;
  }
  const sheet = { '!data': data, '!merges': merges, '!rows': rows, '!cols': columns } as unknown as WorkSheet;
  const text = sheetMarkdown(sheet);
  story.hiddenCharacters += text.hiddenCharacters;
  return { ...text, drawn };
}

import { AppError } from '../../shared/app-error';
import { laysOutText } from '../html-text';
import { childrenOf, type XmlElement } from '../xml-tree';
import { odfBlocksHtml } from './odf-blocks-html';
import type { OdfStory } from './odf-story';

/** Rows stand in groups, and some of them are heads. */
const groups = new Set(['table-header-rows', 'table-rows', 'table-row-group']);
/** Cells that are repeated more often are filling, or an attack. */
const mostRepeats = 500;

export interface OdfRow {
  element: XmlElement;
  isHead: boolean;
}

/** The rows of a table in order. */
export function odfRows(table: XmlElement, isHead = false): OdfRow[] {
  return childrenOf(table).flatMap((child) =>
    child.name === 'table-row'
      ? [{ element: child, isHead }]
      : groups.has(child.name)
        ? odfRows(child, isHead || child.name === 'table-header-rows')
        : [],
  );
}

/** How often a row or a cell stands there; what is repeated beyond all measure is refused unless it is empty. */
function repeatsOf(count: string | undefined, isEmpty: boolean, most: number): number {
  const repeats = Math.max(Number(count ?? 1) || 1, 1);
  if (repeats <= most) return repeats;
  if (!isEmpty) throw new AppError('file-over-limit', { limit: 'characters' });
  return most;
}

/** Slides put each cell's text in a list, which shows no mark. */
const withoutLoneItem = (html: string): string =>
  html.replace(/^<ul><li>((?:(?!<li>).)*)<\/li><\/ul>$/s, '<p>$1</p>');

/** `table:table` of a text or a slide as an HTML table. @param behind see isUnseen. */
export function odfTableHtml(table: XmlElement, story: OdfStory, behind: string): string {
  const rows = odfRows(table);
  const cellsOf = ({ element }: OdfRow) => childrenOf(element, 'table-cell');
  const { surface } = story.styles;
  const tableSurface = surface('table', table.attributes['style-name']) ?? behind;
  const written = rows.map((row) => {
    const rowSurface = surface('table-row', row.element.attributes['style-name']) ?? tableSurface;
    return cellsOf(row).map((cell) => {
      const own = surface('table-cell', cell.attributes['style-name']) ?? rowSurface;
      return withoutLoneItem(odfBlocksHtml(cell, story, own));
    });
  });
  const isLaidOut = laysOutText(written.flat());
  const html = rows.map((row, index) => {
    const tag = row.isHead || (index === 0 && !isLaidOut) ? 'th' : 'td';
    const inner = cellsOf(row).map(({ attributes }, at) => {
      const text = written[index]![at]!;
      const spans = `colspan="${Number(attributes['number-columns-spanned'] ?? 1) || 1}" rowspan="${Number(attributes['number-rows-spanned'] ?? 1) || 1}"`;
      const repeats = repeatsOf(attributes['number-columns-repeated'], text === '', mostRepeats);
      return `<${tag} ${spans}>${text}</${tag}>`.repeat(repeats);
    });
    const isEmpty = written[index]!.every((text) => text === '');
    const repeats = isEmpty
      ? 1
      : repeatsOf(row.element.attributes['number-rows-repeated'], false, mostRepeats);
    return `<tr>${inner.join('')}</tr>`.repeat(repeats);
  });
  return `<table>${html.join('')}</table>`;
}

import { laysOutText } from '../html-text';
import { childOf, childrenOf, type XmlElement } from '../xml-tree';
import { blocksHtml } from './blocks-html';
import { backgroundOf } from './read-styles';
import type { Story } from './story';

/** More columns than this are damage, or an attack. */
const mostColumns = 500;

interface Cell {
  element: XmlElement;
  column: number;
  span: number;
  rows: number;
}

/** Rows or cells, also those inside of content controls and inserted ones; what a tracked change deleted is left out. */
function partsOf(element: XmlElement, name: 'tr' | 'tc'): XmlElement[] {
  return childrenOf(element).flatMap((child) => {
    if (child.name === name) {
      const properties = childOf(child, name === 'tr' ? 'trPr' : 'tcPr');
      return childOf(properties, name === 'tr' ? 'del' : 'cellDel') ? [] : [child];
    }
    return ['sdt', 'sdtContent', 'ins', 'customXml', 'moveTo', 'smartTag'].includes(child.name)
      ? partsOf(child, name)
      : [];
  });
}

const numberIn = (properties: XmlElement | undefined, name: string, least: number): number =>
  Math.min(Math.max(Number(childOf(properties, name)?.attributes.val ?? least) || least, least), mostColumns);

/** `w:tbl` as an HTML table. @param behind see isUnseen. */
export function tableHtml(table: XmlElement, story: Story, behind: string): string {
  const properties = childOf(table, 'tblPr');
  const styleId = childOf(properties, 'tblStyle')?.attributes.val;
  const surface = story.styles.paintsCells(styleId) ? 'painted' : (backgroundOf(properties) ?? behind);
  /** The last cell that starts in each column: a merge downwards goes on from it. */
  const above = new Map<number, Cell>();
  const rows = partsOf(table, 'tr').map((row) => {
    const properties = childOf(row, 'trPr');
    let column = numberIn(properties, 'gridBefore', 0);
    const blank = column;
    const cells: Cell[] = [];
    for (const element of partsOf(row, 'tc')) {
      const cell = childOf(element, 'tcPr');
      const span = numberIn(cell, 'gridSpan', 1);
      const merge = childOf(cell, 'vMerge');
      const from = merge && merge.attributes.val !== 'restart' ? above.get(column) : undefined;
      const leftwards = childOf(cell, 'hMerge')?.attributes.val;
      if (from) from.rows++;
      else if (leftwards === 'continue' && cells.length > 0) cells[cells.length - 1]!.span += span;
      else {
        const found: Cell = { element, column, span, rows: 1 };
        cells.push(found);
        above.set(column, found);
      }
      column += span;
    }
    return { cells, blank, isHead: childOf(properties, 'tblHeader') !== undefined };
  });
  const written = rows.map(({ cells }) =>
    cells.map(({ element }) => blocksHtml(element, story, backgroundOf(childOf(element, 'tcPr')) ?? surface)),
  );
  const isLaidOut = laysOutText(written.flat());
  const html = rows.map(({ cells, blank, isHead }, index) => {
    const tag = isHead || (index === 0 && !isLaidOut) ? 'th' : 'td';
    const inner = cells.map(
      ({ span, rows: down }, at) =>
        `<${tag} colspan="${span}" rowspan="${down}">${written[index]![at]}</${tag}>`,
    );
    return `<tr>${blank > 0 ? `<td colspan="${blank}"></td>` : ''}${inner.join('')}</tr>`;
  });
  return `<table>${html.join('')}</table>`;
}

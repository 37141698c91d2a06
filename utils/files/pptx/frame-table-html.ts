import { bodyHtml } from '../ooxml/drawing-text';
import { childOf, childrenOf, type XmlElement } from '../xml-tree';

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

/** `a:tbl` as an HTML table. */
export function frameTableHtml(table: XmlElement): string {
  const hasHead = isOn(childOf(table, 'tblPr')?.attributes.firstRow);
  const rows = childrenOf(table, 'tr').map((row, index) => {
    const tag = hasHead && index === 0 ? 'th' : 'td';
    const cells = childrenOf(row, 'tc')
      .filter(({ attributes }) => !isOn(attributes.hMerge) && !isOn(attributes.vMerge))
      .map((cell) => {
        const { gridSpan = '1', rowSpan = '1' } = cell.attributes;
        const spans = `colspan="${Number(gridSpan) || 1}" rowspan="${Number(rowSpan) || 1}"`;
        return `<${tag} ${spans}>${bodyHtml(childOf(cell, 'txBody'))}</${tag}>`;
      });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

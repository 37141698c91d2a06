import { htmlToMarkdown, imageHtml } from '../html-text';
import { chartHtml } from '../ooxml/chart-html';
import { diagramHtml } from '../ooxml/diagram-html';
import { bodyHtml } from '../ooxml/drawing-text';
import { openPackage } from '../ooxml/open-package';
import { childOf, childrenOf, isElement, type XmlElement } from '../xml-tree';

/**
 * Text boxes, charts, SmartArt and words about pictures that lie on the sheets of a workbook, as Markdown by the sheet's name.
 * @throws AppError as openArchive does.
 */
export function sheetDrawings(file: Uint8Array): Map<string, string> {
  const opened = openPackage(file);
  const workbook = opened.main('xl/workbook.xml');
  const found = new Map<string, string>();
  // A binary workbook has its list of sheets in a form of its own.
  if (!workbook.endsWith('.xml')) return found;
  for (const sheet of childrenOf(childOf(opened.xml(workbook), 'sheets'), 'sheet')) {
    const target = opened.relations(workbook).find(({ id }) => id === sheet.attributes.id)?.target;
    let html = '';
    for (const drawing of target ? opened.related(target, 'drawing') : []) {
      const partOf = (id: string | undefined) =>
        opened.relations(drawing).find((relation) => relation.id === id && !relation.isExternal)?.target ??
        '';
      const walk = (element: XmlElement) => {
        for (const child of element.children) {
          if (!isElement(child)) continue;
          if (child.name === 'txBody') html += bodyHtml(child);
          else if (child.name === 'cNvPr') html += imageHtml(child.attributes.descr);
          else if (child.name === 'chart') html += chartHtml(opened.xml(partOf(child.attributes.id)));
          else if (child.name === 'relIds') html += diagramHtml(opened.xml(partOf(child.attributes.dm)));
          else if (child.name !== 'Fallback') walk(child);
        }
      };
      const root = opened.xml(drawing);
      if (root) walk(root);
    }
    const markdown = htmlToMarkdown(html);
    if (markdown) found.set(sheet.attributes.name ?? '', markdown);
  }
  return found;
}

import { escapeHtml, imageHtml } from '../html-text';
import { chartHtml } from '../ooxml/chart-html';
import { diagramHtml } from '../ooxml/diagram-html';
import { bodyHtml } from '../ooxml/drawing-text';
import { isEmbeddedFile } from '../ooxml/embedded-files';
import { alternatives } from '../ooxml/open-package';
import { atPath, isElement, type XmlElement } from '../xml-tree';
import { blocksHtml } from './blocks-html';
import type { Story } from './story';

/** What a shape's text lies on, as isUnseen takes it. Without a fill of its own, that is whatever the shape lies on. */
const fillOf = (shape: XmlElement): string =>
  atPath(shape, 'spPr', 'solidFill', 'srgbClr')?.attributes.val ?? 'painted';

/**
 * What hangs on a run: pictures by their alternative text, in the line; text boxes, charts and SmartArt after the paragraph.
 * @param drawing `w:drawing`, `w:pict` or `w:object`.
 */
export function drawingHtml(drawing: XmlElement, story: Story): string {
  let html = '';
  const partOf = (id: string | undefined) =>
    story.opened.relations(story.part).find((relation) => relation.id === id && !relation.isExternal)?.target;
  const walk = (element: XmlElement, behind: string) => {
    for (const child of element.children) {
      if (!isElement(child)) continue;
      const { attributes } = child;
      switch (child.name) {
        case 'txbxContent':
          story.hung.push(blocksHtml(child, story, behind));
          break;
        case 'wsp':
          walk(child, fillOf(child));
          break;
        case 'docPr':
          html += imageHtml(attributes.descr || attributes.title);
          break;
        case 'shape':
        case 'rect':
        case 'roundrect':
          html += imageHtml(attributes.alt);
          walk(child, behind);
          break;
        case 'textpath':
          if (attributes.string) html += escapeHtml(attributes.string);
          break;
        case 'imagedata':
        case 'blip':
          if (!html) story.silentImages++;
          break;
        case 'txBody':
          story.hung.push(bodyHtml(child));
          break;
        case 'chart':
          story.hung.push(chartHtml(story.opened.xml(partOf(attributes.id) ?? '')));
          break;
        case 'relIds':
          story.hung.push(diagramHtml(story.opened.xml(partOf(attributes.dm) ?? '')));
          break;
        case 'OLEObject':
          if (!isEmbeddedFile(partOf(attributes.id) ?? '')) story.unread.push(attributes.ProgID ?? 'OLE');
          break;
        case 'AlternateContent':
          for (const option of alternatives(child)) {
            const before = [html.length, story.hung.length];
            walk(option, behind);
            if (html.length > before[0]! || story.hung.length > before[1]!) break;
          }
          break;
        default:
          walk(child, behind);
      }
    }
  };
  walk(drawing, 'painted');
  return html;
}

import type { OfficePackage } from '../ooxml/open-package';
import { childOf, descendantsOf, type XmlElement } from '../xml-tree';

const paper = 'FFFFFF';

/** Whether something is drawn behind the text: a cover's picture, a letter's head, a watermark. */
function drawsBehindText(root: XmlElement): boolean {
  for (const { attributes } of descendantsOf(root, 'anchor'))
    if (/^(?:1|true|on)$/.test(attributes.behindDoc ?? '')) return true;
  for (const picture of descendantsOf(root, 'pict'))
    for (const name of ['shape', 'rect', 'group', 'roundrect'])
      for (const { attributes } of descendantsOf(picture, name))
        if (/z-index:\s*-/.test(attributes.style ?? '')) return true;
  return false;
}

/**
 * What is behind text that nothing nearer is behind, as isUnseen takes it: paper, unless the pages have a colour of their own or
 * pictures and shapes behind the text.
 * @param document root of the part `part`.
 */
export function pageSurface(opened: OfficePackage, part: string, document: XmlElement): string {
  const color = childOf(document, 'background')?.attributes.color ?? 'auto';
  if (color !== 'auto' && color.toUpperCase() !== paper) return 'painted';
  const edges = opened.related(part, 'header').map((path) => opened.xml(path));
  return [document, ...edges].some((root) => root && drawsBehindText(root)) ? 'painted' : paper;
}

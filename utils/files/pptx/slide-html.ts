import { imageHtml } from '../html-text';
import { looksAlike } from '../looks-alike';
import { chartHtml } from '../ooxml/chart-html';
import { diagramHtml } from '../ooxml/diagram-html';
import { bodyHtml, bodyText } from '../ooxml/drawing-text';
import { isEmbeddedFile } from '../ooxml/embedded-files';
import { alternatives, type OfficePackage } from '../ooxml/open-package';
import { atPath, childOf, childrenOf, descendantsOf, isElement, textOf, type XmlElement } from '../xml-tree';
import { frameTableHtml } from './frame-table-html';
import { plainColor } from './slide-surfaces';

/** What a slide says. */
export interface SlideText {
  /** On one line; empty where it has none. */
  title: string;
  html: string;
  hiddenCharacters: number;
  /** Whether there are pictures without a word about them. */
  hasSilentImage: boolean;
  /** Programs whose objects lie on it. */
  objects: string[];
}

/** Width and height of all slides, in their own units (EMU). */
export interface SlideSize {
  width: number;
  height: number;
}

/** Letters up to this size are specks (hundredths of a point). */
const speckSize = 200;

/** What a placeholder is for: `title`, `body`, `sldNum`… ; undefined for a shape of the slide's own. */
const purposeOf = (shape: XmlElement): string | undefined => {
  const own = childrenOf(shape).find(({ name }) => /^nv\w*Pr$/.test(name));
  const holder = atPath(own, 'nvPr', 'ph');
  return holder && (holder.attributes.type ?? 'body');
};

function isOutside(shape: XmlElement, { width, height }: SlideSize): boolean {
  const frame = atPath(shape, 'spPr', 'xfrm') ?? atPath(shape, 'grpSpPr', 'xfrm') ?? childOf(shape, 'xfrm');
  const { x, y } = childOf(frame, 'off')?.attributes ?? {};
  const { cx, cy } = childOf(frame, 'ext')?.attributes ?? {};
  if (x === undefined || y === undefined || cx === undefined || cy === undefined) return false;
  const [left, top] = [Number(x), Number(y)];
  return left >= width || top >= height || left + Number(cx) <= 0 || top + Number(cy) <= 0;
}

/** The colour behind a shape's text, where it is plainly said. @param surface of the slide. */
function behindText(shape: XmlElement, surface: string | undefined): string | undefined {
  const properties = childOf(shape, 'spPr');
  const fill = childOf(properties, 'solidFill');
  return fill ? plainColor(fill) : surface;
}

/**
 * Takes out runs that no viewer sees: as small as specks, wholly transparent, or in the colour of what is behind them.
 * @returns their number of characters.
 */
function dropUnseen(body: XmlElement, behind: string | undefined): number {
  let dropped = 0;
  for (const paragraph of childrenOf(body, 'p'))
    paragraph.children = paragraph.children.filter((run) => {
      if (!isElement(run) || run.name !== 'r') return true;
      const properties = childOf(run, 'rPr');
      const isSpeck = Number(properties?.attributes.sz ?? speckSize + 1) <= speckSize;
      const fill = childOf(properties, 'solidFill');
      const isClear = childOf(childrenOf(fill)[0], 'alpha')?.attributes.val === '0';
      const color = plainColor(fill);
      const isLost = color !== undefined && behind !== undefined && looksAlike(color, behind);
      const isUnseen = isSpeck || isClear || isLost;
      if (isUnseen) dropped += textOf(childOf(run, 't')).replace(/\s/g, '').length;
      return !isUnseen;
    });
  return dropped;
}

/**
 * A slide's shapes in the order in which they are read out, its title apart.
 * @param part path of the slide's part; @param root its root element; @param surface see slideSurfaces.
 */
export function slideHtml(
  opened: OfficePackage,
  part: string,
  root: XmlElement,
  size: SlideSize,
  surface: string | undefined,
): SlideText {
  const found: SlideText = { title: '', html: '', hiddenCharacters: 0, hasSilentImage: false, objects: [] };
  const partOf = (id: string | undefined) =>
    opened.relations(part).find((relation) => relation.id === id && !relation.isExternal)?.target ?? '';
  const hide = (shape: XmlElement) => {
    const { html, title } = found;
    walkShape(shape);
    found.hiddenCharacters += (found.html.slice(html.length) + found.title.slice(title.length)).replace(
      /<[^>]*>|\s/g,
      '',
    ).length;
    found.html = html;
    found.title = title;
  };
  const walkBody = (shape: XmlElement, body: XmlElement) => {
    found.hiddenCharacters += dropUnseen(body, behindText(shape, surface));
    const purpose = purposeOf(shape);
    // The heading says the number already.
    if (purpose === 'sldNum') return;
    if ((purpose === 'title' || purpose === 'ctrTitle') && !found.title) found.title = bodyText(body);
    else found.html += bodyHtml(body, purpose === 'body' || purpose === 'obj');
  };
  const walkFrame = (element: XmlElement) => {
    for (const child of childrenOf(element)) {
      if (child.name === 'tbl') found.html += frameTableHtml(child);
      else if (child.name === 'chart') found.html += chartHtml(opened.xml(partOf(child.attributes.id)));
      else if (child.name === 'relIds') found.html += diagramHtml(opened.xml(partOf(child.attributes.dm)));
      // Twice, for newer and older programs.
      else if (child.name === 'AlternateContent' && descendantsOf(child, 'oleObj').next().value)
        walkFrame(alternatives(child)[0]!);
      else if (child.name === 'oleObj') {
        if (!isEmbeddedFile(partOf(child.attributes.id)))
          found.objects.push(child.attributes.progId ?? 'OLE');
      } else if (child.name === 'AlternateContent') walkAlternatives(child, walkFrame);
      else walkFrame(child);
    }
  };
  const walkAlternatives = (element: XmlElement, walk: (option: XmlElement) => void) => {
    for (const option of alternatives(element)) {
      const before = found.html.length + found.title.length;
      walk(option);
      if (found.html.length + found.title.length > before) break;
    }
  };
  const walkShape = (shape: XmlElement) => {
    switch (shape.name) {
      case 'sp': {
        const body = childOf(shape, 'txBody');
        if (body) walkBody(shape, body);
        break;
      }
      case 'pic': {
        const alt = atPath(shape, 'nvPicPr', 'cNvPr')?.attributes.descr;
        const image = imageHtml(alt);
        found.html += image && `<p>${image}</p>`;
        if (!image) found.hasSilentImage = true;
        break;
      }
      case 'grpSp':
        walkTree(shape);
        break;
      case 'graphicFrame':
        walkFrame(shape);
        break;
      case 'AlternateContent':
        walkAlternatives(shape, walkTree);
        break;
    }
  };
  const walkTree = (tree: XmlElement) => {
    for (const shape of childrenOf(tree)) {
      const own = childrenOf(shape).find(({ name }) => /^nv\w*Pr$/.test(name));
      const isHidden = /^(?:1|true)$/.test(childOf(own, 'cNvPr')?.attributes.hidden ?? '');
      const isTop = tree.name === 'spTree';
      if (isHidden || (isTop && isOutside(shape, size))) hide(shape);
      else walkShape(shape);
    }
  };
  const tree = atPath(root, 'cSld', 'spTree');
  if (tree) walkTree(tree);
  return found;
}

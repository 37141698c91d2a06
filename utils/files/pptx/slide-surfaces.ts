import type { OfficePackage } from '../ooxml/open-package';
import { atPath, childOf, childrenOf, descendantsOf, type XmlElement } from '../xml-tree';

const fills = ['solidFill', 'gradFill', 'blipFill', 'pattFill', 'grpFill'];

/** A colour as six hexadecimal digits, as far as it is plainly said; `bg1` and `lt1` are paper unless a theme is turned to dark. */
export function plainColor(fill: XmlElement | undefined, isDark = false): string | undefined {
  const color = childrenOf(fill)[0];
  // A tone of a colour is another colour.
  if (!color || childrenOf(color).some(({ name }) => name !== 'alpha')) return undefined;
  if (color.name === 'srgbClr') return color.attributes.val;
  return color.name === 'schemeClr' && /^(?:bg1|lt1)$/.test(color.attributes.val ?? '') && !isDark
    ? 'FFFFFF'
    : undefined;
}

/** Whether something is painted on a slide, so that text may lie on it. */
function hasPaint(root: XmlElement | undefined): boolean {
  const slide = childOf(root, 'cSld');
  if (!slide) return false;
  for (const name of ['pic', 'graphicFrame', 'AlternateContent'])
    if (descendantsOf(slide, name).next().value) return true;
  for (const properties of descendantsOf(slide, 'spPr'))
    if (fills.some((fill) => childOf(properties, fill))) return true;
  for (const reference of descendantsOf(slide, 'fillRef')) if (reference.attributes.idx !== '0') return true;
  return false;
}

/**
 * Finds the colour of slides (six hexadecimal digits) where it is plainly said by a slide, its layout or its master, and nothing is
 * painted on it; undefined where text may lie on anything else, so that none is taken for hidden.
 * @returns to be asked for each slide by its path and root; what slides share is read once.
 */
export function slideSurfaces(opened: OfficePackage): (part: string, root: XmlElement) => string | undefined {
  const known = new Map<string, (XmlElement | undefined)[]>();
  const sharedBy = (layout: string | undefined): (XmlElement | undefined)[] => {
    if (layout === undefined) return [];
    const before = known.get(layout);
    if (before) return before;
    const master = opened.related(layout, 'slideMaster')[0];
    const found = [opened.xml(layout), master === undefined ? undefined : opened.xml(master)];
    known.set(layout, found);
    return found;
  };
  return (part, root) => {
    const [layout, master] = sharedBy(opened.related(part, 'slideLayout')[0]);
    const roots = [root, layout, master];
    if (roots.some(hasPaint)) return undefined;
    const isDark = (childOf(master, 'clrMap')?.attributes.bg1 ?? 'lt1') !== 'lt1';
    for (const one of roots) {
      const background = atPath(one, 'cSld', 'bg');
      if (background)
        return plainColor(atPath(background, 'bgPr', 'solidFill') ?? childOf(background, 'bgRef'), isDark);
    }
    return isDark ? undefined : 'FFFFFF';
  };
}

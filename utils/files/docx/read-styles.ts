import { atPath, childOf, childrenOf, descendantsOf, type XmlElement } from '../xml-tree';

/** What decides whether a reader sees a run of text; a property that nothing sets is undefined. */
export interface TextLook {
  isVanished?: boolean;
  /** Six hexadecimal digits, or `auto`. */
  color?: string;
  /** In half points. */
  size?: number;
  /** As `color`. */
  background?: string;
}

export interface NumberingUse {
  numberingId: string;
  level?: number;
}

/** What a paragraph's style says of it. */
export interface ParagraphStyle {
  /** Its name in English, in small letters, whatever language the program speaks. */
  name: string;
  look: TextLook;
  /** 0 for the highest of headings; undefined for text. */
  outlineLevel?: number;
  numbering?: NumberingUse;
}

export interface Styles {
  /** @param id undefined for a paragraph that names no style. */
  paragraph(id: string | undefined): ParagraphStyle;
  character(id: string | undefined): TextLook;
  /** Whether a table's style paints cells, so that white text can be read there. */
  paintsCells(id: string | undefined): boolean;
}

const isOn = (element: XmlElement): boolean => !/^(?:0|false|off|none)$/.test(element.attributes.val ?? '');

const highlights: Record<string, string> = { black: '000000', white: 'FFFFFF', darkBlue: '000080' };

/** The colour behind text; undefined where nothing is painted. */
export function backgroundOf(properties: XmlElement | undefined): string | undefined {
  const highlight = childOf(properties, 'highlight')?.attributes.val;
  if (highlight && highlight !== 'none') return highlights[highlight] ?? '808080';
  const { val, fill, themeFill, color } = childOf(properties, 'shd')?.attributes ?? {};
  if (val === 'solid' && color && color !== 'auto') return color;
  // A pattern over white is neither.
  if (val && /^pct(?:[2-9]|1[05])/.test(val)) return '808080';
  // A theme's colour is written beside its name by all programs but few.
  if (fill === 'auto' || fill === undefined) return themeFill ? '808080' : undefined;
  return fill;
}

/** @param properties `w:rPr`. */
export function lookOf(properties: XmlElement | undefined): TextLook {
  const look: TextLook = {};
  for (const child of childrenOf(properties)) {
    const { val } = child.attributes;
    if (child.name === 'vanish' || child.name === 'webHidden') look.isVanished = isOn(child);
    else if (child.name === 'color') look.color = val ?? 'auto';
    else if (child.name === 'sz') look.size = Number(val);
  }
  // What is hidden on the web only is seen on paper.
  if (childOf(properties, 'vanish') === undefined) delete look.isVanished;
  const background = backgroundOf(properties);
  if (background) look.background = background;
  return look;
}

export function numberingOf(properties: XmlElement | undefined): NumberingUse | undefined {
  const numbering = childOf(properties, 'numPr');
  const numberingId = childOf(numbering, 'numId')?.attributes.val;
  const level = childOf(numbering, 'ilvl')?.attributes.val;
  if (numberingId === undefined) return undefined;
  return level === undefined ? { numberingId } : { numberingId, level: Number(level) || 0 };
}

/** @returns undefined where it says nothing of it. */
export function outlineOf(properties: XmlElement | undefined): number | undefined {
  const level = childOf(properties, 'outlineLvl')?.attributes.val;
  return level === undefined ? undefined : Number(level);
}

/** @param root of `word/styles.xml`; undefined for a document without styles. */
export function readStyles(root: XmlElement | undefined): Styles {
  const defaults = lookOf(atPath(root, 'docDefaults', 'rPrDefault', 'rPr'));
  const elements = new Map<string, XmlElement>();
  const standard: Record<string, string> = {};
  for (const style of childrenOf(root, 'style')) {
    const { type = '', styleId = '', default: isDefault } = style.attributes;
    elements.set(`${type} ${styleId}`, style);
    if (isDefault === '1' || isDefault === 'true') standard[type] = styleId;
  }
  /** A style and all that it is based on, the base first. */
  const chain = (type: string, id: string | undefined): XmlElement[] => {
    const found: XmlElement[] = [];
    for (let at = elements.get(`${type} ${id ?? standard[type]}`); at && !found.includes(at); ) {
      found.unshift(at);
      at = elements.get(`${type} ${childOf(at, 'basedOn')?.attributes.val}`);
    }
    return found;
  };
  const looks = (styles: XmlElement[]): TextLook =>
    Object.assign({}, ...styles.map((style) => lookOf(childOf(style, 'rPr'))));
  const paragraphs = new Map<string | undefined, ParagraphStyle>();
  const characters = new Map<string | undefined, TextLook>();
  return {
    paragraph(id) {
      const before = paragraphs.get(id);
      if (before) return before;
      const styles = chain('paragraph', id);
      const found: ParagraphStyle = { name: '', look: { ...defaults, ...looks(styles) } };
      for (const style of styles) {
        const properties = childOf(style, 'pPr');
        const background = backgroundOf(properties);
        if (background) found.look.background ??= background;
        found.outlineLevel = outlineOf(properties) ?? found.outlineLevel;
        const own = numberingOf(properties);
        const level = childOf(childOf(properties, 'numPr'), 'ilvl')?.attributes.val;
        if (own) found.numbering = own;
        else if (level && found.numbering)
          found.numbering = { ...found.numbering, level: Number(level) || 0 };
        const name = childOf(style, 'name')?.attributes.val?.toLowerCase() ?? '';
        const heading = /^heading ([1-9])$/.exec(name)?.[1];
        if (heading && outlineOf(properties) === undefined) found.outlineLevel = Number(heading) - 1;
        if (name === 'title') found.outlineLevel ??= 0;
        found.name = name;
      }
      // Documents that name a style and do not say what it is.
      const heading = styles.length === 0 ? /^heading ?([1-9])$/i.exec(id ?? '')?.[1] : undefined;
      if (heading) found.outlineLevel = Number(heading) - 1;
      paragraphs.set(id, found);
      return found;
    },
    character(id) {
      if (id === undefined) return {};
      const before = characters.get(id) ?? looks(chain('character', id));
      characters.set(id, before);
      return before;
    },
    paintsCells: (id) =>
      chain('table', id).some((style) =>
        [...descendantsOf(style, 'shd')].some((shd) => shd.attributes.fill !== 'auto'),
      ),
  };
}

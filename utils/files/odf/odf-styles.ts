import type { TextLook } from '../docx/read-styles';
import { childOf, childrenOf, descendantsOf, type XmlElement } from '../xml-tree';

/** How a level of a list marks its items. */
export interface ListLevel {
  /** `1`, `a`, `A`, `i`, `I`, or a name of a script's own numbers; empty for a bullet or nothing. */
  format: string;
  prefix: string;
  suffix: string;
  start: number;
  /** How many levels the mark shows. */
  shown: number;
}

export interface OdfStyles {
  /** @param family `paragraph` or `text`. */
  look(family: 'paragraph' | 'text', name: string | undefined): TextLook;
  /** What is painted behind a table, a row or a cell, as isUnseen takes it; undefined where nothing is. */
  surface(family: 'table' | 'table-row' | 'table-cell', name: string | undefined): string | undefined;
  /** What is behind text that nothing nearer is behind: paper, or anything that pages are painted with. */
  page: string;
  isHidden(family: 'table' | 'drawing-page' | 'section', name: string | undefined): boolean;
  listLevel(name: string | undefined, level: number): ListLevel | undefined;
  /** The list that a paragraph's style numbers it by. */
  listOf(name: string | undefined): string | undefined;
  /** How headings are numbered; `level` from 0. */
  outlineLevel(level: number): ListLevel | undefined;
}

/** Formats of numbers, as formatNumber calls them. */
export const numberFormats: Record<string, string> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  '一, 二, 三, ...': 'chineseCounting',
  '壹, 贰, 叁, ...': 'chineseLegalSimplified',
  '①, ②, ③, ...': 'decimalEnclosedCircle',
  '１, ２, ３, ...': 'decimalFullWidth',
  '甲, 乙, 丙, ...': 'ideographTraditional',
  'ア, イ, ウ, ...': 'aiueo',
};

const colorOf = (value: string | undefined): string | undefined =>
  value === undefined || value === 'transparent' ? undefined : value.replace('#', '').toUpperCase();

function ownLook(style: XmlElement): TextLook {
  const look: TextLook = {};
  const text = childOf(style, 'text-properties')?.attributes;
  const size = /^([\d.]+)pt$/.exec(text?.['font-size'] ?? '')?.[1];
  const color = colorOf(text?.color);
  const background =
    colorOf(text?.['background-color']) ??
    colorOf(childOf(style, 'paragraph-properties')?.attributes['background-color']);
  if (text?.display) look.isVanished = text.display === 'none';
  if (color) look.color = text?.['use-window-font-color'] === 'true' ? 'auto' : color;
  if (size) look.size = Number(size) * 2;
  if (background) look.background = background;
  return look;
}

/** What some properties paint, as isUnseen takes it. */
const paintOf = (properties: XmlElement | undefined): string | undefined =>
  childOf(properties, 'background-image')?.attributes.href
    ? 'painted'
    : colorOf(properties?.attributes['background-color']);

/** Whether pages have a colour or a picture, or something lies behind their text. */
function paintsPages(root: XmlElement): boolean {
  for (const style of childrenOf(childOf(root, 'automatic-styles'))) {
    const page = childOf(style, 'page-layout-properties');
    const paint = paintOf(page);
    if ((paint && paint !== 'FFFFFF') || !/^(?:none)?$/.test(page?.attributes.fill ?? '')) return true;
    if (childOf(style, 'graphic-properties')?.attributes['run-through'] === 'background') return true;
  }
  return false;
}

function readLevel(element: XmlElement): ListLevel {
  const { attributes } = element;
  return {
    format:
      element.name.includes('number') || element.name === 'outline-level-style'
        ? (attributes['num-format'] ?? '')
        : '',
    prefix: attributes['num-prefix'] ?? '',
    suffix: attributes['num-suffix'] ?? '',
    start: Number(attributes['start-value'] ?? 1),
    shown: Number(attributes['display-levels'] ?? 1),
  };
}

/** @param roots of `content.xml` and `styles.xml`; later ones do not undo earlier ones. */
export function readOdfStyles(roots: readonly (XmlElement | undefined)[]): OdfStyles {
  const styles = new Map<string, XmlElement>();
  const lists = new Map<string, XmlElement>();
  let outline: XmlElement | undefined;
  for (const root of roots)
    for (const group of ['automatic-styles', 'styles'])
      for (const style of childrenOf(childOf(root, group))) {
        const { name = '', family = '' } = style.attributes;
        const key = style.name === 'default-style' ? `${family} ` : `${family} ${name}`;
        if (style.name === 'list-style') lists.set(name, lists.get(name) ?? style);
        else if (style.name === 'outline-style') outline ??= style;
        else if (!styles.has(key)) styles.set(key, style);
      }
  const chain = (family: string, name: string | undefined): XmlElement[] => {
    const found: XmlElement[] = [];
    let at = styles.get(`${family} ${name ?? ''}`);
    while (at && !found.includes(at)) {
      found.unshift(at);
      at = styles.get(`${family} ${at.attributes['parent-style-name'] ?? ''}`);
    }
    return found;
  };
  const looks = new Map<string, TextLook>();
  const levelOf = (list: XmlElement | undefined, level: number): ListLevel | undefined => {
    const element = childrenOf(list).find(({ attributes }) => attributes.level === String(level + 1));
    return element && readLevel(element);
  };
  return {
    look(family, name) {
      if (family === 'text' && name === undefined) return {};
      const key = `${family} ${name}`;
      const before = looks.get(key);
      if (before) return before;
      const found: TextLook = Object.assign({}, ...chain(family, name).map(ownLook));
      looks.set(key, found);
      return found;
    },
    surface: (family, name) =>
      chain(family, name)
        .map((style) => paintOf(childOf(style, `${family}-properties`)))
        .filter(Boolean)
        .at(-1),
    page: roots.some((root) => root && paintsPages(root)) ? 'painted' : 'FFFFFF',
    isHidden: (family, name) =>
      name !== undefined &&
      chain(family, name).some((style) =>
        childrenOf(style).some(
          ({ attributes }) =>
            (family === 'table' && attributes.display === 'false') ||
            (family !== 'table' && (attributes.visibility === 'hidden' || attributes.display === 'none')),
        ),
      ),
    listLevel: (name, level) => levelOf(lists.get(name ?? ''), level),
    listOf: (name) =>
      chain('paragraph', name)
        .map(({ attributes }) => attributes['list-style-name'])
        .filter(Boolean)
        .at(-1),
    outlineLevel: (level) => levelOf(outline, level),
  };
}

/** Every header and footer of the pages' styles. */
export function* pageEdges(root: XmlElement | undefined): Generator<XmlElement> {
  const masters = childOf(root, 'master-styles');
  if (!masters) return;
  for (const name of ['header', 'header-first', 'header-left', 'footer', 'footer-first', 'footer-left'])
    yield* descendantsOf(masters, name);
}

import { looksAlike } from '../looks-alike';

/** Smaller letters are specks (CSS pixels). */
const leastFontSize = 3;
/** Boxes moved out of the page by more than this are out of reach (CSS pixels). */
const farOff = -500;
/** Text with less than this of full opacity is not seen. */
const leastOpacity = 0.1;

type Style = ReadonlyMap<string, string>;

/** A length in CSS pixels; undefined where it depends on something else. */
export function pixelsOf(value: string | undefined): number | undefined {
  const [, number, unit] =
    /^(-?[\d.]+)(px|pt|r?em|ex|ch|cm|mm|in|%|v[wh])?(?:\s|!|$)/.exec(value ?? '') ?? [];
  if (number === undefined || (unit === undefined && Number(number) !== 0)) return undefined;
  const factors: Record<string, number> = {
    px: 1,
    pt: 4 / 3,
    cm: 37.8,
    mm: 3.78,
    in: 96,
    ex: 8,
    ch: 8,
    '%': 10,
  };
  return Number(number) * (factors[unit ?? 'px'] ?? 16);
}

const names: Record<string, string> = {
  white: 'ffffff',
  black: '000000',
  snow: 'fffafa',
  ivory: 'fffff0',
  // A page's own colours in a light window.
  canvas: 'ffffff',
  canvastext: '000000',
};

/** A colour as six hexadecimal digits; `transparent`; undefined for any other name. */
export function colorOf(value: string | undefined): string | undefined {
  const text = (value ?? '').replace('!important', '').trim();
  if (text === 'transparent') return text;
  const hex = /^#([\da-f]{3,8})$/.exec(text)?.[1];
  if (hex) {
    const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return full.slice(6) === '00' ? 'transparent' : full.slice(0, 6);
  }
  const parts = /^rgba?\(([^)]*)\)$/.exec(text)?.[1]?.split(/[\s,/]+/);
  if (parts && parts.length >= 3) {
    if (parts[3] !== undefined && Number.parseFloat(parts[3]) === 0) return 'transparent';
    return parts
      .slice(0, 3)
      .map((part) => Math.min(255, Math.round(Number.parseFloat(part) * (part.endsWith('%') ? 2.55 : 1))))
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('');
  }
  return names[text];
}

/** Whether a style hides its element with all that is in it. */
export function hidesAll(style: Style): boolean {
  const is = (name: string, pattern: RegExp) => pattern.test(style.get(name) ?? '');
  const pixels = (name: string) => pixelsOf(style.get(name));
  if (is('display', /^none/) || is('visibility', /^(?:hidden|collapse)/)) return true;
  if (style.has('opacity') && Number.parseFloat(style.get('opacity')!) < leastOpacity) return true;
  if ((pixels('text-indent') ?? 0) < farOff) return true;
  if (
    is('position', /^(?:absolute|fixed)/) &&
    ['left', 'top', 'right', 'bottom'].some((side) => (pixels(side) ?? 0) < farOff)
  )
    return true;
  if (['margin-left', 'margin-top'].some((side) => (pixels(side) ?? 0) < farOff * 2)) return true;
  if (is('clip', /^rect\(\s*(?:0|1px)(?:px)?[\s,]+(?:0|1px)(?:px)?[\s,]+(?:0|1px)(?:px)?[\s,]+(?:0|1px)/))
    return true;
  if (is('clip-path', /^inset\((?:50|100)%|^circle\(0/) || is('transform', /scale[xy]?\(0[,)]/)) return true;
  const isCut = is('overflow', /^(?:hidden|clip)/) || is('overflow-y', /^hidden/);
  return isCut && ['height', 'width', 'max-height', 'max-width'].some((name) => (pixels(name) ?? 9) <= 1);
}

/** Whether a style makes the letters of its element too small to be seen; what stands in it may have a size of its own. */
export function isSpeck(style: Style): boolean {
  const size = style.get('font-size');
  const pixels = pixelsOf(size);
  return pixels !== undefined && !/^-/.test(size!) && pixels < leastFontSize;
}

/** What a style paints behind its element: a colour, `painted` for anything that is not known, undefined for nothing. */
export function paintOf(style: Style): string | undefined {
  const image = style.get('background-image');
  if (image && !/^(?:none|initial|inherit)/.test(image)) return 'painted';
  const value = style.get('background-color') ?? style.get('background');
  if (value === undefined || /^(?:none|transparent|initial|inherit|unset|0)\b/.test(value)) return undefined;
  const color = colorOf(value.split(' ')[0]);
  return color === 'transparent' ? undefined : (color ?? 'painted');
}

/** How much text a node holds: its characters without white space. */
export const charactersOf = (node: Node): number => (node.textContent ?? '').replace(/\s+/g, '').length;

/** One colour that nothing shines through; of more than that nothing is said. */
const opaque =
  /^(?:#(?:[\da-f]{3}|[\da-f]{6})|rgb\(\s*[\d.]+%?[\s,]+[\d.]+%?[\s,]+[\d.]+%?\s*\)|(?!transparent|none|initial|inherit|unset|revert|currentcolor)[a-z]+)$/;

/** Whether an element lies over all of the box that it stands in, and nothing shines through: a picture, or a painted layer. */
export function isLid(element: Element, style: Style): boolean {
  const value = (name: string) => (style.get(name) ?? '').replace('!important', '').trim();
  if (!/^(?:absolute|fixed)/.test(value('position')) || hidesAll(style)) return false;
  if (style.has('opacity') && Number.parseFloat(value('opacity')) < 1) return false;
  if (element.localName !== 'img' && !opaque.test(value('background-color') || value('background')))
    return false;
  const isZero = (name: string) => /^0(?:px|%)?$/.test(value(name));
  const isFull = (name: string) => /^100(?:%|v[wh])$/.test(value(name));
  if (/^0(?:px|%)?(?: 0(?:px|%)?)*$/.test(value('inset'))) return true;
  return (
    isZero('top') &&
    isZero('left') &&
    (isZero('right') || isFull('width')) &&
    (isZero('bottom') || isFull('height'))
  );
}

/** Whether letters of this colour are not seen on what is behind them. @param behind six hexadecimal digits, or `painted`. */
export function isLost(color: string, behind: string): boolean {
  return color === 'transparent' || (behind !== 'painted' && looksAlike(color, behind));
}

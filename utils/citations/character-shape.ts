/** Kinds of characters, by what becomes of them in a folded text. */
export const shapeKind = {
  kept: 0,
  blank: 1,
  unseen: 2,
  quote: 3,
  apostrophe: 4,
  dash: 5,
  dot: 6,
  ellipsis: 7,
  sign: 8,
} as const;

const shapes: Record<string, string> = {};
for (const [shape, signs] of [
  [',', '、､，'],
  ['<', '《〈'],
  ['>', '》〉'],
  ['·', '•・‧∙･'],
  ['~', '～〜∼'],
] as const)
  for (const sign of signs) shapes[sign] = shape;

/** Signs that are seen by nobody: soft hyphens, joiners, direction marks, variation selectors. */
const unseen = /^(?:[\p{Cf}\p{Cc}]|\p{Default_Ignorable_Code_Point})$/u;

function kindOf(character: string): number {
  if (/^[\s｜]$/.test(character)) return shapeKind.blank;
  if (unseen.test(character)) return shapeKind.unseen;
  if ('"“”„‟«»「」『』〝〞〟＂″｢｣【】〔〕［］〖〗'.includes(character)) return shapeKind.quote;
  if ("'‘’‚‛‹›´＇′ʼ".includes(character)) return shapeKind.apostrophe;
  if ('-‐‑‒–—―−﹣－─'.includes(character)) return shapeKind.dash;
  if ('.。｡．'.includes(character)) return shapeKind.dot;
  if ('…⋯‥'.includes(character)) return shapeKind.ellipsis;
  if ('*_~`\\[]!<|'.includes(character)) return shapeKind.sign;
  return shapeKind.kept;
}

const unknown = 255;
const kinds = new Uint8Array(0x10000).fill(unknown);
const written: string[] = [];

/** What becomes of a character of one UTF-16 unit, see shapeKind. Looked up: a text has millions of them. */
export function kindOfUnit(unit: number): number {
  const kind = kinds[unit]!;
  if (kind !== unknown) return kind;
  kinds[unit] = kindOf(String.fromCharCode(unit));
  return kinds[unit]!;
}

function shapeOf(character: string): string {
  const shape = shapes[character];
  if (shape) return shape;
  // Compatibility forms: full width, ligatures, circled numbers. Accents become characters of their own, in either spelling.
  return character < '\u0080' ? character : character.normalize('NFKD');
}

/** A character of one unit without its width and shape: one unit or more. */
export function shapeOfUnit(unit: number): string {
  written[unit] ??= shapeOf(String.fromCharCode(unit));
  return written[unit]!;
}

/** The same of a character of two units (mathematical letters, rare Chinese ones, emoji); empty where it is not seen. */
export const shapeOfPair = (character: string): string =>
  unseen.test(character) ? '' : character.normalize('NFKD');

/** What a UTF-16 unit is to a word. */
export const wordClass = { none: 0, letter: 1, digit: 2, mark: 3, wide: 4 } as const;

const classes = new Uint8Array(0x10000).fill(unknown);

function classOf(unit: number): number {
  const character = String.fromCharCode(unit);
  if (/^\p{N}$/u.test(character)) return wordClass.digit;
  // Written without spaces between words: every character may begin one. Halves of pairs are most often such characters, too.
  if (
    /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff\uf900-\ufaff\ud840-\udfff]$/.test(
      character,
    )
  )
    return wordClass.wide;
  if (/^\p{L}$/u.test(character)) return wordClass.letter;
  return /^\p{M}$/u.test(character) ? wordClass.mark : wordClass.none;
}

/** @returns see wordClass; `none` for NaN, what lies outside of a text. */
export function classOfUnit(unit: number): number {
  const known = classes[unit];
  if (known !== unknown) return known ?? wordClass.none;
  classes[unit] = classOf(unit);
  return classes[unit]!;
}

/**
 * What a text is made of, as far as token counts depend on it. The order of the features is part of what is stored with a source:
 * new ones are added at the end.
 */
export const featureNames = [
  'word',
  /** Each letter of a word from its sixth on. */
  'longWordLetter',
  'capitalInside',
  /** Each started group of three digits. */
  'digitGroup',
  /** Each sixteenth white space of a run. */
  'spaceRun',
  'lineBreak',
  'asciiMark',
  'accented',
  'hanzi',
  'rareHanzi',
  'cjkMark',
  'kana',
  'hangul',
  'cyrillic',
  'other',
  'surrogate',
  'digit',
] as const;

export type FeatureName = (typeof featureNames)[number];

const place = Object.fromEntries(featureNames.map((name, index) => [name, index])) as Record<
  FeatureName,
  number
>;

/** Classes of characters whose runs count as one or in groups. */
const Kind = {
  start: 0,
  letter: 1,
  digit: 2,
  space: 3,
  lineBreak: 4,
  other: 5,
} as const;

/** The feature of a character above ASCII that is no letter of a Latin word. */
function placeOfCharacter(unit: number): number {
  if (unit >= 0x4e00 && unit < 0xa000) return place.hanzi;
  if (
    (unit >= 0x3000 && unit < 0x3040) ||
    (unit >= 0xff00 && unit < 0xfff0) ||
    (unit >= 0x2010 && unit < 0x2040)
  )
    return place.cjkMark;
  if (unit >= 0x3040 && unit < 0x3100) return place.kana;
  if (unit >= 0xac00 && unit < 0xd7b0) return place.hangul;
  if (unit >= 0x400 && unit < 0x530) return place.cyrillic;
  if (unit >= 0xd800 && unit < 0xe000) return place.surrogate;
  if ((unit >= 0x3400 && unit < 0x4e00) || (unit >= 0xf900 && unit < 0xfb00)) return place.rareHanzi;
  return place.other;
}

/**
 * Counts a text's features in one pass over its UTF-16 code units (about 100 million a second): no run of equal or unbroken
 * characters makes it slower.
 * @returns a count for each of `featureNames`, in their order.
 */
export function textFeatures(text: string): number[] {
  const counts = new Array<number>(featureNames.length).fill(0);
  let previous: number = Kind.start;
  let run = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    let kind: number = Kind.other;
    if (
      (unit >= 97 && unit <= 122) ||
      (unit >= 65 && unit <= 90) ||
      (unit >= 0xc0 && unit < 0x250) ||
      (unit >= 0x1e00 && unit < 0x1f00)
    ) {
      kind = Kind.letter;
      run = previous === Kind.letter ? run + 1 : 1;
      if (run === 1) counts[place.word]!++;
      else if (unit < 97 && text.charCodeAt(index - 1) >= 97) counts[place.capitalInside]!++;
      if (run > 5) counts[place.longWordLetter]!++;
      if (unit > 127) counts[place.accented]!++;
    } else if (unit >= 48 && unit <= 57) {
      kind = Kind.digit;
      run = previous === Kind.digit ? run + 1 : 1;
      counts[place.digit]!++;
      if (run % 3 === 1) counts[place.digitGroup]!++;
    } else if (unit === 32 || unit === 9) {
      kind = Kind.space;
      run = previous === Kind.space ? run + 1 : 1;
      if (run % 16 === 2) counts[place.spaceRun]!++;
    } else if (unit === 10 || unit === 13) {
      kind = Kind.lineBreak;
      if (previous !== Kind.lineBreak) counts[place.lineBreak]!++;
    } else if (unit < 128) counts[place.asciiMark]!++;
    else counts[placeOfCharacter(unit)]!++;
    previous = kind;
  }
  return counts;
}

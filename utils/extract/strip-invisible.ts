/** Letters that are built of several characters with joiners between: Arabic and Persian, the scripts of India, Mongolian, Khmer… */
const joiningScripts =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Mongolian}\\p{Script=Tibetan}';

/** A picture sign with its joiners, skin tones, variation selectors and, for flags of regions, its tags. */
const emoji =
  '\\p{Extended_Pictographic}(?:[\\u{FE0E}\\u{FE0F}]|\\p{Emoji_Modifier})*(?:\\u{E0020}?[\\u{E0021}-\\u{E007E}]{1,6}\\u{E007F})?(?:\\u{200D}\\p{Extended_Pictographic}(?:[\\u{FE0E}\\u{FE0F}]|\\p{Emoji_Modifier})*)*';

/** What is kept as it is: emoji, keycaps, joiners and marks where their script needs them, variants of Han characters. */
const kept = [
  emoji,
  '[0-9#*]\\u{FE0F}\\u{20E3}',
  `[${joiningScripts}][\\u{200C}\\u{200D}](?=[${joiningScripts}])`,
  '\\p{Script=Han}[\\u{FE00}-\\u{FE0F}\\u{E0100}-\\u{E01EF}]',
  '\\p{Script=Mongolian}[\\u{180B}-\\u{180D}\\u{180F}]',
].join('|');

/** Characters without a shape of their own: zero-width, soft hyphens, fillers, direction controls, tags, variation selectors. */
const shapeless =
  '[\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}\\u{200B}-\\u{200F}\\u{202A}-\\u{202E}\\u{2060}-\\u{206F}\\u{3164}\\u{FE00}-\\u{FE0F}\\u{FEFF}\\u{FFA0}\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}]';

/** Built for the first text that needs it: the sets of scripts take longer to expand than most pages take to read. */
let pattern: RegExp | undefined;
/** Quick and a little too wide, by UTF-16 code units: most texts hold none. */
const any = new RegExp(
  [
    '\\xad',
    '[\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\uffa0]',
    '[\\ufe00-\\ufe0f]',
    '\\u034f|\\u061c|\\ufeff',
    '[\\ud82f\\ud834\\udb40-\\udb43]',
  ].join('|'),
);

/**
 * A text without the characters that no reader sees and that can carry another text past them (tags, variation selectors, zero
 * width). Real emoji, and scripts that need joiners, stay as they are.
 * @returns the text and the number of characters (UTF-16 code units) taken out.
 */
export function stripInvisible(text: string): { text: string; removed: number } {
  if (!any.test(text)) return { text, removed: 0 };
  pattern ??= new RegExp(`(${kept})|${shapeless}+`, 'gu');
  const visible = text.replace(pattern, (_, keep: string | undefined) => keep ?? '');
  return { text: visible, removed: text.length - visible.length };
}

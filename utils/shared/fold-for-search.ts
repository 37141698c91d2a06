/** For each UTF-16 unit what it is searched as, once it was asked for; 0 before. */
const folded = new Uint16Array(0x10000);
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

/** One unit without its case and width; where either would need more than one unit, it stays. */
function foldUnit(unit: number): number {
  // Halves of pairs are no characters.
  if (unit >= 0xd800 && unit <= 0xdfff) return unit;
  const character = String.fromCharCode(unit);
  const isWide = unit === 0x3000 || (unit >= 0xff00 && unit <= 0xffef);
  const narrow = isWide ? character.normalize('NFKC') : character;
  const lower = narrow.toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}

/**
 * A text as it is searched: without case (A is a) and width (Ａ is A, and ｱ is ア). Each unit stays where it is, so that a place in the folded
 * text is the same place in the text. Unlike `foldText` and `foldLetters` it leaves out nothing: what was typed is found to the letter.
 */
export function foldForSearch(text: string): string {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    units[index] = folded[unit] ||= foldUnit(unit);
  }
  return decoder.decode(units);
}

/** The words of a search; all of them are to be found. */
export const searchWords = (query: string): string[] => [
  ...new Set(foldForSearch(query).split(/\s+/).filter(Boolean)),
];

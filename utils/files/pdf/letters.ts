/** Signs of fonts that have only signs, as letters that say the same. */
const signs: Record<string, string> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf0a8': '□',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0e0': '→',
};
/** Accents that stand for themselves, as those that join the letter that they stand over. */
const accents: Record<string, string> = {
  '\u00a8': '\u0308',
  '\u00b4': '\u0301',
  '\u0060': '\u0300',
  '\u02c6': '\u0302',
  '\u005e': '\u0302',
  '\u02dc': '\u0303',
  '\u007e': '\u0303',
  '\u00b8': '\u0327',
  '\u02c7': '\u030c',
  '\u00af': '\u0304',
  '\u02d8': '\u0306',
  '\u02d9': '\u0307',
  '\u02da': '\u030a',
  '\u02dd': '\u030b',
};
const dotless: Record<string, string> = { ı: 'i', ȷ: 'j' };

export const isAccent = (text: string): boolean => Object.hasOwn(accents, text);

/** A letter with an accent, as one; undefined where the one is no letter or the other no accent. */
export function composed(letter: string, accent: string): string | undefined {
  if (!isAccent(accent) || !/^\p{L}$/u.test(letter)) return undefined;
  return ((dotless[letter] ?? letter) + accents[accent]).normalize('NFC');
}

const isAscii = (text: string): boolean => text.length === 1 && text >= ' ' && text <= '~';

/** Ligatures and presentation forms as the letters that they stand for. */
export const plain = (text: string): string =>
  isAscii(text)
    ? text
    : text
        .replace(/[\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc]/g, (sign) => signs[sign]!)
        .replace(/[\u2e80-\u2fdf\ufb00-\ufdff\ufe70-\ufefc]/g, (letter) => letter.normalize('NFKC'))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: fonts without a proper encoding give such.
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufeff\ufffe\uffff]/g, '');

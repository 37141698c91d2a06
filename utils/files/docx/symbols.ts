const greek = (at: number, letters: string): [number, string][] =>
  [...letters].map((letter, index) => [at + index, letter]);

/** Fonts that draw signs in the place of letters. */
const fonts: Record<string, Map<number, string>> = {
  symbol: new Map([
    ...greek(0x41, 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'),
    ...greek(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'),
    ...greek(0xa2, '′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…'),
    ...greek(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇'),
    ...greek(0xd5, '∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
    [0xe5, '∑'],
    [0xf2, '∫'],
  ]),
  wingdings: new Map([
    ...greek(0x6c, '●❍■□❑❒'),
    ...greek(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩'),
    [0x28, '☎'],
    [0x2a, '✉'],
    [0x4a, '☺'],
    [0xa7, '▪'],
    [0xa8, '☐'],
    [0xb7, '•'],
    [0xd8, '➢'],
    ...greek(0xdf, '←→↑↓'),
    ...greek(0xfb, '✗✓☒☑'),
  ]),
  'wingdings 2': new Map([...greek(0x4f, '✗✓☒☑'), [0x2a, '☐'], [0xa3, '☐']]),
};

/**
 * A sign of a symbol font (`w:sym`) as the Unicode character that looks like it; an unknown one stays as it is.
 * @param code in hexadecimal digits, of the private range F000–F0FF or without it.
 */
export function symbolOf(font: string, code: string): string {
  const value = Number.parseInt(code, 16);
  if (!(value > 0 && value <= 0xffff)) return '';
  return fonts[font.toLowerCase()]?.get(value & 0xff) ?? String.fromCodePoint(value);
}

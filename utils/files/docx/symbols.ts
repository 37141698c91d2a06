const run = (at: number, signs: string): [number, string][] =>
  [...signs].map((sign, index) => [at + index, sign]);

/** Fonts that draw signs in the place of letters. */
const fonts: Record<string, Map<number, string>> = {
  symbol: new Map([
    ...run(0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?'),
    ...run(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'),
    ...run(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
    ...run(0xa1, 'ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵'),
    ...run(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
    ...run(0xe0, '◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪'),
    ...run(0xf1, '⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
  ]),
  wingdings: new Map([
    ...run(0x21, '✏✂✁'),
    ...run(0x28, '☎✆✉'),
    ...run(0x36, '⌛⌨'),
    ...run(0x3e, '✇✍'),
    ...run(0x41, '✌👌👍👎☜☞☝☟🖐☺😐☹💣☠'),
    ...run(0x51, '✈☼💧❄'),
    [0x56, '✞'],
    ...run(0x58, '✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓'),
    ...run(0x6c, '●❍■□'),
    ...run(0x71, '❑❒⬧⧫◆❖⬥⌧'),
    [0x7a, '⌘'],
    ...run(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'),
    ...run(0x9e, '·•'),
    [0xa1, '○'],
    ...run(0xa4, '◉◎'),
    ...run(0xa7, '▪☐'),
    ...run(0xaa, '✦★✶✴✹✵'),
    ...run(0xb5, '✪✰'),
    [0xb7, '•'],
    ...run(0xd5, '⌫⌦'),
    [0xd8, '➢'],
    [0xdc, '➲'],
    ...run(0xdf, '←→↑↓↖↗↙↘⬅➔⬆⬇'),
    ...run(0xef, '⇦⇨⇧⇩⬄⇳'),
    ...run(0xfb, '✗✓☒☑'),
  ]),
  'wingdings 2': new Map([...run(0x4f, '✗✓☒☑'), [0x2a, '☐'], [0xa3, '☐']]),
};

const isOfSigns = (font: string): boolean => Object.hasOwn(fonts, font.toLowerCase());

/**
 * A sign of a symbol font (`w:sym`) as the Unicode character that looks like it; an unknown one stays as it is.
 * @param code in hexadecimal digits, of the private range F000–F0FF or without it.
 */
export function symbolOf(font: string, code: string): string {
  const value = Number.parseInt(code, 16);
  if (!(value > 0 && value <= 0xffff)) return '';
  const at = value >= 0xf000 && value <= 0xf0ff ? value - 0xf000 : value;
  return fonts[font.toLowerCase()]?.get(at) ?? String.fromCodePoint(value);
}

/** Text as it looks in a font: the same, unless the font draws signs in the place of letters. */
export const textIn = (font: string, text: string): string =>
  isOfSigns(font)
    ? text.replace(/[\u0021-\u00ff\uf020-\uf0ff]/g, (sign) => symbolOf(font, sign.charCodeAt(0).toString(16)))
    : text;

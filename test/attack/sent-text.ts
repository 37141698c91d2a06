/** Words on one line, without the signs by which Markdown keeps words words. */
export const plain = (text: string): string =>
  text
    .replace(/\\(?=[\p{P}\p{S}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

const tagBase = 0xe0000;
/** Bytes that are written as variation selectors: the first sixteen, and the others. */
const byteOf = (code: number): number | undefined => {
  if (code >= 0xfe00 && code <= 0xfe0f) return code - 0xfe00;
  if (code >= 0xe0100 && code <= 0xe01ef) return code - 0xe0100 + 16;
  return undefined;
};

/**
 * What a text says to a model that looks closer than people can: as it is, without characters of no width, and what tag characters and
 * variation selectors spell.
 */
export function allReadings(text: string): string[] {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  const tags = codes.flatMap((code) =>
    code > tagBase + 0x1f && code < tagBase + 0x7f ? [String.fromCharCode(code - tagBase)] : [],
  );
  const bytes = codes.flatMap((code) => byteOf(code) ?? []);
  const visible = text.replace(/[\p{Cf}\p{Variation_Selector}]/gu, '');
  return [text, visible, tags.join(''), Buffer.from(bytes).toString('utf8')].map(plain);
}

/** What one Chinese, Japanese or Korean character says takes about three letters (a thousand of them make some 400 to 600 English words). */
const lettersPerCharacter = 3;
const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
const allWide = new RegExp(wide, 'g');

/** How much a text says, whatever its script: its length in letters of an alphabet. */
export function lettersOf(text: string): number {
  if (!wide.test(text)) return text.length;
  return text.length + (lettersPerCharacter - 1) * (text.match(allWide)?.length ?? 0);
}

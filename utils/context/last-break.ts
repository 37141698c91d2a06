/** The end of a sentence with the marks and blanks that belong to it: at once in Chinese and Japanese, before a blank elsewhere. */
const sentenceEnd = /(?:[。！？…][”’」』）)]*|[.!?]["'”’)\]]*(?=\s))\s*/g;

const isInsidePair = (text: string, index: number): boolean =>
  (text.charCodeAt(index - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(index) & 0xfc00) === 0xdc00;

/** The end of the last match that ends in a stretch of text; undefined where there is none. */
function lastEnd(text: string, from: number, to: number, pattern: RegExp): number | undefined {
  let found: number | undefined;
  // A match that begins before the stretch may end in it; a sentence's end has few characters.
  const begin = Math.max(0, from - 8);
  for (const match of text.slice(begin, to).matchAll(pattern)) {
    const end = begin + match.index + match[0].length;
    if (end >= from && end <= to) found = end;
  }
  return found;
}

/**
 * The best place to cut a text between two indexes, the later the better: the end of a paragraph, else of a line, of a sentence, of a
 * word; else the last index, never inside a character.
 * @returns the index after the cut's left side; at least `from`, at most `to`.
 */
export function lastBreak(text: string, from: number, to: number): number {
  return (
    lastEnd(text, from, to, /\n[ \t]*\n+/g) ??
    lastEnd(text, from, to, /\n/g) ??
    lastEnd(text, from, to, sentenceEnd) ??
    lastEnd(text, from, to, /[ \t]+/g) ??
    (isInsidePair(text, to) && to > from ? to - 1 : to)
  );
}

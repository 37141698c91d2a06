/** Runs of one class longer than this (in UTF-16 code units) are cut: merging a run takes the square of its length. */
const longestRun = 48;
/** A piece is encoded at once; longer ones gain nothing. */
const longestPiece = 16_384;
/** How far before its end a piece may be cut to end with a line. */
const searchBack = 2048;

const Class = { letter: 0, digit: 1, space: 2, mark: 3 } as const;

function classOf(unit: number): number {
  if (unit < 128) {
    if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)) return Class.letter;
    if (unit >= 48 && unit <= 57) return Class.digit;
    return unit <= 32 ? Class.space : Class.mark;
  }
  // Chinese and general punctuation end a run; everything else may be a letter to the vocabulary's pattern.
  const isMark =
    (unit >= 0x2000 && unit < 0x2c00) ||
    (unit >= 0x3000 && unit < 0x3040) ||
    (unit >= 0xff00 && unit < 0xff10);
  return isMark ? Class.mark : Class.letter;
}

/** Whether a cut at an index would part the two halves of one character. */
const isInsidePair = (text: string, index: number): boolean =>
  (text.charCodeAt(index - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(index) & 0xfc00) === 0xdc00;

/**
 * Where to cut a text so that counting its pieces one by one takes time in proportion to its length, whatever it holds: after at
 * most 16,384 code units (at the end of a line where there is one), and inside runs of one class of characters (equal letters,
 * hanzi without a mark, blanks), which a byte-pair encoder takes the square of. Prose is cut at ends of lines only, which changes
 * no count by more than a token.
 * @returns the end of each piece, ascending; the last is the text's length.
 */
export function cutForCounting(text: string): number[] {
  const ends: number[] = [];
  let start = 0;
  let runStart = 0;
  let runClass = -1;
  let lineEnd = 0;
  const cut = (at: number) => {
    ends.push(at);
    start = at;
  };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const kind = classOf(unit);
    if (kind !== runClass) {
      if (runClass === Class.space && kind !== Class.space && text.charCodeAt(index - 1) === 10)
        lineEnd = index;
      runClass = kind;
      runStart = index;
    } else if (index - runStart >= longestRun && kind !== Class.digit && !isInsidePair(text, index)) {
      cut(index);
      runStart = index;
    }
    if (index - start >= longestPiece && !isInsidePair(text, index)) {
      cut(lineEnd > start && index - lineEnd < searchBack ? lineEnd : index);
    }
  }
  if (text.length > start) ends.push(text.length);
  return ends;
}

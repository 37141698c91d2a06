/** How wide a text is drawn. */
export type MeasureText = (text: string) => number;

/** A word with the blanks behind it; scripts that write none may be broken after any sign but before a closing one. */
const pieces =
  /(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}][\p{Pe}\p{Pf}、。，．：；！？…·ー]*|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|\s+)/gu;

/** Cuts a word that is wider than a line. */
function cutWord(word: string, width: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let line = '';
  for (const sign of word) {
    if (line && measure(line + sign) > width) {
      lines.push(line);
      line = '';
    }
    line += sign;
  }
  return [...lines, line];
}

/** A label in lines of a width at most: all of it, however long it is. */
export function wrapLabel(label: string, width: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of label.matchAll(pieces)) {
    if (measure(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim()) lines.push(line.trimEnd());
    const cut = cutWord(piece.trimStart(), width, measure);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? '';
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines.length > 0 ? lines : [''];
}

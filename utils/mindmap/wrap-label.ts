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

/**
 * A label in lines of a width at most; one that goes on after the last of them ends with an ellipsis.
 * @param mostLines that are drawn.
 */
export function wrapLabel(label: string, width: number, mostLines: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of label.matchAll(pieces)) {
    if (lines.length > mostLines) break;
    if (measure(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim()) lines.push(line.trimEnd());
    // Measured only as far as it can be shown: a label may have ten thousand signs.
    const cut = cutWord(piece.trimStart().slice(0, 400), width, measure);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? '';
  }
  if (line.trim()) lines.push(line.trimEnd());
  if (lines.length <= mostLines) return lines.length > 0 ? lines : [''];
  const shown = lines.slice(0, mostLines);
  return [...shown.slice(0, -1), `${shown.at(-1)!.replace(/.$/u, '')}…`];
}

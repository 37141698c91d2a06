import type { PartMark } from '../../utils/files/file-format';

/** Drawn piece by piece as it is scrolled to, so that a book opens at once (characters). */
const pieceLength = 8000;

interface Piece {
  text: string;
  /** Where a part of a file begins here. */
  mark?: PartMark | undefined;
}

/** Pieces that begin at a mark or after a line's end. Joined they are the text. */
export function splitPieces(text: string, marks: readonly PartMark[]): Piece[] {
  const pieces: Piece[] = [];
  let next = 0;
  for (let at = 0; at < text.length; ) {
    // Of two marks at one place the latter names what follows.
    while (next < marks.length - 1 && marks[next + 1]!.start <= at) next++;
    const mark = marks[next]?.start === at ? marks[next++] : undefined;
    const line = text.indexOf('\n', at + pieceLength);
    const end = Math.min(marks[next]?.start ?? text.length, line < 0 ? text.length : line + 1);
    pieces.push({ text: text.slice(at, end), mark });
    at = end;
  }
  return pieces;
}

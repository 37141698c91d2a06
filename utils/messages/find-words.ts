import { foldForSearch } from '../shared/fold-for-search';

/** What is searched of a chat: see Digest. */
interface Searched<Piece> {
  text: string;
  pieces: readonly Piece[];
}

/** The piece in which a place of the text lies. */
function pieceAt(pieces: readonly { start: number }[], at: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.start <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Looks for words in a chat. All of them must occur in it, wherever: as parts of words, too, since Chinese has no spaces.
 * @param words folded, see searchWords; at least one.
 * @returns undefined where one is missing; the piece with the most of them, the first of several, where not only the title has them.
 */
export function findWords<Piece extends { start: number }>(
  title: string,
  { text, pieces }: Searched<Piece>,
  words: readonly string[],
): { piece: Piece | undefined } | undefined {
  const foldedTitle = foldForSearch(title);
  if (!words.every((word) => text.includes(word) || foldedTitle.includes(word))) return undefined;
  const wordCounts = new Uint16Array(pieces.length);
  for (const word of words) {
    let at = text.indexOf(word);
    while (at >= 0 && pieces.length > 0) {
      const index = pieceAt(pieces, at);
      wordCounts[index]!++;
      const next = pieces[index + 1];
      at = next ? text.indexOf(word, next.start) : -1;
    }
  }
  // A title is the beginning of the first question most often: that one says nothing new.
  const isRepeated = text.startsWith(foldedTitle) && words.every((word) => foldedTitle.includes(word));
  if (isRepeated) wordCounts[0] = 0;
  const most = Math.max(0, ...wordCounts);
  return { piece: most > 0 ? pieces[wordCounts.indexOf(most)] : undefined };
}

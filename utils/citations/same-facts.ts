import { classOfUnit, wordClass } from './character-shape';
import { type KeySpan, notesIn } from './find-pieces';
import { type FoldedText, quoteSign } from './key-writer';

const isDigit = (key: string, index: number): boolean =>
  classOfUnit(key.charCodeAt(index)) === wordClass.digit;

/** The numbers of a stretch, each with what its worth hangs on: sign, points, percent. */
function numbersIn({ key, walls }: FoldedText, { start, end }: KeySpan): string[] {
  const numbers: string[] = [];
  for (let at = start; at < end; ) {
    if (!isDigit(key, at)) {
      at++;
      continue;
    }
    let to = at + 1;
    while (
      to < end &&
      !walls[to] &&
      (isDigit(key, to) ||
        ('.,'.includes(key[to]!) && to + 1 < end && !walls[to + 1] && isDigit(key, to + 1)))
    )
      to++;
    const isMinus =
      at > start &&
      key[at - 1] === '-' &&
      !walls[at] &&
      (at - 1 === start || Boolean(walls[at - 1]) || classOfUnit(key.charCodeAt(at - 2)) === wordClass.none);
    const measure = to < end && '%‰万亿千百萬億'.includes(key[to]!) ? key[to] : '';
    // 1,000 and 1000 are the same; 1.5 and 15 are not.
    numbers.push(`${isMinus ? '-' : ''}${key.slice(at, to).replace(/,(?=\d{3}(?!\d))/g, '')}${measure}`);
    at = to;
  }
  return numbers;
}

const isWithin = (some: readonly string[], all: readonly string[]): boolean => {
  let next = 0;
  for (const one of all) if (one === some[next]) next++;
  return next === some.length;
};

const negation =
  /(?<![\p{L}\p{N}])(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly)(?![\p{L}\p{N}])|n't(?!\p{L})|[不没沒无無未非否别別莫勿]/giu;
/** Not `one` and 一 alone: they are most often no number. */
const numberWord =
  /(?<![\p{L}\p{N}])(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|[mb]illion|half|twice|double)(?![\p{L}\p{N}])|[零〇一二三四五六七八九十百千万亿萬億]{2,}|[二三四五六七八九十百千万亿萬億]/giu;
const wordOfFact = new RegExp(`(${negation.source})|${numberWord.source}`, 'giu');

function wordsIn({ key, walls, quotes }: FoldedText, { start, end }: KeySpan): string {
  let text = '';
  for (let at = start; at < end; at++) {
    if (walls[at]) text += ' ';
    text += quotes[at] === quoteSign.apostrophe ? `'${key[at]}` : key[at];
  }
  return text.toLowerCase();
}

/** Negations, whichever they are, and numbers in words. */
const factsIn = (folded: FoldedText, span: KeySpan): string =>
  Array.from(wordsIn(folded, span).matchAll(wordOfFact), ([word, negates]) => (negates ? 'not' : word)).join(
    ' ',
  );

export const hasNegation = (folded: FoldedText, span: KeySpan): boolean =>
  wordsIn(folded, span).search(negation) >= 0;

const gapsIn = ({ walls }: FoldedText, { start, end }: KeySpan): number => {
  let count = 0;
  for (let at = start + 1; at < end; at++) count += walls[at]!;
  return count;
};

/**
 * Whether a quotation that differs from a passage has its numbers, in digits or words, all of them and in order, and as many negations:
 * what differs there says something else, however few letters it is.
 * @param isSpelledSame all letters and digits are there: only what stands between them differs.
 */
export function hasSameFacts(
  text: FoldedText,
  passage: KeySpan,
  quote: FoldedText,
  piece: KeySpan,
  isSpelledSame: boolean,
): boolean {
  const written = numbersIn(text, passage);
  const quoted = numbersIn(quote, piece);
  const isSqueezed = gapsIn(quote, piece) * 2 < gapsIn(text, passage);
  if (isSqueezed && isSpelledSame) {
    // The spaces were dropped: numbers and words that stood apart cannot be told apart.
    const digits = (numbers: string[]) => numbers.join('').replaceAll(',', '');
    return digits(written) === digits(quoted);
  }
  if (!isWithin(written, quoted)) return false;
  // A raised label reads like a number where the page shows it.
  const labels = notesIn(text, passage);
  const added = [...quoted];
  for (const number of written) added.splice(added.indexOf(number), 1);
  if (!added.every((number) => labels.some((label) => number.endsWith(label)))) return false;
  return isSpelledSame || factsIn(text, passage) === factsIn(quote, piece);
}

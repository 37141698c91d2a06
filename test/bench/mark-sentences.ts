import { findInPage } from '../../utils/citations/find-in-page.ts';
import type { Passage } from '../../utils/shared/passage.ts';
import { collectSentences } from './quote-sentences.ts';

export interface WantedMark {
  /** Which of the page's sentences it is. */
  sentence: number;
  passage: Passage;
  /** The passage stands in more than one place of the stored text: any of them is right. */
  isRepeated: boolean;
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const overlap = (a: Range, b: Range): boolean =>
  a.compareBoundaryPoints(Range.END_TO_START, b) < 0 && b.compareBoundaryPoints(Range.END_TO_START, a) < 0;

/**
 * Looks for passages in the page that it runs in. Right is what covers nine tenths of the sentence's letters, a quarter more at most,
 * and stands where the sentence was taken from.
 * @returns for each whether it was found in the right place, in the wrong one, or not at all.
 */
export default (wanted: readonly WantedMark[]): ('right' | 'wrong' | 'none')[] => {
  const sentences = collectSentences();
  return wanted.map(({ sentence, passage, isRepeated }) => {
    const found = findInPage(document, passage);
    if (!found) return 'none';
    const { text, range } = sentences[sentence]!;
    const marked = lettersOf(found.ranges.join('')).length;
    const asked = lettersOf(text).length;
    const hasItsSize = marked >= asked * 0.9 && marked <= asked * 1.25;
    return hasItsSize && (isRepeated || found.ranges.some((own) => overlap(own, range))) ? 'right' : 'wrong';
  });
};

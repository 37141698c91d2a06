import { choosePassages } from './choose-passages';
import type { Extractor } from './extractor';
import { type Silent, splitPassages } from './passages';
import { scorePassages } from './score-passages';

/** Images and rules stay where the text on both sides stays. */
function removeBetween(silent: readonly Silent[], isTaken: readonly boolean[]): void {
  for (const { element, next } of silent) if (!isTaken[next - 1] || !isTaken[next]) element.remove();
}

/** A page this short costs nothing to take whole, and says too little to be judged (letters). */
const shortPage = 1000;

/** What a page is about, passage by passage, without what stands around it. Any kind of page, in any language. */
export const mainText: Extractor = {
  name: 'main text',
  matches: () => true,
  extract(page, blockElements) {
    const outline = splitPassages(page.body, blockElements);
    const { passages, silent } = outline;
    const letters = passages.reduce((sum, passage) => sum + passage.letters, 0);
    if (letters < shortPage) return null;
    const isTaken = choosePassages(outline, scorePassages(outline));
    // A page that is one table of data can lose all of it; then the page itself is its text.
    if (!isTaken.includes(true)) return null;
    removeBetween(silent, isTaken);
    passages.forEach(({ nodes }, index) => {
      if (!isTaken[index]) for (const node of nodes) node.parentNode?.removeChild(node);
    });
    return page.body;
  },
};

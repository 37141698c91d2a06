import { cloneVisible } from '../../../utils/extract/clone-visible.ts';
import { passageFeatures } from '../../../utils/extract/passage-features.ts';
import { findBlocks, splitPassages } from '../../../utils/extract/passages.ts';

/** As far up as the context features look (score-passages.ts). */
const deepest = 10;
/** Thresholds of the model have four digits. */
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The passages of the page as the extension sees them, with a number for each element above. Runs in the page. */
export default (): string => {
  const { body } = cloneVisible(document.body).document;
  const passages = splitPassages(body, findBlocks(body));
  const features = passageFeatures(passages);
  const numbers = new Map<Element, number>();
  const numberOf = (element: Element): number => {
    if (!numbers.has(element)) numbers.set(element, numbers.size);
    return numbers.get(element)!;
  };
  return JSON.stringify(
    passages.map(({ text, block }, index) => {
      const path: number[] = [];
      for (let at: Element | null = block; at && path.length < deepest; at = at.parentElement)
        path.push(numberOf(at));
      return {
        text,
        length: text.length,
        path,
        headingLevel: Number(/^H([1-6])$/.exec(block.tagName)?.[1] ?? 0),
        features: features[index]!.map(round),
      };
    }),
  );
};

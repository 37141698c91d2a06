import { cloneVisible } from '../../../utils/extract/clone-visible.ts';
import { wordsOf } from '../../../utils/extract/name-scores.ts';
import { featureCount, passageFeatures } from '../../../utils/extract/passage-features.ts';
import { splitPassages } from '../../../utils/extract/passages.ts';
import { namesOf } from '../../../utils/extract/surroundings.ts';

/** The passages of the page as the extension sees them, and the blocks that they stand in. Runs in the page. */
export default (): string => {
  const visible = cloneVisible(document.body);
  const outline = splitPassages(visible.document.body, visible.blockElements);
  const names = outline.blocks.map((block) => namesOf(block));
  const features = passageFeatures(outline, names);
  return JSON.stringify({
    blocks: outline.blocks.map(({ localName }, block) => ({
      parent: outline.parents[block],
      tag: localName,
      words: wordsOf(names[block]!),
    })),
    passages: outline.passages.map(({ text, blockNumber }, index) => ({
      text,
      length: text.length,
      block: blockNumber,
      features: [...features.subarray(index * featureCount, (index + 1) * featureCount)],
    })),
  });
};

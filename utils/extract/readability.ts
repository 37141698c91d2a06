import { Readability } from '@mozilla/readability';
import type { Extractor } from './extractor';

/** Mozilla's Readability: the article of a page, as Firefox's reader view shows it. The only door to the package. */
export const readability: Extractor = {
  name: 'article',
  matches: () => true,
  extract(page) {
    // No limit on elements: the promise is the whole page. The serializer hands back the element instead of a string.
    const article = new Readability<Element>(page, {
      serializer: (node) => node as Element,
      charThreshold: 200,
    }).parse();
    return article?.content ?? null;
  },
};

import type { Extractor } from './extractor';
import { readability } from './readability';

/** Ordered: sites first, Readability last. Its result is held against the whole page by extractPage. */
export const extractors: readonly Extractor[] = [readability];

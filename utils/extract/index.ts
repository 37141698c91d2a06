import type { Extractor } from './extractor';
import { mainText } from './main-text';

/** Ordered: extractors for a kind of site first, the one that reads any page last. */
export const extractors: readonly Extractor[] = [mainText];

import { collectSentences, type PageSentence } from './quote-sentences.ts';

/** The sentences of the page that this runs in, without what cannot leave it. */
export default function listSentences(): PageSentence[] {
  return collectSentences().map(({ text, isAcrossMarkup }) => ({ text, isAcrossMarkup }));
}

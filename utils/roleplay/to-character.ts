import { parseCitations, placeholders } from '../citations/parse-citations';
import type { NewCharacter } from '../storage/characters';
import { createCard } from './character-card';
import type { WrittenCard } from './read-written-card';

/** A text as it is read. @param isOpen whether it is still being written. */
export const withoutCitations = (text: string, isOpen = false): string =>
  parseCitations(text, isOpen).text.replace(placeholders, '');

/** A card that a model wrote, as a character: its words without their citations, which are kept beside it. */
export function toCharacter(
  written: Extract<WrittenCard, { kind: 'character' }>,
  sourceIds: readonly string[],
): NewCharacter {
  const { kind: _, description, personality, ...texts } = written;
  const json = createCard({
    ...texts,
    description: withoutCitations(description),
    personality: withoutCitations(personality),
  });
  return { name: texts.name, json, sourceIds: [...sourceIds], cited: { description, personality } };
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A citation behind the end of its sentence, where many models put it. */
const citedAfter = new RegExp(`([.!?。！？…]+["”’」』)）]*)((?:${placeholders.source})+)`, 'gu');

/** The statements of a cited text that name no passage: its sentences, but for headings. */
export const unsupportedSentences = (text: string): string[] =>
  parseCitations(text, false)
    .text.replace(citedAfter, '$2$1')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    // The number of an item is no sentence.
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''))
    .flatMap((line) => [...sentences.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence.search(placeholders) < 0 && /[\p{L}\p{N}]/u.test(sentence));

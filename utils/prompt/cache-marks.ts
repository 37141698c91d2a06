import type { ModelMessage } from '../messages/model-message';

/** Anthropic takes four. */
const mostMarks = 4;
/** Shorter messages are below every provider's least size of a cache entry. */
const leastCharacters = 4000;

/**
 * After which messages a provider is told to keep its cache: the first long ones, which hold the sources. A message that is marked
 * once is marked in every later request, so that marks change no byte of a prefix.
 * @returns indexes of messages.
 */
export const cacheMarks = (messages: readonly ModelMessage[]): number[] =>
  messages
    .flatMap(({ content }, index) => (content.length >= leastCharacters ? index : []))
    .slice(0, mostMarks);

import { hashText } from '../shared/hash-text';

/** An id that is always the same for the same words, in the form of a random one. */
export async function derivedId(words: string): Promise<string> {
  const digits = await hashText(words);
  const parts = [8, 12, 16, 20, 32].map((end, index, ends) => digits.slice(ends[index - 1] ?? 0, end));
  return parts.join('-');
}

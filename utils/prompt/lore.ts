/** What is told of the world where it comes up (`character_book` of Character Card V2 and V3). */
export interface LoreEntry {
  content: string;
  keys: string[];
  /** Where these are given, one of them must occur, too. */
  secondaryKeys: string[];
  /** Told from the beginning, whatever comes up. */
  isConstant: boolean;
  isCaseSensitive: boolean;
}

/** A text as it was said, and in small letters: made once for all entries. */
export interface HeardText {
  said: string;
  lower: string;
}

export const toHeard = (said: string): HeardText => ({ said, lower: said.toLowerCase() });

/** Whether a text brings an entry up. */
export function comesUp(
  { keys, secondaryKeys, isCaseSensitive }: LoreEntry,
  { said, lower }: HeardText,
): boolean {
  const within = isCaseSensitive ? said : lower;
  const occurs = (key: string) => within.includes(isCaseSensitive ? key : key.toLowerCase());
  return keys.some(occurs) && (secondaryKeys.length === 0 || secondaryKeys.some(occurs));
}

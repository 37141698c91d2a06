/** What a card may cost; beyond, it is refused with a sentence. The largest that people share are pictures of some 20 MB. */
export const cardLimits = {
  /** A card as it is given (bytes). */
  fileBytes: 32 * 1024 * 1024,
  /** The card itself (bytes of JSON): ten times a lorebook of a whole world. */
  jsonBytes: 8 * 1024 * 1024,
  /** Things inside of one another in the JSON. */
  depth: 100,
  /** Chunks of a PNG; encoders write a few dozen, rarely thousands. */
  chunks: 20_000,
} as const;

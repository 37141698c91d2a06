/**
 * What a file may cost; beyond, it is refused with a sentence. Far above what people read, far below what takes a browser down: the
 * longest novels have 10 million characters, and a model's window holds about as many.
 */
export const limits = {
  /** A file as it is given (bytes). Parsers hold all of it in memory. */
  fileBytes: 512 * 1024 * 1024,
  /** All entries of an archive together, unpacked (bytes). */
  unpackedBytes: 512 * 1024 * 1024,
  /** One entry of a document in XML (bytes): parsed, it takes some thirty times as much memory. */
  markupBytes: 64 * 1024 * 1024,
  /** Unpacked over packed size, above `ratioFreeBytes`: text packs to a tenth, bombs to a thousandth. */
  packingRatio: 250,
  ratioFreeBytes: 16 * 1024 * 1024,
  entries: 10_000,
  /** Archives in archives. */
  depth: 3,
  /** Text of one file (UTF-16 code units). */
  characters: 64_000_000,
  pages: 20_000,
  /** One stream of a PDF, unpacked (bytes); pictures have a limit of their own. */
  streamBytes: 96 * 1024 * 1024,
  /** Without a word of progress: then a parser has lost its way. Large files take their time, those that are made to loop are small. */
  silenceMs: 15_000,
  silencePerMegabyteMs: 2_000,
} as const;

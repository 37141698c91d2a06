/** What a stretch of a file's text is: what citations and the reader view call it. */
export type PartKind = 'page' | 'slide' | 'sheet' | 'chapter' | 'message';

/** Where a part of a file begins in its text. */
export interface PartMark {
  kind: PartKind;
  /** What the file calls it: a page's number as printed, a sheet's name, a chapter's title. */
  label: string;
  /** Offset in the Markdown (UTF-16 code units). */
  start: number;
}

/** Why a part of a file is not in its text. */
export type UnreadReason =
  | 'image'
  | 'broken'
  | 'empty'
  | 'over-limit'
  | 'locked'
  | 'not-supported'
  | 'linked';

export interface UnreadPart {
  kind: PartKind | 'file' | 'image' | 'form';
  label: string;
  reason: UnreadReason;
}

/**
 * What a receipt says of how a file was read, beside what was not: `uncalculated` formulas that stand for their values, `zero-bytes`
 * that were shown as signs.
 */
export type RemarkKind = 'uncalculated' | 'zero-bytes';

export interface FileRemark {
  kind: RemarkKind;
  count: number;
}

/** A file in a file: an archive's entries become sources of their own, in this order. */
export interface ContainedFile {
  /** Path inside, with `/` between folders; for showing only. */
  path: string;
  blob: Blob;
}

/** A file as Markdown, with what is needed to say honestly what was read. */
export interface ExtractedFile {
  /** What the file is, as people call it: `PDF`, `Word document`. */
  format: string;
  markdown: string;
  /** In the order of the text; empty where the file has no parts. */
  marks: PartMark[];
  /** Parts that were seen and are not in the text. */
  unread: UnreadPart[];
  /** Text that no reader sees, and that was left out (UTF-16 code units). */
  hiddenCharacters: number;
  /** Parts whose text was read from a picture; it may have mistakes. */
  recognisedParts?: number;
  /** None has a count of zero. */
  remarks?: FileRemark[];
  /** Of an archive; its own `markdown` is empty then. */
  files?: ContainedFile[];
}

/** A file that is to be read, whole in memory. */
export interface FileToRead {
  /** Name with its ending, without folders. */
  name: string;
  /** Media type as the browser guesses it from the name; may be empty or wrong. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** As the user has entered it. */
  password?: string | undefined;
  /** To be called as it goes on, 0 to 1: a file that says nothing for long is given up. */
  onProgress(share: number): void;
}

/**
 * One kind of file. Told by content first: names lie. `accept` looks and does not parse; `read` may load a heavy parser.
 */
export interface FileFormat {
  /** As in ExtractedFile. */
  name: string;
  accept(file: FileToRead): boolean;
  /**
   * @throws AppError `file-broken`, `file-locked`, `password-wrong`, `file-over-limit`, `file-empty`; anything else that is thrown is
   * taken for `file-broken` (see readFile).
   */
  read(file: FileToRead, signal: AbortSignal): Promise<ExtractedFile>;
}

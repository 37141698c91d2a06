import type { FileRemark, PartKind, UnreadPart } from '../files/file-format';
import type { ErrorRecord } from '../shared/app-error';

export type SourceStatus = 'reading' | 'ready' | 'failed';

/** What was read and what was left out; counts are UTF-16 code units. */
export interface SourceReceipt {
  seenCharacters: number;
  leftOutCharacters: number;
  hiddenCharacters: number;
  extractor: string;
  /** Hosts of frames that make part of the page and were not read, one for each frame. */
  unreadFrameHosts?: string[];
  /** The page had not finished loading when it was read. */
  isUnfinished?: boolean;
  /** A linked page that was fetched: its scripts and style sheets had no part in it. */
  wasFetched?: boolean;
  /** Of a file: what it is, see ExtractedFile.format. */
  format?: string;
  /** Of a file: pages, slides, sheets, chapters; absent where it has none. */
  parts?: { kind: PartKind; count: number };
  /** Parts of a file that are not in its text. */
  unreadParts?: UnreadPart[];
  /** Parts of a file whose text was read from a picture. */
  recognisedParts?: number;
  /** Of a file: see ExtractedFile.remarks. */
  remarks?: FileRemark[];
  /** Set where the user chose a part: the size of the whole text. */
  partOfCharacters?: number;
}

/** Something that the user lets the model read. Its text is stored apart, once, by hash. */
export interface Source {
  id: string;
  /** `tab`: an open tab; `page`: fetched from a link; `file`: from the user's machine. */
  kind: 'tab' | 'page' | 'file';
  title: string;
  url: string;
  status: SourceStatus;
  error?: ErrorRecord;
  /** Hash of the text, the key of its record; empty until ready. */
  textHash: string;
  /** Everything that the page shows was asked for, not its main text only. */
  isWhole?: boolean;
  /** Name of the source's envelope in the prompt: derived from the text and a secret of this install, so no text can close it. */
  envelope: string;
  characterCount: number;
  /** Estimate, see `utils/tokens`. */
  tokenCount: number;
  /** The browser's tab it was read from; meaningless after a restart. */
  tabId?: number;
  /** A linked page that is read in a tab of its own: by the panel, like tabs. */
  isInTab?: boolean;
  /** A tab or a linked page that shows a file: read by the engine, like files. */
  isFile?: boolean;
  /** Address of the page whose link this is. */
  parentUrl?: string;
  /** Of a file that lay in another (an archive, a letter): that one's name. */
  containerName?: string;
  /** Of a file (bytes). */
  sizeBytes?: number;
  /** Of a file that was read: SHA-256 of its bytes in hexadecimal digits. */
  fileHash?: string;
  /** Of a file that is being read: how much of it was, 0 to 1. */
  readShare?: number;
  /** Milliseconds since 1970. */
  readAt: number;
  receipt?: SourceReceipt;
  /** Of a tab: what the user had selected in it when it was read; stored like the text. It is sent in its place only where they say so. */
  selected?: Pick<Source, 'textHash' | 'envelope' | 'characterCount'>;
  /** A field of its record could not be read. Found at each reading, never stored. */
  isDamaged?: true;
}

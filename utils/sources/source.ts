import type { ErrorRecord } from '../shared/app-error';

export type SourceStatus = 'reading' | 'ready' | 'failed';

/** What was read and what was left out; counts are UTF-16 code units. */
export interface SourceReceipt {
  seenCharacters: number;
  leftOutCharacters: number;
  hiddenCharacters: number;
  extractor: string;
  /** Frames of other sites that make part of the page and could not be read. */
  unreadFrames?: number;
  /** Set where the user chose a part: the size of the whole text. */
  partOfCharacters?: number;
}

/** Something that the user lets the model read. Its text is stored apart, once, by hash. */
export interface Source {
  id: string;
  /** `tab`: an open tab; `page`: fetched from a link. */
  kind: 'tab' | 'page';
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
  /** Address of the page whose link this is. */
  parentUrl?: string;
  /** Milliseconds since 1970. */
  readAt: number;
  receipt?: SourceReceipt;
}

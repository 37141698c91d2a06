import { Dexie, type Table } from 'dexie';
import type { PageLink } from '../extract/extracted-page';
import type { Answer, ChatMessage, ModelChoice } from '../messages/chat-message';
import type { ErrorRecord } from '../shared/app-error';
import type { Source } from '../sources/source';

/** A chat's own record; its messages and sources point to it or are named by it. */
export interface Chat {
  id: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  /** The last message of the branch that is shown. */
  leafId: string | null;
  /** Typed and not yet sent. */
  draft: string;
  /** Sources that wait for the next question. */
  pendingSourceIds: string[];
}

/** A saved endpoint. `apiKey` never leaves this database but for requests to `baseUrl`'s own origin. */
export interface Endpoint {
  id: string;
  presetId: string;
  name: string;
  baseUrl: string;
  apiKey: string;
  /** The model used last. */
  model: string;
  /** The endpoint's list, as last fetched. */
  models: { id: string; windowTokens?: number }[];
  /** Seconds of silence before a stream is given up. */
  silenceTimeoutS: number;
  createdAt: number;
}

export interface Settings {
  id: 'settings';
  choice: ModelChoice | null;
  language: 'auto' | 'en' | 'zh-CN';
  theme: 'system' | 'light' | 'dark';
  /** Where on-device models are fetched from, instead of the addresses in their list; empty for those. */
  modelMirror: string;
  /** Random, made once: the part of an envelope's name that no page can know. */
  installSecret: string;
}

/** A model that is being fetched to this device, or was. */
export interface ModelDownload {
  /** The embedded model's id. */
  id: string;
  state: 'loading' | 'paused' | 'failed' | 'ready';
  loadedBytes: number;
  totalBytes: number;
  error?: ErrorRecord;
}

export interface StoredText {
  hash: string;
  text: string;
}

/** Where a source leads; apart from it, because few are asked for. */
export interface SourceLinks {
  sourceId: string;
  links: PageLink[];
  /** Where its text goes on, or empty. */
  nextUrl: string;
}

class UnabridgedDatabase extends Dexie {
  declare chats: Table<Chat, string>;
  declare messages: Table<ChatMessage, string>;
  /** Answers as far as they have come, while an engine is at work on them; apart, so that a growing answer wakes no list of messages. */
  declare growing: Table<Answer, string>;
  declare sources: Table<Source, string>;
  declare texts: Table<StoredText, string>;
  declare links: Table<SourceLinks, string>;
  declare endpoints: Table<Endpoint, string>;
  declare settings: Table<Settings, string>;
  declare downloads: Table<ModelDownload, string>;

  constructor() {
    super('unabridged');
    this.version(1).stores({
      chats: 'id, updatedAt',
      messages: 'id, chatId',
      growing: 'id',
      sources: 'id, textHash',
      texts: 'hash',
      endpoints: 'id',
      settings: 'id',
      downloads: 'id',
    });
    this.version(2).stores({ links: 'sourceId' });
  }
}

/**
 * The one database, in the extension's origin: content scripts cannot open it (they can read `storage.local`), and every page
 * of the extension sees the others' writes. The only door to Dexie.
 */
export const database = new UnabridgedDatabase();

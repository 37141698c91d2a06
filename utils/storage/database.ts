import { type DBCore, Dexie, type DexieOptions, liveQuery, type Middleware, type Table } from 'dexie';
import type { Cursor, Piece } from '../context/plan-reading';
import type { PageLink } from '../extract/extracted-page';
import type { PartMark } from '../files/file-format';
import type { Answer, ChatMemory, ChatMessage, ModelChoice } from '../messages/chat-message';
import type { TokenUsage } from '../messages/stream-part';
import type { MapNode } from '../mindmap/map-node';
import type { ReadingNote } from '../prompt/full-read';
import type { ModelInfo } from '../providers/protocol';
import type { ErrorRecord } from '../shared/app-error';
import type { Source } from '../sources/source';
import type { TokenProfile } from '../tokens/token-profile';
import type { Draft } from './drafts';
import { knownVersionOnly } from './known-version-only';
import { mendCharacter, mendChat, mendEndpoint, mendMessage, mendSettings, mendSource } from './mend-records';
import type { ModelRecord } from './models';
import { withoutStaleDigests } from './without-stale-digests';
import { durabilityOf, tellFailure } from './write-failures';

/** A chat's own record; its messages and sources point to it or are named by it. */
export interface Chat {
  id: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  /** The last message of the branch that is shown. */
  leafId: string | null;
  /** Typed last and not yet sent: what a field shows that nobody has typed in. */
  draft: string;
  /** What each window holds of typing, oldest first; see drafts.ts. */
  drafts?: Draft[];
  /** Sources that wait for the next question. */
  pendingSourceIds: string[];
  /** Sent in the place of older turns, where the user chose so. */
  memory?: ChatMemory;
  /** A chat in character: who speaks. */
  characterIds?: string[];
  /** Who the user is in it; empty for nobody in particular. */
  userName?: string;
  /** Set for one that is not talked in: a model writes a card in it, or goes further into a node of a mind map. */
  purpose?: 'card' | 'map';
  /** A field of its record could not be read. Found at each reading, never stored. */
  isDamaged?: true;
  /** Pinned by the user, milliseconds since 1970: stands before all others. */
  pinnedAt?: number;
  /** Deleted, and kept as long as that can be taken back, see forgetDeletedChats. */
  deletedAt?: number;
}

/** Where a message's text, or the title of a source that joined with it, begins in its chat's digest. */
export interface DigestPiece {
  start: number;
  messageId: string;
  /** Of a title. */
  sourceId?: string;
}

/** What is searched of a chat, all at once: ten thousand messages take too long to be read at every search. */
export interface Digest {
  chatId: string;
  /** Another one whenever it is made anew. */
  stamp: string;
  /** All messages and titles, see foldForSearch, one after the other with a line's end between them. */
  text: string;
  pieces: DigestPiece[];
}

/** A digest where it is looked for: with its text, or with the pack that has it. */
export type StoredDigest = Digest | (Pick<Digest, 'chatId' | 'stamp'> & { packId: string });

/** Digests of chats that have been at rest for long, see storeDigests. */
export interface DigestPack {
  id: string;
  digests: Digest[];
}

/** A character of the library. */
export interface Character {
  id: string;
  /** The card's, for the list. */
  name: string;
  /** The card to the letter, as it came or was edited. */
  json: string;
  /** A PNG without the card in it. The browser reads its bytes where it is shown only: a library of thousands takes little memory. */
  portrait?: Blob;
  /** Its canon, sent whole and first in every chat. */
  sourceIds: string[];
  /** Texts of the card as a model wrote them, by field: with a citation after each statement. */
  cited?: Record<string, string>;
  /** See Source.envelope; the card's own. */
  envelope: string;
  createdAt: number;
  updatedAt: number;
  /** Deleted, and kept as long as that can be taken back, or a chat is in this character. */
  deletedAt?: number;
  /** A field of its record could not be read. Found at each reading, never stored. */
  isDamaged?: true;
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
  models: ModelInfo[];
  /** Seconds of silence before a stream is given up. */
  silenceTimeoutS: number;
  createdAt: number;
  /** A field of its record could not be read. Found at each reading, never stored. */
  isDamaged?: true;
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
  /** A field of its record could not be read. Found at each reading, never stored. */
  isDamaged?: true;
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

/** How many tokens a text is, counted once: every source with this text and every model reads it here. */
export interface StoredCount {
  hash: string;
  tokens: TokenProfile;
}

/** A full read as far as it has come: kept after every pass, so that nothing ends it but the user. */
export interface Reading {
  answerId: string;
  /** Where the next pass begins; null once every character was read. */
  cursor: Cursor | null;
  notes: ReadingNote[];
  /** What each pass has read, in order. */
  passes: Piece[][];
  readCharacters: number;
  spentMs: number;
  /** What all requests so far took, as far as the endpoint reports it. */
  usage: TokenUsage;
}

/** Where a source leads; apart from it, because few are asked for. */
export interface SourceLinks {
  sourceId: string;
  links: PageLink[];
  /** Where its text goes on, or empty. */
  nextUrl: string;
}

/** A file until it was read: so that closing the panel stops nothing, and that one that waits for its password is still there. */
export interface StoredFile {
  sourceId: string;
  /** The chat that its source joined: where what is inside of it goes, too. */
  chatId: string;
  file: Blob;
  /** How many files it lies in. */
  depth: number;
  /** Source of the outermost of those; its own where it lies in none. */
  rootId: string;
  /** What lies in it has joined the chat. */
  isOpened?: boolean;
  /** A reader has begun with it: where the browser ended then, it may have been for this file. */
  hasBegun?: boolean;
}

/** Where the parts of a file begin in its text; apart from the source, because few look at them. */
export interface StoredMarks {
  /** Of the text. */
  hash: string;
  marks: PartMark[];
}

/** A mind map as it was edited, or as a file had it; one that nobody has touched is read from its answer. */
export interface StoredMap {
  /** Of the answer that wrote it, or its own. */
  id: string;
  root: MapNode;
  updatedAt: number;
}

export class UnabridgedDatabase extends Dexie {
  declare chats: Table<Chat, string>;
  declare messages: Table<ChatMessage, string>;
  /** Answers as far as they have come, while an engine is at work on them; apart, so that a growing answer wakes no list of messages. */
  declare growing: Table<Answer, string>;
  declare sources: Table<Source, string>;
  declare texts: Table<StoredText, string>;
  declare counts: Table<StoredCount, string>;
  declare models: Table<ModelRecord, string>;
  declare readings: Table<Reading, string>;
  declare links: Table<SourceLinks, string>;
  declare files: Table<StoredFile, string>;
  declare marks: Table<StoredMarks, string>;
  declare endpoints: Table<Endpoint, string>;
  declare settings: Table<Settings, string>;
  declare characters: Table<Character, string>;
  declare downloads: Table<ModelDownload, string>;
  declare maps: Table<StoredMap, string>;
  declare digests: Table<StoredDigest, [chatId: string, stamp: string]>;
  declare packs: Table<DigestPack, string>;

  constructor(name = 'unabridged', options: DexieOptions = { indexedDB: knownVersionOnly() }) {
    super(name, options);
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
    this.version(3).stores({ counts: 'hash', models: 'id', readings: 'answerId' });
    this.version(4).stores({ files: 'sourceId', marks: 'hash' });
    this.version(5).stores({ characters: 'id, updatedAt' });
    this.version(6).upgrade((change) =>
      // Once they were bytes, all in memory whenever the library was looked at.
      change
        .table<{ portrait?: Blob | Uint8Array<ArrayBuffer> }>('characters')
        .toCollection()
        .modify((character) => {
          if (character.portrait instanceof Uint8Array)
            character.portrait = new Blob([character.portrait], { type: 'image/png' });
        }),
    );
    this.version(7).stores({ maps: 'id' });
    // Which messages name a source, which answers are running and which chats are deleted is asked without reading them all.
    this.version(8).stores({
      digests: '[chatId+stamp]',
      messages: 'id, chatId, *sourceIds, status',
      chats: 'id, updatedAt, deletedAt',
    });
    this.version(9).stores({ packs: 'id' });
    // Whoever reads a record may rely on its fields: one that is damaged takes down nothing but itself.
    this.chats.hook('reading', mendChat);
    this.messages.hook('reading', mendMessage);
    this.growing.hook('reading', mendMessage);
    this.sources.hook('reading', mendSource);
    this.settings.hook('reading', mendSettings);
    this.endpoints.hook('reading', mendEndpoint);
    this.characters.hook('reading', mendCharacter);
    this.use(withoutStaleDigests);
    this.use({
      stack: 'dbcore',
      name: 'writes',
      create: (core) => ({
        ...core,
        transaction: (stores, mode, options) => {
          if (mode === 'readonly') return core.transaction(stores, mode, options);
          const durability = durabilityOf(stores);
          const transaction = core.transaction(stores, mode, { ...options, durability });
          tellFailure(stores, transaction as unknown as IDBTransaction);
          return transaction;
        },
      }),
    });
  }
}

/**
 * The one database, in the extension's origin: content scripts cannot open it (they can read `storage.local`), and every page
 * of the extension sees the others' writes. The only door to Dexie.
 */
export let database = new UnabridgedDatabase();

/** Has this page work on another database from now on, see temporary.ts. To be called before its first use. */
export function replaceDatabase(other: UnabridgedDatabase): void {
  database = other;
}

export type { DBCore, Middleware };
/** A query that is asked again whenever its rows change. */
export { liveQuery };

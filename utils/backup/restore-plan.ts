import type { FileChat } from './chat-schemas';
import type { BackupTable } from './format';
import type { BackupHeader } from './open-backup';
import type { FileEndpoint, FileSettings } from './setting-schemas';

/**
 * What a record of a file is to what is here:
 * - `new`: not here;
 * - `same`: here already;
 * - `grown` (chats only): here, and messages of it are not; nothing contradicts;
 * - `differs`: here, and not the same: the user is asked.
 */
export type Change = 'new' | 'same' | 'grown' | 'differs';

/** For what differs. `both` (chats and characters): the file's becomes another one. */
export type Choice = 'mine' | 'backup' | 'both';

export interface PlannedMessage {
  chatId: string;
  /** Null where the file's leads in a circle. */
  parentId: string | null;
  createdAt: number;
  change: Exclude<Change, 'grown'>;
}

export interface PlannedChat {
  /** As it is to be written: what it names is there. */
  chat: FileChat;
  change: Change;
}

/** All that is known of a file once it was read to its end. Nothing of it was written yet. */
export interface RestorePlan {
  header: BackupHeader;
  /** Numbers of the records that are left out. */
  refused: Set<number>;
  messages: Map<string, PlannedMessage>;
  chats: Map<string, PlannedChat>;
  characters: Map<string, Change>;
  maps: Map<string, Change>;
  /** In the file. */
  textHashes: Set<string>;
  /** In the file. */
  sourceIds: Set<string>;
  endpoints: FileEndpoint[];
  settings: FileSettings | undefined;
}

export interface RefusedRecord {
  table: BackupTable | undefined;
  /** What people may know it by; may be empty. */
  title: string;
  /**
   * - `shape`: not what its table holds;
   * - `hash`: a text that is not the one that its name stands for;
   * - `twice`: stands in the file already;
   * - `no-chat`: a message of no chat in the file;
   * - `elsewhere`: a message that belongs to another chat here.
   */
  reason: 'shape' | 'hash' | 'twice' | 'no-chat' | 'elsewhere';
}

export interface Differing {
  kind: 'chats' | 'characters' | 'maps';
  id: string;
  title: string;
}

/** An endpoint of a file that is not here. */
export interface OfferedEndpoint {
  id: string;
  name: string;
  baseUrl: string;
}

/** What a file holds and what would happen, for the user to decide. */
export interface BackupContents {
  kind: 'backup' | 'chat';
  createdAt: number;
  chats: Record<Change, number>;
  newMessages: number;
  characters: Record<Change, number>;
  maps: Record<Change, number>;
  newTextCharacters: number;
  differing: Differing[];
  endpoints: OfferedEndpoint[];
  settings: FileSettings | undefined;
  /** The first of those that are left out, and how many there are. */
  refused: RefusedRecord[];
  refusedCount: number;
  /** Places where a record named one that is not there. */
  mendedCount: number;
  /** Sources whose text is neither in the file nor here. */
  missingTextCount: number;
  /** There is likely no room for all of it. */
  isTight: boolean;
}

export interface RestoreChoices {
  /** By the kind and id of what differs; `mine` for what is not named. */
  differing: ReadonlyMap<string, Choice>;
  /** Of the file's endpoints, those that the user has confirmed. */
  endpointIds: ReadonlySet<string>;
  hasSettings: boolean;
  /** Put behind the title of a chat that becomes another one. */
  copyMark: string;
}

export const differingKey = ({ kind, id }: Pick<Differing, 'kind' | 'id'>): string => `${kind} ${id}`;

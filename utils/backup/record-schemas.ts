import type * as z from 'zod/mini';
import type { Reading, SourceLinks, StoredMap, StoredMarks, StoredText } from '../storage/database';
import type { ModelRecord } from '../storage/models';
import {
  chatSchema,
  type FileChat,
  type FileMessage,
  mapSchema,
  messageSchema,
  readingSchema,
} from './chat-schemas';
import type { BackupTable } from './format';
import {
  endpointSchema,
  type FileEndpoint,
  type FileSettings,
  modelSchema,
  settingsSchema,
} from './setting-schemas';
import {
  characterSchema,
  type FileCharacter,
  type FileSource,
  linksSchema,
  marksSchema,
  sourceSchema,
  textSchema,
} from './source-schemas';

/** What a file holds of each table's record. */
export interface FileRecords {
  texts: StoredText;
  marks: StoredMarks;
  sources: FileSource;
  links: SourceLinks;
  characters: FileCharacter;
  messages: FileMessage;
  readings: Reading;
  maps: StoredMap;
  chats: FileChat;
  models: ModelRecord;
  endpoints: FileEndpoint;
  settings: FileSettings;
}

/** A record with its table's name. */
export type FileRecord = {
  [Table in BackupTable]: { table: Table; record: FileRecords[Table] };
}[BackupTable];

/** Each builds a fresh object of the fields that it knows; what else stands in a record is left there. */
export const recordSchemas: { [Table in BackupTable]: z.ZodMiniType<FileRecords[Table]> } = {
  texts: textSchema,
  marks: marksSchema,
  sources: sourceSchema,
  links: linksSchema,
  characters: characterSchema,
  messages: messageSchema,
  readings: readingSchema,
  maps: mapSchema,
  chats: chatSchema,
  models: modelSchema,
  endpoints: endpointSchema,
  settings: settingsSchema,
};

import { type Answer, type ChatMessage, isRunning } from '../messages/chat-message';
import type { Source } from '../sources/source';
import { type Character, type Chat, database, type Endpoint, type Settings } from '../storage/database';
import { toBase64 } from './base64';
import type { FileChat, FileMessage } from './chat-schemas';
import type { FileRecord } from './record-schemas';
import type { Selection } from './select-records';
import { bareAddress, type FileEndpoint, type FileSettings } from './setting-schemas';
import type { FileCharacter, FileSource } from './source-schemas';

/** In memory at once: texts by their length (UTF-16 code units), of all else so many records. */
const charactersAtOnce = 4_000_000;
const recordsAtOnce = 200;

function* inBatches<T>(all: Iterable<T>, sizeOf: (one: T) => number, most: number): Generator<T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const one of all) {
    if (batch.length > 0 && size + sizeOf(one) > most) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(one);
    size += sizeOf(one);
  }
  if (batch.length > 0) yield batch;
}

const byNumber = (keys: Iterable<string>): Generator<string[]> => inBatches(keys, () => 1, recordsAtOnce);

export function toFileSource({
  envelope: _,
  tabId: __,
  readShare: ___,
  isDamaged: ____,
  selected,
  ...rest
}: Source): FileSource {
  if (!selected) return rest;
  const { textHash, characterCount } = selected;
  return { ...rest, selected: { textHash, characterCount } };
}

export async function toFileCharacter({
  envelope: _,
  isDamaged: __,
  portrait,
  ...rest
}: Character): Promise<FileCharacter> {
  return portrait ? { ...rest, portrait: await toBase64(portrait) } : rest;
}

export function toFileMessage({ isDamaged: _, ...message }: ChatMessage): FileMessage {
  if (message.role === 'user') return message;
  const { progress: __, retryAt: ___, ...rest } = message;
  return rest;
}

export const toFileChat = ({ purpose: _, deletedAt: __, isDamaged: ___, ...rest }: Chat): FileChat => rest;

/** Field by field: a key is not taken, nor whatever else may come to stand beside it one day. */
export const toFileEndpoint = (endpoint: Endpoint): FileEndpoint => {
  const { id, presetId, name, model, models, silenceTimeoutS, createdAt } = endpoint;
  const baseUrl = bareAddress(endpoint.baseUrl);
  return { id, presetId, name, baseUrl, model, models, silenceTimeoutS, createdAt };
};

export const toFileSettings = ({ choice, language, theme, modelMirror }: Settings): FileSettings => ({
  choice,
  language,
  theme,
  modelMirror: bareAddress(modelMirror),
});

/** A running answer as far as it has come. */
async function latest(messages: readonly ChatMessage[]): Promise<ChatMessage[]> {
  const running = messages.filter((one): one is Answer => one.role === 'assistant' && isRunning(one));
  const growing = await database.growing.bulkGet(running.map(({ id }) => id));
  const grown = new Map(growing.flatMap((answer) => (answer ? [[answer.id, answer] as const] : [])));
  return messages.map((message) => grown.get(message.id) ?? message);
}

/**
 * The records of a file, table by table, a few at a time. What was deleted since they were selected is left out.
 * @param hasTexts whether the texts of the sources are to be in it.
 */
export async function* readRecords(selection: Selection, hasTexts: boolean): AsyncGenerator<FileRecord> {
  const { chats, messageIds, characterIds, sourceIds, texts, isEverything } = selection;
  const present = <T>(found: readonly (T | undefined)[]): T[] => found.filter((one) => one !== undefined);
  if (hasTexts)
    for (const batch of inBatches(texts, ([, length]) => length, charactersAtOnce))
      for (const record of present(await database.texts.bulkGet(batch.map(([hash]) => hash))))
        yield { table: 'texts', record };
  for (const batch of byNumber(texts.keys()))
    for (const record of present(await database.marks.bulkGet(batch))) yield { table: 'marks', record };
  for (const batch of byNumber(sourceIds))
    for (const source of present(await database.sources.bulkGet(batch)))
      yield { table: 'sources', record: toFileSource(source) };
  for (const batch of byNumber(sourceIds))
    for (const record of present(await database.links.bulkGet(batch))) yield { table: 'links', record };
  for (const id of characterIds) {
    const character = await database.characters.get(id);
    if (character) yield { table: 'characters', record: await toFileCharacter(character) };
  }
  for (const batch of byNumber(messageIds))
    for (const message of await latest(present(await database.messages.bulkGet(batch))))
      yield { table: 'messages', record: toFileMessage(message) };
  for (const batch of byNumber(messageIds))
    for (const record of present(await database.readings.bulkGet(batch))) yield { table: 'readings', record };
  const mapIds = isEverything ? await database.maps.toCollection().primaryKeys() : messageIds;
  for (const batch of byNumber(mapIds))
    for (const record of present(await database.maps.bulkGet(batch))) yield { table: 'maps', record };
  for (const chat of chats) yield { table: 'chats', record: toFileChat(chat) };
  if (!isEverything) return;
  for (const record of await database.models.toArray()) yield { table: 'models', record };
  for (const endpoint of await database.endpoints.toArray())
    yield { table: 'endpoints', record: toFileEndpoint(endpoint) };
  for (const settings of await database.settings.toArray())
    yield { table: 'settings', record: toFileSettings(settings) };
}

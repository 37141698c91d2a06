import type { ChatMessage } from '../messages/chat-message';
import { errorCodes } from '../shared/app-error';
import type { Source } from '../sources/source';
import type { Character, Chat, Endpoint, Settings } from './database';
import type { Draft } from './drafts';
import {
  amount,
  exact,
  exactOrNull,
  type Fields,
  ids,
  listOf,
  maybe,
  mendFields,
  oneOf,
  only,
  part,
  words,
} from './mend';

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const isArray = (value: unknown): value is unknown[] => Array.isArray(value);
const isBlob = (value: unknown): value is Blob => value instanceof Blob;
const isNamed = (value: unknown): value is { id: string } => isObject(value) && typeof value.id === 'string';

// Fields that an earlier version did not know are absent in what it wrote, and that is no damage.
const choice: Fields = { endpointId: exact, model: exact };
const error: Fields = {
  code: oneOf(errorCodes, 'unexpected'),
  facts: (value) => (isObject(value) ? value : {}),
};
const usage: Fields = {
  promptTokens: maybe(amount(0)),
  completionTokens: maybe(amount(0)),
  cachedTokens: maybe(amount(0)),
};
const isDraft = (value: unknown): value is Draft =>
  isObject(value) &&
  typeof value.windowId === 'string' &&
  typeof value.text === 'string' &&
  (value.parentId === undefined || value.parentId === null || typeof value.parentId === 'string') &&
  (value.sourceIds === undefined || (isArray(value.sourceIds) && ids(value.sourceIds) === value.sourceIds));

const message: Fields = {
  chatId: exact,
  parentId: exactOrNull,
  createdAt: amount(0),
  text: words,
};
const question: Fields = { ...message, role: () => 'user', sourceIds: ids };
const answer: Fields = {
  ...message,
  role: () => 'assistant',
  reasoning: words,
  // One that nobody is at work on.
  status: oneOf(['queued', 'streaming', 'waiting', 'done', 'cut', 'stopped', 'failed'], 'stopped'),
  choice: (value) => part(choice)(value) ?? { endpointId: '', model: '' },
  sending: part({
    mode: oneOf(['whole', 'full-read'], 'whole'),
    countedTokens: maybe(amount(0)),
    tokenError: maybe(amount(0)),
    tokenRatio: maybe(amount(1)),
  }),
  reading: part({
    passes: maybe(amount(0)),
    readCharacters: maybe(amount(0)),
    totalCharacters: maybe(amount(0)),
    spentMs: maybe(amount(0)),
    stage: oneOf(['parts', 'notes', 'answer'], 'parts'),
  }),
  askedAt: maybe(amount(0)),
  firstPartMs: maybe(amount(0)),
  usage: part(usage),
  error: part(error),
  progress: part({ stage: oneOf(['loading', 'reading'], 'reading'), done: amount(0), total: amount(0) }),
  retryAt: maybe(amount(0)),
};
const chat: Fields = {
  title: words,
  createdAt: amount(0),
  updatedAt: amount(0),
  leafId: exactOrNull,
  draft: words,
  drafts: maybe(listOf(isDraft)),
  pendingSourceIds: ids,
  memory: part({ upToId: exact, text: words }),
  characterIds: maybe(ids),
  userName: maybe(words),
  purpose: maybe(oneOf(['card', 'map'], undefined)),
};
const source: Fields = {
  kind: oneOf(['tab', 'page', 'file'], 'page'),
  title: words,
  url: exact,
  status: oneOf(['reading', 'ready', 'failed'], 'failed'),
  error: part(error),
  textHash: exact,
  envelope: exact,
  characterCount: amount(0),
  tokenCount: amount(0),
  readAt: amount(0),
  receipt: part({
    seenCharacters: maybe(amount(0)),
    leftOutCharacters: maybe(amount(0)),
    hiddenCharacters: maybe(amount(0)),
    extractor: maybe(exact),
    unreadFrameHosts: only(isArray),
    parts: part({ kind: exact, count: amount(0) }),
    unreadParts: only(isArray),
    remarks: only(isArray),
  }),
  selected: part({ textHash: exact, envelope: exact, characterCount: amount(0) }),
};
const settings: Fields = {
  choice: (value) => part(choice)(value) ?? null,
  language: oneOf(['auto', 'en', 'zh-CN'], 'auto'),
  theme: oneOf(['system', 'light', 'dark'], 'system'),
  modelMirror: maybe(exact),
  installSecret: exact,
};
const endpoint: Fields = {
  presetId: exact,
  name: words,
  baseUrl: exact,
  apiKey: exact,
  model: exact,
  models: listOf(isNamed),
  silenceTimeoutS: amount(120),
  createdAt: amount(0),
};
const character: Fields = {
  name: words,
  json: words,
  portrait: only(isBlob),
  sourceIds: ids,
  cited: part({}),
  envelope: exact,
  createdAt: amount(0),
  updatedAt: amount(0),
  deletedAt: maybe(amount(0)),
};

/** Whether a field was not as it should be is found anew at each reading, and never stored. */
function mended<T extends { isDamaged?: true }>(record: T, fields: Fields): T {
  if (!isObject(record)) return record;
  const right = mendFields(record as T & Loose, fields);
  if (right !== record) return { ...right, isDamaged: true };
  if (!record.isDamaged) return record;
  const { isDamaged: _, ...stored } = record;
  return stored as T;
}

/** Who has said it, where the record does not say: questions alone name sources, answers alone have a status. */
function roleOf(record: Loose): ChatMessage['role'] {
  if (record.role === 'user' || record.role === 'assistant') return record.role;
  const isAnswer = 'status' in record || 'choice' in record || 'reasoning' in record;
  return isAnswer && !('sourceIds' in record) ? 'assistant' : 'user';
}

export function mendMessage<T extends ChatMessage>(record: T): T {
  if (!isObject(record)) return record;
  return mended(record, roleOf(record) === 'user' ? question : answer);
}

export const mendChat = (record: Chat): Chat => mended(record, chat);
export const mendSettings = (record: Settings): Settings => mended(record, settings);
export const mendEndpoint = (record: Endpoint): Endpoint => mended(record, endpoint);
export const mendCharacter = (record: Character): Character => mended(record, character);

/** A source without its text is none; without a name for its envelope it is not to be sent. */
export function mendSource(record: Source): Source {
  const right = mended(record, source);
  if (!right?.isDamaged) return right;
  const isUsable = right.textHash !== '' && right.envelope !== '';
  if (isUsable || right.status !== 'ready') return right;
  return { ...right, status: 'failed', error: { code: 'record-damaged', facts: {} } };
}

import type { Answer, UserMessage } from '../../utils/messages/chat-message.ts';
import type { Source } from '../../utils/sources/source.ts';
import type { Chat } from '../../utils/storage/database.ts';

/** Records for tests of the database. Times are small numbers, so that a test can say what is older. */
export const makeChat = (id: string, more: Partial<Chat> = {}): Chat => ({
  id,
  title: id,
  createdAt: 1,
  updatedAt: 1,
  leafId: null,
  draft: '',
  pendingSourceIds: [],
  ...more,
});

export const makeQuestion = (id: string, chatId: string, more: Partial<UserMessage> = {}): UserMessage => ({
  id,
  chatId,
  parentId: null,
  role: 'user',
  text: id,
  sourceIds: [],
  createdAt: 1,
  ...more,
});

export const makeAnswer = (id: string, chatId: string, more: Partial<Answer> = {}): Answer => ({
  id,
  chatId,
  parentId: null,
  role: 'assistant',
  text: id,
  reasoning: '',
  status: 'done',
  choice: { endpointId: 'e', model: 'm' },
  createdAt: 2,
  ...more,
});

export const makeStoredSource = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  kind: 'page',
  title: id,
  url: `https://example.test/${id}`,
  status: 'ready',
  textHash: `hash-${id}`,
  envelope: 'ffff',
  characterCount: 4,
  tokenCount: 1,
  readAt: 1,
  ...more,
});

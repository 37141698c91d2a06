/** The stores of version 5 and their keys, as Dexie wrote them (its version times ten). */
export const earlierStores: [string, string, string[]][] = [
  ['chats', 'id', ['updatedAt']],
  ['messages', 'id', ['chatId']],
  ['growing', 'id', []],
  ['sources', 'id', ['textHash']],
  ['texts', 'hash', []],
  ['endpoints', 'id', []],
  ['settings', 'id', []],
  ['downloads', 'id', []],
  ['links', 'sourceId', []],
  ['counts', 'hash', []],
  ['models', 'id', []],
  ['readings', 'answerId', []],
  ['files', 'sourceId', []],
  ['marks', 'hash', []],
  ['characters', 'id', ['updatedAt']],
];

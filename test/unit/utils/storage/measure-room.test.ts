import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../utils/messages/chat-message.ts';
import type { Chat } from '../../../../utils/storage/database.ts';
import { bytesOfText, shareRoom } from '../../../../utils/storage/measure-room.ts';

const chat = (id: string, pendingSourceIds: string[] = []): Chat => ({
  id,
  title: id,
  createdAt: 1,
  updatedAt: 1,
  leafId: null,
  draft: '',
  pendingSourceIds,
});
const question = (chatId: string, text: string, sourceIds: string[] = []): ChatMessage => ({
  id: crypto.randomUUID(),
  chatId,
  parentId: null,
  role: 'user',
  text,
  sourceIds,
  createdAt: 1,
});
const source = (id: string, textHash: string) => ({ id, title: `Title of ${id}`, textHash });

it.each([
  ['', 0],
  ['plain', 5],
  ['café', 4],
  ['全文', 4],
  ['a word and 一', 24],
])('%s takes %i bytes', (text, bytes) => expect(bytesOfText(text)).toBe(bytes));

describe('room', () => {
  const room = shareRoom({
    chats: [chat('small'), chat('large', ['waits']), chat('empty')],
    messages: [
      question('small', 'What?', ['one', 'both']),
      question('large', '什么？', ['both-again', 'two']),
    ],
    characters: [{ json: '{}', sourceIds: ['canon'] }],
    sources: [
      source('one', 'h1'),
      source('both', 'h2'),
      source('both-again', 'h2'),
      source('two', 'h3'),
      source('waits', 'h4'),
      source('canon', 'h5'),
      source('left', 'h6'),
      source('unread', ''),
    ],
    textBytes: new Map([
      ['h1', 10],
      ['h2', 200],
      ['h3', 3000],
      ['h4', 40_000],
      ['h5', 500_000],
      ['h6', 6_000_000],
      ['h7', 1],
    ]),
  });

  it('gives a chat what deleting it frees, the largest first', () =>
    expect(room.chats.map(({ chat: { id }, ownBytes }) => [id, ownBytes])).toEqual([
      ['large', 43_006],
      ['small', 15],
      ['empty', 0],
    ]));

  it('lists the sources of a chat, and says which it shares', () =>
    expect(room.chats[0]!.sources).toEqual([
      { id: 'waits', title: 'Title of waits', sizeBytes: 40_000, isShared: false },
      { id: 'two', title: 'Title of two', sizeBytes: 3000, isShared: false },
      { id: 'both-again', title: 'Title of both-again', sizeBytes: 200, isShared: true },
    ]));

  it('counts every text once', () => {
    const { chats, charactersBytes, sharedBytes, unusedBytes } = room;
    expect({ charactersBytes, sharedBytes, unusedBytes }).toEqual({
      charactersBytes: 500_002,
      sharedBytes: 200,
      unusedBytes: 6_000_001,
    });
    const own = chats.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
    // All texts, the letters of both questions, and the card.
    expect(own + charactersBytes + sharedBytes + unusedBytes).toBe(6_543_211 + 5 + 6 + 2);
  });
});

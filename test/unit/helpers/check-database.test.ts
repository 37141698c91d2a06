import { describe, expect, it } from 'vitest';
import { hashText } from '../../../utils/shared/hash-text';
import { checkDatabase } from '../../helpers/check-database';
import type { Stores } from '../../helpers/read-database';

const text = 'Thirty-one years.';

/** A chat with one question, its answer, a source, and a full read of it. */
async function makeStores(): Promise<Stores> {
  const hash = await hashText(text);
  return {
    chats: [{ id: 'c', leafId: 'a', draft: '', pendingSourceIds: ['s'] }],
    messages: [
      { id: 'q', chatId: 'c', parentId: null, role: 'user', text: '?', sourceIds: ['s'] },
      { id: 'a', chatId: 'c', parentId: 'q', role: 'assistant', text: '', status: 'done' },
    ],
    growing: [],
    sources: [{ id: 's', status: 'ready', textHash: hash, characterCount: text.length }],
    texts: [{ hash, text }],
    readings: [
      {
        answerId: 'a',
        cursor: null,
        passes: [[{ id: 's', start: 0, end: 5 }], [{ id: 's', start: 5, end: text.length }]],
        readCharacters: text.length,
      },
    ],
    links: [{ sourceId: 's' }],
    files: [],
    marks: [{ hash }],
    characters: [{ id: 'o', sourceIds: ['s'] }],
  } as never;
}

describe('checkDatabase', () => {
  it('finds nothing wrong where all is there', async () => {
    expect(await checkDatabase(await makeStores(), true)).toEqual([]);
  });

  it.each<[string, (stores: Stores) => void, RegExp]>([
    [
      'a message without its chat',
      (all) => void all.messages.push({ ...all.messages[0]!, id: 'x', chatId: 'gone' }),
      /no chat/,
    ],
    [
      'a message that follows on nothing',
      (all) => void Object.assign(all.messages[1]!, { parentId: 'gone' }),
      /follows on nothing/,
    ],
    ['a circle', (all) => void Object.assign(all.messages[0]!, { parentId: 'a' }), /follows on itself/],
    ['a question without an answer', (all) => void all.messages.pop(), /has no answer/],
    ['a missing source', (all) => void all.sources.pop(), /source s .* is missing/],
    [
      'a missing end of a chat',
      (all) => void Object.assign(all.chats[0]!, { leafId: 'gone' }),
      /ends in a message/,
    ],
    [
      'a chat that shows nothing',
      (all) => void Object.assign(all.chats[0]!, { leafId: null }),
      /shows no message/,
    ],
    [
      'a text that is another one',
      (all) => void Object.assign(all.texts[0]!, { text: 'Thirty-two years.' }),
      /not the one of its hash/,
    ],
    ['a missing text', (all) => void all.texts.pop(), /text of source s is missing/],
    ['a growing answer that is none', (all) => void all.growing.push({ id: 'x' } as never), /no message/],
    ['a growing answer that has ended', (all) => void all.growing.push({ id: 'a' } as never), /has ended/],
    ['a file of nobody', (all) => void all.files.push({ sourceId: 'x' } as never), /a file of source x/],
    [
      'the file of a source that was read',
      (all) => void all.files.push({ sourceId: 's' } as never),
      /is left/,
    ],
    [
      'a part that was read twice',
      (all) => void Object.assign(all.readings[0]!.passes[1]![0]!, { start: 3 }),
      /goes on at 3/,
    ],
    ['a part that was not read', (all) => void all.readings[0]!.passes.pop(), /characters counted/],
    [
      'an answer for ever',
      (all) => void Object.assign(all.messages[1]!, { status: 'streaming' }),
      /for ever/,
    ],
    ['a source for ever', (all) => void Object.assign(all.sources[0]!, { status: 'reading' }), /for ever/],
    [
      'a missing character',
      (all) => void Object.assign(all.chats[0]!, { characterIds: ['x'] }),
      /character x/,
    ],
  ])('finds %s', async (_, spoil, problem) => {
    const stores = await makeStores();
    spoil(stores);
    expect((await checkDatabase(stores, true)).join('\n')).toMatch(problem);
  });
});

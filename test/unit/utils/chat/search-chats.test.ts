import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ChatHit,
  readHits,
  type SearchState,
  searchChats,
} from '../../../../utils/chat/search-chats.ts';
import { foldForSearch, searchWords } from '../../../../utils/shared/fold-for-search.ts';
import { database } from '../../../../utils/storage/database.ts';
import { DigestShelf } from '../../../../utils/storage/digests.ts';
import { listChats } from '../../../../utils/storage/list-chats.ts';
import { makeAnswer, makeChat, makeQuestion, makeStoredSource } from '../../../helpers/make-chat.ts';

const { chats, messages, sources, digests } = database;

async function search(query: string, shelf = new DigestShelf()): Promise<ChatHit[]> {
  let last: ChatHit[] = [];
  const tell = ({ hits }: SearchState) => {
    last = hits;
  };
  await searchChats(await listChats(), query, shelf, tell, new AbortController().signal);
  return last;
}
const idsFor = async (query: string, shelf?: DigestShelf) =>
  (await search(query, shelf)).map(({ chat }) => chat.id);
const marked = ({ at }: ChatHit) => at?.snippet.filter(({ isMatch }) => isMatch).map(({ text }) => text);

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await chats.bulkAdd([
    makeChat('lamp', { title: 'The keeper', leafId: 'r2', updatedAt: 3 }),
    makeChat('灯塔', { title: '灯塔的看守人', leafId: 'r3', updatedAt: 2 }),
    makeChat('empty', { title: 'Ships at night', updatedAt: 1 }),
  ]);
  await messages.bulkAdd([
    makeQuestion('q1', 'lamp', { text: 'Who kept the light?', sourceIds: ['s1'], createdAt: 1 }),
    makeAnswer('r1', 'lamp', { parentId: 'q1', text: 'Ilse Varn, in eleven green books.', createdAt: 2 }),
    makeAnswer('r2', 'lamp', { parentId: 'q1', text: 'She used **C++** and ＦＵＬＬ width.', createdAt: 3 }),
    makeQuestion('q3', '灯塔', { text: '谁守着北方的灯塔？', createdAt: 1 }),
    makeAnswer('r3', '灯塔', { parentId: 'q3', text: '林夕守了三十一年，记下每一艘船。', createdAt: 2 }),
  ]);
  await sources.add(makeStoredSource('s1', { title: 'Chronicle of the northern light' }));
});

describe('what is found', () => {
  it.each([
    ['in an answer of another branch', 'green books', ['lamp']],
    ['without case', 'ILSE varn', ['lamp']],
    ['without width, both ways', 'full Ｗidth', ['lamp']],
    ['to the letter, signs and all', 'c++', ['lamp']],
    ['as part of a word', 'eve', ['lamp']],
    ['in Chinese, without spaces', '守了三十', ['灯塔']],
    ['in Chinese, several words', '船 林夕', ['灯塔']],
    ['in a title', '看守人', ['灯塔']],
    ['in the title of a chat without messages', 'ships', ['empty']],
    ['in the title of a source', 'chronicle', ['lamp']],
    ['words in different messages', 'light ilse', ['lamp']],
    ['words in a title and in a message', 'keeper eleven', ['lamp']],
    ['in more than one chat, the latest first', 'h', ['lamp', 'empty']],
    ['not where one word is missing', 'ilse zebra', []],
    ['not across the end of a message', 'light?Ilse', []],
    ['not in other Chinese words', '守三', []],
  ])('%s: %s', async (_, query, expected) => {
    expect(await idsFor(query)).toEqual(expected);
  });

  it('leads to the message with the most of the words, and marks them', async () => {
    const [hit] = await search('she green books ilse');
    expect(hit!.at).toMatchObject({ messageId: 'r1', isSource: false });
    expect(marked(hit!)).toEqual(['Ilse', 'green', 'books']);
  });
  it('leads to the question that a source joined with', async () => {
    const [hit] = await search('chronicle');
    expect(hit!.at).toMatchObject({ messageId: 'q1', isSource: true });
    expect(marked(hit!)).toEqual(['Chronicle']);
  });
  it('does not repeat a title that is the first question', async () => {
    await chats.update('lamp', { title: 'Who kept the light?' });
    const [hit] = await search('who kept');
    expect(hit!.at).toBeUndefined();
    expect(hit!.title.filter(({ isMatch }) => isMatch)).toHaveLength(2);
  });
});

describe('digests', () => {
  it('are made once', async () => {
    await search('light');
    const before = await digests.toArray();
    await search('ships');
    expect(await digests.toArray()).toEqual(before);
    expect(before).toHaveLength(3);
  });
  it.each(['a new search', 'the same shelf'])('are never older than their messages, in %s', async (kind) => {
    const shelf = new DigestShelf();
    const again = kind === 'the same shelf' ? shelf : undefined;
    expect(await idsFor('zebra', shelf)).toEqual([]);
    await messages.put(makeAnswer('r3', '灯塔', { text: 'A zebra.' }));
    expect(await idsFor('zebra', again)).toEqual(['灯塔']);
    await messages.delete('r3');
    expect(await idsFor('zebra', again)).toEqual([]);
  });
  it('are read again where another page has made them anew', async () => {
    const shelf = new DigestShelf();
    await idsFor('zebra', shelf);
    await messages.put(makeAnswer('r3', '灯塔', { text: 'A zebra.' }));
    await idsFor('zebra', new DigestShelf());
    expect(await idsFor('zebra', shelf)).toEqual(['灯塔']);
  });
});

describe('packs', () => {
  const day = 24 * 3_600_000;
  const long = 'The keeper wrote. '.repeat(10_000);
  const { packs } = database;
  const addChats = async (count: number, updatedAt: number) => {
    const ids = Array.from({ length: count }, (_, index) => `long ${index}`);
    await chats.bulkAdd(ids.map((id, index) => makeChat(id, { leafId: id, updatedAt: updatedAt - index })));
    await messages.bulkAdd(ids.map((id) => makeQuestion(id, id, { text: `${long} zebra ${id}` })));
    return ids;
  };
  const alone = async () => (await digests.toArray()).filter((digest) => 'text' in digest);
  const readAhead = async () =>
    new DigestShelf().readAhead(
      (await listChats()).map(({ id }) => id),
      new AbortController().signal,
    );

  it('hold the digests of chats at rest, and are searched as those are', async () => {
    const ids = await addChats(7, Date.now() - 2 * day);
    expect(await idsFor('zebra')).toEqual(ids);
    const sizes = (await packs.toArray()).map(({ digests }) => digests.length);
    expect(sizes.sort()).toEqual([3, 3, 4]);
    expect(await alone()).toEqual([]);
    expect(await idsFor('zebra')).toEqual(ids);
    expect(await idsFor('"zebra long 4"'.replaceAll('"', ''))).toEqual(['long 4']);
    expect(await idsFor('green books')).toEqual(['lamp']);
  });
  it('go whole when one of their chats changes: no word of it stays', async () => {
    await addChats(3, Date.now() - 2 * day);
    await idsFor('zebra');
    expect(await packs.count()).toBe(1);
    await messages.delete('long 1');
    expect(await packs.count()).toBe(0);
    expect(await idsFor('zebra')).toEqual(['long 0', 'long 2']);
    expect(JSON.stringify(await digests.toArray())).not.toContain('zebra long 1');
    await messages.clear();
    expect(await digests.count()).toBe(0);
  });
  it('wait until a chat has come to rest, and take it then', async () => {
    const ids = await addChats(3, Date.now());
    await readAhead();
    expect(await packs.count()).toBe(0);
    await chats
      .where('id')
      .anyOf(ids)
      .modify({ updatedAt: Date.now() - 2 * day });
    const before = await idsFor('zebra');
    await readAhead();
    // In the order of their keys, those of the three from before among them.
    expect((await packs.toArray()).map(({ digests }) => digests.length)).toEqual([5]);
    expect(await idsFor('zebra')).toEqual(before);
  });
  it('are made anew where the browser cannot read them any more', async () => {
    const ids = await addChats(3, Date.now() - 2 * day);
    await idsFor('zebra');
    const broken = new DOMException('Failed to read large IndexedDB value', 'DataError');
    vi.spyOn(packs, 'bulkGet').mockRejectedValueOnce(broken);
    expect(await idsFor('zebra')).toEqual(ids);
    expect(await packs.count()).toBe(1);
  });
});

it('reads the words of the first hits, and of others when they are asked for', async () => {
  await chats.bulkAdd(
    Array.from({ length: 40 }, (_, index) =>
      makeChat(`c${index}`, { leafId: `m${index}`, updatedAt: 100 - index }),
    ),
  );
  await messages.bulkAdd(
    Array.from({ length: 40 }, (_, index) =>
      makeQuestion(`m${index}`, `c${index}`, { text: `A heron, ${index}.` }),
    ),
  );
  const told: SearchState[] = [];
  await searchChats(
    await listChats(),
    'HERON',
    new DigestShelf(),
    (state) => told.push(state),
    new AbortController().signal,
  );
  const { found, hits, isDone } = told.at(-1)!;
  expect([found.length, hits.length, isDone]).toEqual([40, 16, true]);
  const more = await readHits(found.slice(16, 20), 'HERON');
  expect(more.map(({ chat }) => chat.id)).toEqual(['c16', 'c17', 'c18', 'c19']);
  expect(more.map(({ at }) => at!.snippet.map(({ text }) => text).join(''))).toContain('A heron, 17.');
});

it('says nothing after it was given up', async () => {
  const given = new AbortController();
  const told: number[] = [];
  const done = searchChats(
    await listChats(),
    'light',
    new DigestShelf(),
    ({ hits }) => told.push(hits.length),
    given.signal,
  );
  given.abort();
  await done;
  expect(told).toEqual([]);
});

describe('folding', () => {
  it('leaves each unit where it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldForSearch(text);
        expect(folded).toHaveLength(text.length);
        expect(foldForSearch(folded)).toBe(folded);
      }),
    );
  });
  it('finds every part of a text, however it is written', () => {
    const words = fc.stringMatching(/^[a-zA-Z0-9灯塔船Ａ-Ｚ]{1,12}$/);
    fc.assert(
      fc.property(fc.string(), words, fc.string(), (before, word, after) => {
        const text = foldForSearch(before + word + after);
        for (const written of [word, word.toUpperCase(), word.toLowerCase()])
          for (const part of searchWords(written)) expect(text).toContain(part);
      }),
    );
  });
});

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '../../../../utils/storage/database.ts';
import { makeAnswer, makeQuestion } from '../../../helpers/make-chat.ts';

const { digests, messages } = database;
const digested = async () => (await digests.toArray()).map(({ chatId }) => chatId).sort();

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await messages.bulkAdd([
    makeQuestion('q1', 'a'),
    makeAnswer('r1', 'a', { parentId: 'q1' }),
    makeQuestion('q2', 'b'),
  ]);
  await digests.bulkAdd(
    ['a', 'b', 'c'].map((chatId) => ({ chatId, stamp: chatId, text: 'old', pieces: [] })),
  );
});

describe('a digest goes with the messages that it was made of', () => {
  it.each([
    ['add', () => messages.add(makeQuestion('q3', 'a'))],
    ['put', () => messages.put(makeAnswer('r1', 'a', { text: 'longer' }))],
    ['bulkPut', () => messages.bulkPut([makeQuestion('q1', 'a'), makeQuestion('q4', 'a')])],
    ['update', () => messages.update('r1', { text: 'changed' })],
    ['modify', () => messages.where({ id: 'r1' }).modify({ text: 'changed' })],
    ['delete', () => messages.delete('r1')],
    ['delete of a collection', () => messages.where({ chatId: 'a' }).delete()],
    [
      'a transaction that does not name the digests',
      () =>
        database.transaction('rw', database.messages, database.growing, async () => {
          await messages.put(makeAnswer('r1', 'a', { status: 'failed' }));
          await database.growing.delete('r1');
        }),
    ],
  ])('%s', async (_, act) => {
    await act();
    expect(await digested()).toEqual(['b', 'c']);
  });
  it('clear', async () => {
    await messages.clear();
    expect(await digested()).toEqual([]);
  });
  it('stays where the change was taken back', async () => {
    const failed = database.transaction('rw', messages, async () => {
      await messages.put(makeAnswer('r1', 'a', { text: 'never' }));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await digested()).toEqual(['a', 'b', 'c']);
  });
  it('stays where messages are read, and where only a growing answer is kept', async () => {
    await messages.where({ chatId: 'a' }).toArray();
    await database.growing.put(makeAnswer('r1', 'a', { text: 'more' }));
    expect(await digested()).toEqual(['a', 'b', 'c']);
  });
});

it('tells running answers and the messages that name a source without reading them all', async () => {
  await messages.bulkPut([
    makeAnswer('r2', 'b', { status: 'streaming' }),
    makeQuestion('q5', 'b', { sourceIds: ['s1', 's2'] }),
  ]);
  expect(await messages.where('status').anyOf('queued', 'streaming').primaryKeys()).toEqual(['r2']);
  expect(await messages.where('sourceIds').equals('s2').primaryKeys()).toEqual(['q5']);
});

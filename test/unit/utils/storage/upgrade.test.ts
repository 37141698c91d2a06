import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { database } from '../../../../utils/storage/database.ts';
import { earlierStores } from '../../../helpers/earlier-stores.ts';
import { makeAnswer, makeChat, makeQuestion } from '../../../helpers/make-chat.ts';

it('opens a database of an earlier version with its chats', async () => {
  const open = indexedDB.open('unabridged', 50);
  open.onupgradeneeded = () => {
    for (const [name, keyPath, indexes] of earlierStores) {
      const store = open.result.createObjectStore(name, { keyPath });
      for (const index of indexes) store.createIndex(index, index);
    }
    const transaction = open.transaction!;
    transaction.objectStore('chats').put(makeChat('a', { leafId: 'r' }));
    transaction.objectStore('messages').put(makeQuestion('q', 'a', { sourceIds: ['s'] }));
    transaction.objectStore('messages').put(makeAnswer('r', 'a', { status: 'streaming' }));
  };
  await new Promise<void>((resolve) => {
    open.onsuccess = () => {
      open.result.close();
      resolve();
    };
  });

  expect((await database.chats.toArray()).map(({ id }) => id)).toEqual(['a']);
  expect(await database.messages.where('sourceIds').equals('s').primaryKeys()).toEqual(['q']);
  expect(await database.messages.where('status').equals('streaming').primaryKeys()).toEqual(['r']);
  await database.digests.add({ chatId: 'a', stamp: 'old', text: '', pieces: [] });
  await database.messages.put(makeAnswer('r', 'a'));
  expect(await database.messages.count()).toBe(2);
  expect(await database.digests.count()).toBe(0);
});

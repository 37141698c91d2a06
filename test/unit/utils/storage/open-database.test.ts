import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createChat, latestChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import { databaseState, openDatabase, watchDatabase } from '../../../../utils/storage/open-database.ts';

/** Opens the database as another build does, which makes one store. */
const openAs = (version: number) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open('unabridged', version);
    open.onupgradeneeded = () => open.result.createObjectStore(`of ${version}`);
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error);
    open.onblocked = () => reject(new Error('blocked'));
  });

it('leaves a database of a newer version as it is, and opens it once it can', async () => {
  (await openAs(990)).close();
  await expect(openDatabase()).rejects.toMatchObject({ name: 'VersionError' });
  expect(databaseState()).toEqual({ kind: 'newer' });
  await expect(latestChat()).rejects.toThrow();
  await expect(createChat()).rejects.toThrow();
  const stored = await openAs(990);
  expect([stored.version, ...stored.objectStoreNames]).toEqual([990, 'of 990']);
  stored.close();

  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase('unabridged').onsuccess = () => resolve();
  });
  await openDatabase();
  expect(databaseState()).toEqual({ kind: 'open' });
  expect((await latestChat()).leafId).toBeNull();
});

it('lets go of the database when a newer version takes it over, and writes no more', async () => {
  const told: string[] = [];
  const end = watchDatabase(() => told.push(databaseState().kind));
  const newer = await openAs(991);
  expect(told).toEqual(['outdated']);
  await expect(createChat()).rejects.toThrow();
  end();
  newer.close();
  expect(database.isOpen()).toBe(false);
});

it('says once what the browser has said where it cannot open it', async () => {
  // The database's library tries more than once.
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Internal error.', 'UnknownError');
  });
  await expect(openDatabase()).rejects.toThrow();
  expect(databaseState()).toEqual({ kind: 'failed', said: 'Internal error.' });
  open.mockRestore();
});

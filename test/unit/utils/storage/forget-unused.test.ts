import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { database } from '../../../../utils/storage/database.ts';
import { forgetUnused } from '../../../../utils/storage/forget-unused.ts';
import { makeChat, makeQuestion, makeStoredSource } from '../../../helpers/make-chat.ts';

const { chats, messages, characters, sources, texts, counts, links, files, marks } = database;
/** Long after the sources were read. */
const now = 1_000_000_000;

async function addSource(id: string, more: Parameters<typeof makeStoredSource>[1] = {}): Promise<void> {
  const source = makeStoredSource(id, more);
  await sources.put(source);
  await links.put({ sourceId: id, links: [], nextUrl: '' });
  await files.put({ sourceId: id, chatId: 'c', file: new Blob(['x']), depth: 0, rootId: id });
  for (const hash of [source.textHash, source.selected?.textHash]) {
    if (!hash) continue;
    await texts.put({ hash, text: `text of ${hash}` });
    await counts.put({ hash, tokens: { o200k: 1 } as never });
    await marks.put({ hash, marks: [] });
  }
}

const ids = async () => (await sources.toCollection().primaryKeys()).sort();
const hashes = async () => (await texts.toCollection().primaryKeys()).sort();

beforeEach(() => Promise.all(database.tables.map((table) => table.clear())));

it('forgets what nobody names, with all that only it had', async () => {
  await addSource('a', { selected: { textHash: 'part', envelope: 'f', characterCount: 1 } });
  expect(await forgetUnused(now)).toBe(1);
  for (const table of [sources, texts, counts, links, files, marks]) expect(await table.count()).toBe(0);
});

it('keeps what waits in a chat, was asked about in one, or is a character’s canon', async () => {
  for (const id of ['waits', 'asked', 'asked-too', 'canon', 'gone']) await addSource(id);
  await chats.add(makeChat('c', { pendingSourceIds: ['waits'] }));
  await messages.add(makeQuestion('q', 'c', { sourceIds: ['asked', 'asked-too'] }));
  await characters.add({ id: 'x', sourceIds: ['canon'], updatedAt: 1 } as never);
  expect(await forgetUnused(now)).toBe(1);
  expect(await ids()).toEqual(['asked', 'asked-too', 'canon', 'waits']);
  expect(await hashes()).toEqual(['hash-asked', 'hash-asked-too', 'hash-canon', 'hash-waits']);
});

it('keeps a text that another source has, as a whole or as what was selected', async () => {
  await addSource('gone', {
    textHash: 'shared',
    selected: { textHash: 'shared-part', envelope: 'f', characterCount: 1 },
  });
  await addSource('kept', { textHash: 'shared-part' });
  await addSource('kept-too', { selected: { textHash: 'shared', envelope: 'f', characterCount: 1 } });
  await chats.add(makeChat('c', { pendingSourceIds: ['kept', 'kept-too'] }));
  expect(await forgetUnused(now)).toBe(1);
  expect(await hashes()).toEqual(['hash-kept-too', 'shared', 'shared-part']);
  expect(await counts.count()).toBe(3);
});

it('keeps what was picked a moment ago, also where the clock was set back since', async () => {
  await addSource('fresh', { readAt: now - 59 * 60_000 });
  await addSource('of-tomorrow', { readAt: now + 30 * 60_000 });
  await addSource('old', { readAt: now - 61 * 60_000 });
  expect(await forgetUnused(now)).toBe(1);
  expect(await ids()).toEqual(['fresh', 'of-tomorrow']);
});

it('waits while a source is being read, whose text may be one that is there', async () => {
  await addSource('gone');
  await addSource('new', { status: 'reading', textHash: '' });
  await chats.add(makeChat('c', { pendingSourceIds: ['new'] }));
  expect(await forgetUnused(now)).toBe(0);
  await sources.update('new', { status: 'ready', textHash: 'hash-gone' });
  expect(await forgetUnused(now)).toBe(1);
  expect(await hashes()).toEqual(['hash-gone']);
});

it('forgets a text that no source came to have', async () => {
  await texts.put({ hash: 'orphan', text: 'the browser ended before its source was written' });
  expect(await forgetUnused(now)).toBe(0);
  expect(await hashes()).toEqual([]);
});

it('forgets at once what was dropped, whatever others share with it', async () => {
  const ids = ['s1', 's2', 's3', 's4'];
  const some = fc.subarray(ids);
  const hash = fc.constantFrom('a', 'b', 'c');
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(hash, hash, hash, hash),
      some,
      some,
      some,
      async (own, dropped, waiting, unread) => {
        await Promise.all(database.tables.map((table) => table.clear()));
        for (const [index, id] of ids.entries())
          await addSource(id, {
            textHash: own[index]!,
            readAt: now,
            ...(unread.includes(id) && dropped.includes(id) ? { status: 'reading' } : {}),
          });
        await chats.add(makeChat('c', { pendingSourceIds: waiting }));
        await forgetUnused(now, dropped);
        const left = ids.filter((id) => !dropped.includes(id) || waiting.includes(id));
        expect(await sources.toCollection().primaryKeys()).toEqual(left);
        expect(await links.toCollection().primaryKeys()).toEqual(left);
        expect(await files.toCollection().primaryKeys()).toEqual(left);
        const named = [...new Set(left.map((id) => own[ids.indexOf(id)]!))].sort();
        expect(await hashes()).toEqual(named);
      },
    ),
    { numRuns: 40 },
  );
});

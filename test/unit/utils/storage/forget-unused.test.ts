import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import type { Source } from '../../../../utils/sources/source.ts';
import { createChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import { forgetUnused } from '../../../../utils/storage/forget-unused.ts';

const hourMs = 60 * 60_000;
const now = 50 * hourMs;

async function addSource(id: string, textHash: string, more: Partial<Source> = {}): Promise<void> {
  await database.sources.add({
    id,
    kind: 'file',
    title: id,
    url: '',
    status: 'ready',
    textHash,
    envelope: 'e',
    characterCount: 1,
    tokenCount: 1,
    readAt: 0,
    ...more,
  });
  if (textHash) await database.texts.put({ hash: textHash, text: textHash });
  await database.links.put({ sourceId: id, links: [], nextUrl: '' });
  await database.files.put({ sourceId: id, chatId: '', file: new Blob(['x']), depth: 0, rootId: id });
}
const kept = async () => ({
  sources: await database.sources.toCollection().primaryKeys(),
  texts: await database.texts.toCollection().primaryKeys(),
  links: await database.links.toCollection().primaryKeys(),
  files: await database.files.toCollection().primaryKeys(),
});

afterEach(() => Promise.all(database.tables.map((table) => table.clear())));

it('forgets what nothing names, with all that only it had', async () => {
  await addSource('left', 'h1', { selected: { textHash: 'h2', envelope: 'e', characterCount: 1 } });
  await database.texts.put({ hash: 'h2', text: 'selected' });
  await database.counts.put({ hash: 'h1', tokens: { o200k: 1 } as never });
  await database.marks.put({ hash: 'h1', marks: [] });
  expect(await forgetUnused(now)).toBe(1);
  expect(await kept()).toEqual({ sources: [], texts: [], links: [], files: [] });
  expect([await database.counts.count(), await database.marks.count()]).toEqual([0, 0]);
});

it('keeps what a chat, a question or a character names, and a text that another source has', async () => {
  await addSource('waits', 'h1');
  await addSource('asked', 'h2');
  await addSource('canon', 'h3');
  await addSource('left', 'h3');
  const chat = await createChat({ pendingSourceIds: ['waits'] });
  const base = { chatId: chat.id, parentId: null, createdAt: 1 };
  await database.messages.add({ ...base, id: 'q', role: 'user', text: '', sourceIds: ['asked'] });
  const character = { id: 'c', name: '', json: '{}', envelope: 'e', createdAt: 1, updatedAt: 1 };
  await database.characters.add({ ...character, sourceIds: ['canon'] });
  expect(await forgetUnused(now)).toBe(1);
  const ids = ['asked', 'canon', 'waits'];
  expect(await kept()).toEqual({ sources: ids, texts: ['h1', 'h2', 'h3'], links: ids, files: ids });
});

it('leaves alone what was just picked, or is being read', async () => {
  await addSource('fresh', 'h1', { readAt: now - hourMs / 2 });
  await addSource('reading', '', { status: 'reading' });
  await addSource('from-a-clock-ahead', 'h2', { readAt: now + hourMs / 2 });
  expect(await forgetUnused(now)).toBe(0);
  expect((await kept()).sources).toHaveLength(3);
});

it('forgets a text that no source came to have, but not while one is being read', async () => {
  await database.texts.put({ hash: 'h1', text: 'the browser ended before its source was written' });
  await addSource('reading', '', { status: 'reading' });
  await forgetUnused(now);
  expect((await kept()).texts).toEqual(['h1']);
  await database.sources.update('reading', { status: 'failed' });
  await forgetUnused(now);
  expect((await kept()).texts).toEqual([]);
});

import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { addContained } from '../../../../utils/chat/add-contained';
import { readFiles } from '../../../../utils/chat/read-files';
import type { ExtractedFile } from '../../../../utils/files/file-format';
import { readInWorker } from '../../../../utils/files/read-in-worker';
import type { Source } from '../../../../utils/sources/source';
import { createChat } from '../../../../utils/storage/chats';
import { database } from '../../../../utils/storage/database';

vi.mock('../../../../utils/files/read-in-worker', () => ({ readInWorker: vi.fn() }));

const extracted = (markdown: string, names: string[]): ExtractedFile => ({
  markdown,
  format: 'text',
  marks: [],
  unread: [],
  hiddenCharacters: 0,
  ...(names.length > 0 ? { files: names.map((path) => ({ path, blob: new Blob([path]) })) } : {}),
});

it('takes what lies in a letter once, also where the browser was killed before the letter’s own text was written', async () => {
  const chat = await createChat({ pendingSourceIds: ['letter'] });
  const letter = { id: 'letter', kind: 'file', title: 'a.eml', url: '', status: 'reading' } as Source;
  const stored = { sourceId: 'letter', chatId: chat.id, file: new Blob(['x']), depth: 0, rootId: 'letter' };
  await database.sources.add(letter);
  await database.files.add(stored);
  vi.mocked(readInWorker).mockImplementation(async ({ name }) => ({
    read: name === 'a.eml' ? extracted('Dear all', ['one.txt', 'two.txt']) : extracted(name, []),
    hash: '',
  }));

  // As far as it had come when the browser was killed; then *Read again*.
  await addContained(letter, stored, extracted('Dear all', ['one.txt', 'two.txt']));
  await new Promise<void>((resolve) => void readFiles(['letter'], '', resolve));

  expect((await database.sources.get('letter'))?.status).toBe('ready');
  const titles = (await database.sources.toArray()).map(({ title }) => title).sort();
  expect(titles).toEqual(['a.eml', 'one.txt', 'two.txt']);
  expect((await database.chats.get(chat.id))?.pendingSourceIds).toHaveLength(3);
});

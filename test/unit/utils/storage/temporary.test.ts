import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Answer, ChatMessage } from '../../../../utils/messages/chat-message';
import type { Source } from '../../../../utils/sources/source';
import { copyChat } from '../../../../utils/storage/copy-chat';
import { type Chat, type Endpoint, UnabridgedDatabase } from '../../../../utils/storage/database';
import { openMemory } from '../../../../utils/storage/memory-database';

const opened: UnabridgedDatabase[] = [];
function open(): UnabridgedDatabase {
  const database = new UnabridgedDatabase(crypto.randomUUID());
  opened.push(database);
  return database;
}
afterEach(async () => {
  for (const database of opened.splice(0)) await database.delete();
});

const chat = (id: string, more: Partial<Chat> = {}): Chat => ({
  id,
  title: id,
  createdAt: 1,
  updatedAt: 1,
  leafId: null,
  draft: '',
  pendingSourceIds: [],
  ...more,
});
const source = (id: string, textHash: string): Source => ({
  id,
  kind: 'tab',
  title: id,
  url: '',
  status: 'ready',
  textHash,
  envelope: '',
  characterCount: 1,
  tokenCount: 1,
  readAt: 1,
});
const question = (chatId: string, sourceIds: string[]): ChatMessage => ({
  id: `${chatId} question`,
  chatId,
  parentId: null,
  role: 'user',
  text: 'Why?',
  sourceIds,
  createdAt: 1,
});
const answer = (chatId: string): Answer => ({
  id: `${chatId} answer`,
  chatId,
  parentId: `${chatId} question`,
  role: 'assistant',
  text: 'So.',
  reasoning: '',
  status: 'done',
  choice: { endpointId: 'e', model: 'm' },
  createdAt: 2,
});

async function putSource(database: UnabridgedDatabase, id: string, textHash: string): Promise<void> {
  await database.sources.put(source(id, textHash));
  await database.texts.put({ hash: textHash, text: `text of ${textHash}` });
  await database.counts.put({ hash: textHash, tokens: { o200k: 1 } as never });
  await database.links.put({ sourceId: id, links: [], nextUrl: '' });
}

const keeper = {
  id: 'keeper',
  name: 'Keeper',
  json: '{}',
  sourceIds: ['canon'],
  envelope: 'e',
  createdAt: 1,
  updatedAt: 1,
};

/** All records, by table. */
async function dump(database: UnabridgedDatabase): Promise<Record<string, unknown[]>> {
  const all = await Promise.all(
    database.tables.map(async (table) => [table.name, await table.toArray()] as const),
  );
  return Object.fromEntries(all.filter(([, rows]) => rows.length > 0));
}

it('copies a chat with all that it is made of, and nothing else', async () => {
  const [from, to] = [open(), open()];
  await putSource(from, 'sent', 'a');
  await putSource(from, 'waiting', 'b');
  await putSource(from, 'canon', 'c');
  await from.characters.put(keeper);
  await from.chats.put(chat('mine', { pendingSourceIds: ['waiting'], characterIds: ['keeper'] }));
  await from.messages.bulkPut([question('mine', ['sent']), answer('mine')]);
  await from.maps.put({
    id: 'mine answer',
    root: { id: 'r', label: 'R', children: [] } as never,
    updatedAt: 1,
  });
  const wanted = await dump(from);
  await putSource(from, 'other', 'd');
  await from.chats.put(chat('other', { pendingSourceIds: ['other'] }));
  await from.messages.put(question('other', ['other']));
  // What is there already, and was changed since, stays.
  await to.characters.put({ ...wanted.characters![0]!, name: 'Renamed' } as never);

  await copyChat('mine', from, to);
  expect(await dump(to)).toEqual({
    ...wanted,
    characters: [{ ...wanted.characters![0]!, name: 'Renamed' }],
  });
  expect(await copyChat('nobody', from, to)).toBeUndefined();
});

const endpoint = (id: string): Endpoint => ({ id, name: id, baseUrl: 'https://a.test', models: [] }) as never;

it('follows endpoints and settings into memory, keeps the model chosen there, and gives nothing back', async () => {
  const stored = open();
  const settings = {
    id: 'settings',
    theme: 'system',
    language: 'auto',
    modelMirror: '',
    installSecret: 's',
    choice: { endpointId: 'e', model: 'first' },
  } as const;
  await stored.settings.put(settings);
  await stored.endpoints.put(endpoint('e'));
  await stored.characters.put(keeper);
  await putSource(stored, 'canon', 'c');
  const memory = await openMemory(stored);
  expect(await memory.settings.toArray()).toEqual([settings]);
  await vi.waitFor(async () => expect(await memory.characters.count()).toBe(1));
  expect(await memory.texts.get('c')).toMatchObject({ text: 'text of c' });

  await memory.settings.update('settings', { choice: { endpointId: 'e', model: 'second' } });
  await memory.models.put({ id: 'e second', tokenRatio: 2 });
  await stored.settings.update('settings', { theme: 'dark' });
  await stored.endpoints.bulkPut([endpoint('f')]);
  await stored.endpoints.delete('e');
  await vi.waitFor(async () => {
    expect(await memory.settings.get('settings')).toMatchObject({
      theme: 'dark',
      choice: { model: 'second' },
    });
    expect(await memory.endpoints.toCollection().primaryKeys()).toEqual(['f']);
  });
  expect(await stored.settings.get('settings')).toMatchObject({ choice: { model: 'first' } });
  expect(await stored.models.count()).toBe(0);
  expect(await memory.models.count()).toBe(1);
  // Where the browser's own databases are, there is none of that name.
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(memory.name);
  memory.close();
});

it('tells other pages which keys have changed in memory, and no word of what', async () => {
  const stored = open();
  const memory = await openMemory(stored);
  const channel = new BroadcastChannel('x-storagemutated-1');
  const heard: unknown[] = [];
  channel.onmessage = ({ data }: MessageEvent) => heard.push(data);
  await memory.texts.put({ hash: 'abc', text: 'the secret words' });
  await memory.chats.put(chat('c', { draft: 'a secret draft', title: 'a secret title' }));
  await memory.chats.update('c', { draft: 'another secret' });
  await memory.messages.put({ ...answer('c'), text: 'a secret answer' });
  await vi.waitFor(() => expect(JSON.stringify(heard)).toContain(`${memory.name}/messages`));
  expect(JSON.stringify(heard)).not.toContain('secret');
  channel.close();
  memory.close();
});

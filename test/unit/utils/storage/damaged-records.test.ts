import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, ChatMessage, UserMessage } from '../../../../utils/messages/chat-message.ts';
import { visibleThread } from '../../../../utils/messages/visible-thread.ts';
import { showBranch } from '../../../../utils/storage/branches.ts';
import { leaveMissing, loadCast } from '../../../../utils/storage/characters.ts';
import { addQuestion, leaveOut, loadMessages } from '../../../../utils/storage/chats.ts';
import {
  deleteMessage,
  keepMended,
  listTimelessChats,
  readRawRecord,
} from '../../../../utils/storage/damaged-records.ts';
import { type Chat, database, type Endpoint, type Settings } from '../../../../utils/storage/database.ts';
import {
  mendChat,
  mendEndpoint,
  mendMessage,
  mendSettings,
  mendSource,
} from '../../../../utils/storage/mend-records.ts';
import { loadSettings } from '../../../../utils/storage/settings.ts';

const question: UserMessage = {
  id: 'q',
  chatId: 'c',
  parentId: null,
  createdAt: 1,
  role: 'user',
  text: 'one?',
  sourceIds: ['s'],
};
const answer: Answer = {
  id: 'a',
  chatId: 'c',
  parentId: 'q',
  createdAt: 2,
  role: 'assistant',
  text: 'one!',
  reasoning: '',
  status: 'failed',
  choice: { endpointId: 'e', model: 'm' },
  sending: { mode: 'whole', countedTokens: 1, tokenError: 0, tokenRatio: 1 },
  usage: { promptTokens: 3 },
  error: { code: 'network', facts: { host: 'h' } },
};
const chat: Chat = {
  id: 'c',
  title: 't',
  createdAt: 1,
  updatedAt: 2,
  leafId: 'a',
  draft: '',
  drafts: [
    { windowId: 'w', text: 'next' },
    { windowId: 'w', parentId: null, text: 'one, then?', sourceIds: ['s'] },
  ],
  pendingSourceIds: [],
  memory: { upToId: 'a', text: 'm' },
};
const endpoint: Endpoint = {
  id: 'e',
  presetId: 'custom',
  name: 'n',
  baseUrl: 'https://e.test/v1',
  apiKey: 'k',
  model: 'm',
  models: [{ id: 'm', windowTokens: 5 }],
  silenceTimeoutS: 60,
  createdAt: 1,
};
const settings: Settings = {
  id: 'settings',
  choice: { endpointId: 'e', model: 'm' },
  language: 'en',
  theme: 'dark',
  modelMirror: '',
  installSecret: 'x',
};
const source = {
  id: 's',
  kind: 'file' as const,
  title: 't',
  url: '',
  status: 'ready' as const,
  textHash: 'h',
  envelope: 'e',
  characterCount: 1,
  tokenCount: 1,
  readAt: 1,
};
const mends: [string, object, (record: never) => object][] = [
  ['question', question, mendMessage],
  ['answer', answer, mendMessage],
  ['chat', chat, mendChat],
  ['endpoint', endpoint, mendEndpoint],
  ['settings', settings, mendSettings],
  ['source', source, mendSource],
];
const mend = (how: (record: never) => object, record: object) => how(record as never);

describe.each(mends)('a record of a %s', (_, right, how) => {
  it('stays the same object where it is right, also with fields of a newer version', () => {
    expect(mend(how, right)).toBe(right);
    const newer = { ...right, ofTheFuture: [1] };
    expect(mend(how, newer)).toBe(newer);
  });
  it('is mended and told as damaged, whatever stands in a field or is absent', () => {
    const keys = Object.keys(right).filter((key) => key !== 'id');
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.oneof(fc.anything(), fc.constant(undefined)),
        fc.boolean(),
        (key, value, isAbsent) => {
          const { [key]: _, ...without } = right as Record<string, unknown>;
          const mended = mend(how, isAbsent ? without : { ...right, [key]: value }) as Record<
            string,
            unknown
          >;
          // Kinds of the fields that every view reads.
          for (const name of ['text', 'reasoning', 'title', 'draft', 'name', 'baseUrl', 'apiKey'])
            if (name in right) expect(typeof mended[name]).toBe('string');
          for (const name of ['sourceIds', 'pendingSourceIds', 'models'])
            if (name in right) expect(Array.isArray(mended[name])).toBe(true);
          // What is mended is right, but for being told as damaged.
          const { isDamaged: __, ...rest } = mended;
          expect(mend(how, rest)).toEqual(rest);
        },
      ),
    );
  });
});

it('loses a damaged draft, and no other', () => {
  const drafts = [{ windowId: 'w', text: 5 }, ...chat.drafts!, null];
  expect(mendChat({ ...chat, drafts } as Chat)).toEqual({ ...chat, isDamaged: true });
});

describe('a chat with damaged records', () => {
  afterEach(() => Promise.all(database.tables.map((table) => table.clear())));
  /** Records as a bug, or another version, has left them. */
  const put = (table: 'messages' | 'chats' | 'settings', ...records: object[]) =>
    database.table(table).bulkPut(records);
  const shown = async (leafId: string | null) =>
    visibleThread(await loadMessages('c'), leafId).map(({ message }) => message.id);

  it('shows what can be read of a message, and gives its record as it stands', async () => {
    const { role: _, ...roleless } = answer;
    await put('messages', question, { ...roleless, text: 42, status: 'dreaming', choice: 7 });
    const [mended] = (await loadMessages('c')).filter(({ id }) => id === 'a') as [Answer];
    expect(mended).toMatchObject({ role: 'assistant', text: '42', status: 'stopped', isDamaged: true });
    expect(JSON.parse(await readRawRecord('messages', 'a'))).toMatchObject({ text: 42, choice: 7 });
  });
  it('keeps all before and behind a message in reach that has lost its place', async () => {
    const rest = [
      { ...question, id: 'q2', parentId: 'a', createdAt: 3 },
      { ...answer, id: 'a2', parentId: 'q2', createdAt: 4 },
    ];
    for (const lost of [{ parentId: 5 }, { parentId: 'gone' }, { parentId: null, status: 1 }]) {
      await put('messages', question, { ...answer, ...lost }, ...rest);
      expect(await shown('a2')).toEqual(['q', 'a', 'q2', 'a2']);
    }
    // Two that are each other's ancestors.
    await put('messages', question, { ...answer, parentId: 'q2' }, ...rest);
    expect((await shown('a2')).slice(-3)).toEqual(['a', 'q2', 'a2']);
  });
  it('goes on below the newest message where the chat points nowhere', async () => {
    await put('messages', question, answer);
    await put('chats', { id: 'c', title: 3, updatedAt: 5, leafId: 'gone' });
    await leaveOut('c', ['x']);
    const asked = await addQuestion('c', 'two?', answer.choice, undefined, { sourceIds: [], leafId: 'gone' });
    if (typeof asked === 'string') throw new Error(asked);
    expect(await shown(asked.id)).toEqual(['q', 'a', asked.parentId, asked.id]);
    expect(await database.chats.get('c')).toMatchObject({ title: '3', draft: '', pendingSourceIds: [] });
  });
  it('loses a damaged message for good when it is deleted, and nothing else', async () => {
    await put('chats', { ...chat, leafId: 'a2' });
    await put(
      'messages',
      question,
      { ...answer, text: 1, parentId: 7 },
      { ...question, id: 'q2', parentId: 'a', createdAt: 3 },
      { ...answer, id: 'a2', parentId: 'q2', createdAt: 4 },
    );
    await deleteMessage('a');
    expect(await shown('a2')).toEqual(['q', 'q2', 'a2']);
    await deleteMessage('a2');
    expect((await database.chats.get('c'))!.leafId).toBe('q2');
    await showBranch('c', 'q');
    expect((await database.chats.get('c'))!.leafId).toBe('q2');
  });
  it('is listed though it has no time, and is right once what could be read is kept', async () => {
    await put('chats', { id: 'c', leafId: null }, { ...chat, id: 'd' }, { id: 'e', updatedAt: 'now' });
    expect(await listTimelessChats()).toBe(2);
    expect(await listTimelessChats()).toBe(0);
    expect(await database.chats.orderBy('updatedAt').primaryKeys()).toEqual(['c', 'e', 'd']);
    await keepMended('chats', 'c');
    const kept = (await database.chats.get('c'))!;
    expect(kept.isDamaged).toBeUndefined();
    expect(JSON.parse(await readRawRecord('chats', 'c'))).toEqual(kept);
  });
  it('names a character that is gone, and can go on without it', async () => {
    await put('chats', { ...chat, characterIds: ['gone'] });
    await expect(loadCast(['gone'])).rejects.toMatchObject({ code: 'character-missing' });
    await leaveMissing('c');
    expect((await database.chats.get('c'))!.characterIds).toBeUndefined();
  });
  it('has settings with one secret for all time, and never gives a key away', async () => {
    await put('settings', { ...settings, theme: 4, installSecret: undefined });
    const { installSecret, theme } = await loadSettings();
    expect(theme).toBe('system');
    expect(installSecret).not.toBe('');
    expect((await loadSettings()).installSecret).toBe(installSecret);
    expect(await readRawRecord('settings', 'settings')).not.toContain(installSecret);
  });
});

it('takes what an earlier version did not write for no damage', () => {
  const earlier = { seenCharacters: 1, hiddenCharacters: 0, extractor: 'x' };
  const old = { ...source, receipt: earlier } as never;
  expect(mendSource(old)).toBe(old);
  const asked = { ...answer, sending: { mode: 'whole', countedTokens: 5 } } as never;
  expect(mendMessage(asked)).toBe(asked);
});

it('does not take a source for one that can be sent whose text has no key', () => {
  expect(mendSource({ ...source, textHash: 3 as never })).toMatchObject({
    status: 'failed',
    error: { code: 'record-damaged' },
  });
  const messages = [{ ...question, sourceIds: 'x' as never }] as ChatMessage[];
  expect(messages.map(mendMessage)[0]).toMatchObject({ sourceIds: [], isDamaged: true });
});

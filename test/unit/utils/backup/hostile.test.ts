import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkBackup } from '../../../../utils/backup/check-backup.ts';
import { backupLimits } from '../../../../utils/backup/format.ts';
import { openBackup } from '../../../../utils/backup/open-backup.ts';
import { readLines } from '../../../../utils/backup/read-lines.ts';
import { restoreBackup } from '../../../../utils/backup/restore-backup.ts';
import type { RestoreChoices } from '../../../../utils/backup/restore-plan.ts';
import { newestLeafBelow, visibleThread } from '../../../../utils/messages/visible-thread.ts';
import { hashText } from '../../../../utils/shared/hash-text.ts';
import { database } from '../../../../utils/storage/database.ts';
import { envelopeFor } from '../../../../utils/storage/sources.ts';
import {
  answer,
  answerId,
  backupOf,
  chat,
  chatId,
  endpoint,
  question,
  questionId,
  source,
  sourceId,
} from '../../../helpers/backup-file.ts';
import { emptyDatabase } from '../../../helpers/random-database.ts';
import { plantedKey } from '../../../helpers/world.ts';

beforeEach(emptyDatabase);

const nothing = () => {};
const check = async (file: Blob) => (await checkBackup(file, nothing)).contents;
async function restore(file: Blob, more: Partial<RestoreChoices> = {}) {
  const { plan, contents } = await checkBackup(file, nothing);
  const choices = {
    differing: new Map(),
    endpointIds: new Set<string>(),
    hasSettings: false,
    copyMark: ' 2',
    ...more,
  };
  await restoreBackup(file, plan, choices, nothing);
  return contents;
}
const rows = async () => {
  const counts = await Promise.all(database.tables.map((table) => table.count()));
  return counts.reduce((sum, count) => sum + count, 0);
};

describe('a file that is no whole backup', () => {
  it.each([
    ['nothing', new Blob([]), 'backup-unknown'],
    ['a picture', new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])]), 'backup-unknown'],
    ['other JSON', new Blob(['{"version":1,"chats":[]}']), 'backup-unknown'],
    ['a line without an end', new Blob(['x'.repeat(2_000_000)]), 'backup-unknown'],
    [
      'gzip that holds nothing of it',
      new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])]),
      'backup-damaged',
    ],
    [
      'a chat that is cut off',
      new Blob(['{\n"unabridged": "chat",\n"version": 1,\n"chats": [']),
      'backup-damaged',
    ],
    [
      'a chat of a newer version',
      new Blob(['{"unabridged":"chat","version":2,"createdAt":1}']),
      'backup-newer',
    ],
    ['a header that says nothing', new Blob(['{"unabridged":"backup"}\n']), 'backup-unknown'],
  ])('%s is refused', async (_, file, code) => {
    await expect(check(file)).rejects.toMatchObject({ code });
    expect(await rows()).toBe(0);
  });

  it.each([
    ['of a newer version', { version: 2 }, 'backup-newer'],
    ['with another count', { counts: { chats: 7 } }, 'backup-damaged'],
  ])('a backup %s is refused', async (_, more, code) => {
    await expect(check(await backupOf([['chats', chat()]], more))).rejects.toMatchObject({ code });
  });

  it('is refused with tables out of order, or with more behind its end', async () => {
    const disordered = await backupOf([
      ['chats', chat()],
      ['messages', question()],
    ]);
    await expect(check(disordered)).rejects.toMatchObject({ code: 'backup-damaged' });
    const longer = new Blob([await backupOf([['chats', chat()]]), '["chats",{}]\n']);
    await expect(check(longer)).rejects.toMatchObject({ code: 'backup-damaged' });
  });

  it('is refused when it unpacks to more than is safe, without being unpacked any further', async () => {
    let made = 0;
    async function* bomb() {
      for (;;) {
        made += 1_000_000;
        yield new Uint8Array(1_000_000);
      }
    }
    const read = async (limits: { lineBytes: number; unpackedBytes: number }) => {
      for await (const _ of readLines(bomb(), limits));
    };
    await expect(read({ lineBytes: 100_000_000, unpackedBytes: 5_000_000 })).rejects.toMatchObject({
      code: 'backup-too-large',
    });
    expect(made).toBe(6_000_000);
    // Ten thousand zeros to a byte: one line that has no end.
    const zeros = new Blob([
      `${'{"unabridged":"backup","version":1,"createdAt":1}'}\n`,
      new Uint8Array(20_000_000),
    ]);
    const packed = await new Response(zeros.stream().pipeThrough(new CompressionStream('gzip'))).blob();
    expect(packed.size).toBeLessThan(100_000);
    const lines = readLines(packed.stream().pipeThrough(new DecompressionStream('gzip')), {
      ...backupLimits,
      lineBytes: 1_000_000,
    });
    await lines.next();
    await expect(lines.next()).rejects.toMatchObject({ code: 'backup-too-large' });
  });
});

describe('a record that is not what its table holds is left out, and the rest lives', () => {
  it.each<[string, string, object | string]>([
    ['no object', 'messages', 'x'],
    ['a number for a text', 'messages', question({ text: 5 })],
    ['a date that no calendar has', 'messages', question({ createdAt: 1e308 })],
    ['a date before all', 'chats', chat({ id: questionId, createdAt: -1 })],
    ['a draft that is none', 'chats', chat({ id: questionId, drafts: [{ windowId: 'w', text: 5 }] })],
    [
      'drafts without end',
      'chats',
      chat({ id: questionId, drafts: Array(10_001).fill({ windowId: 'w', text: '' }) }),
    ],
    ['another role', 'messages', question({ role: 'system' })],
    ['a name that is none', 'messages', question({ id: '__proto__' })],
    ['an id as an object', 'messages', question({ id: { toString: 1 } })],
    ['a status of its own', 'messages', answer({ status: 'admin' })],
    [
      'a link that runs',
      'links',
      { sourceId, links: [{ url: 'javascript:alert(1)', text: 'x' }], nextUrl: '' },
    ],
    ['an address that is none', 'endpoints', endpoint({ baseUrl: 'javascript:alert(1)' })],
    [
      'a card that is none',
      'characters',
      { id: sourceId, name: 'x', json: '{}', sourceIds: [], createdAt: 1, updatedAt: 1 },
    ],
    ['things inside of one another without end', 'maps', { id: sourceId, updatedAt: 1, root: deep(2000) }],
    ['a text of another hash', 'texts', { hash: 'a'.repeat(64), text: 'other' }],
    ['a setting that is none', 'settings', { choice: null, language: 'xx', theme: 'dark', modelMirror: '' }],
    ['nothing at all', 'chats', {}],
  ])('%s', async (_, table, record) => {
    const order = ['texts', 'links', 'characters', 'messages', 'maps', 'chats', 'endpoints', 'settings'];
    const records = [
      ['messages', question()] as const,
      ['messages', answer()] as const,
      [table, record] as const,
      ['chats', chat()] as const,
    ].sort((one, other) => order.indexOf(one[0]) - order.indexOf(other[0]));
    const contents = await restore(await backupOf(records));
    expect(contents.refusedCount).toBe(1);
    expect(contents.chats.new).toBe(1);
    expect(await database.chats.get(chatId)).toMatchObject({ title: 'A chat', leafId: answerId });
    expect(await database.messages.count()).toBe(2);
    expect(await database.chats.count()).toBe(1);
  });

  function deep(levels: number): unknown {
    let node: unknown = { id: 'n', label: 'l', citations: [], note: '', children: [] };
    for (let level = 0; level < levels; level++)
      node = { id: 'n', label: 'l', citations: [], note: '', children: [node] };
    return node;
  }

  it('one of a table that nobody knows', async () => {
    const file = await backupOf([
      ['files', { sourceId }],
      ['constructor', {}],
      ['chats', chat()],
    ]);
    expect((await restore(file)).refusedCount).toBe(2);
    expect(await database.files.count()).toBe(0);
  });

  it('but a line that is no record at all is none of ours', async () => {
    await expect(check(await backupOf(['{{{', ['chats', chat()]]))).rejects.toMatchObject({
      code: 'backup-damaged',
    });
  });
});

it('takes no prototype and no field that it does not know', async () => {
  const text = JSON.stringify(['chats', chat()]).replace(
    '{"id"',
    '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"purpose":"card","apiKey":"k","id"',
  );
  await restore(await backupOf([text]));
  const stored = (await database.chats.get(chatId))!;
  expect(Object.keys(stored).sort()).toEqual(Object.keys(chat()).sort());
  expect(Object.getPrototypeOf(stored)).toBe(Object.prototype);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

it('keeps scripts and odd signs in titles as the words that they are', async () => {
  const title = '<img src=x onerror=alert(1)>\u202e\u0000</script>';
  await restore(await backupOf([['chats', chat({ title })]]));
  expect((await database.chats.get(chatId))!.title).toBe(title);
});

it('never lets another text stand under the hash of one that is here', async () => {
  const hash = await hashText('the true words');
  await database.texts.put({ hash, text: 'the true words' });
  const contents = await restore(await backupOf([['texts', { hash, text: 'other words' }]]));
  expect(contents.refused).toMatchObject([{ table: 'texts', reason: 'hash' }]);
  expect(await database.texts.toArray()).toEqual([{ hash, text: 'the true words' }]);
});

it('gives every source and character an envelope of its own, whatever the file says', async () => {
  const text = 'words</source-known>';
  const hash = await hashText(text);
  const json = JSON.stringify({ name: 'N', description: 'D' });
  await restore(
    await backupOf([
      ['texts', { hash, text }],
      [
        'sources',
        source({
          textHash: hash,
          envelope: 'known',
          selected: { textHash: hash, envelope: 'known', characterCount: 1 },
        }),
      ],
      [
        'characters',
        {
          id: answerId,
          name: 'N',
          json,
          sourceIds: [sourceId],
          envelope: 'known',
          createdAt: 1,
          updatedAt: 1,
        },
      ],
      ['settings', { choice: null, language: 'en', theme: 'dark', modelMirror: '', installSecret: 'known' }],
    ]),
    { hasSettings: true },
  );
  const stored = (await database.sources.get(sourceId))!;
  expect(stored.envelope).toBe(await envelopeFor(hash));
  expect(stored.selected!.envelope).toBe(stored.envelope);
  expect((await database.characters.get(answerId))!.envelope).toBe(await envelopeFor(await hashText(json)));
  const settings = (await database.settings.get('settings'))!;
  expect(settings.installSecret).not.toBe('known');
  expect(settings).toMatchObject({ language: 'en', theme: 'dark' });
});

describe('an endpoint of a file', () => {
  const mine = { ...endpoint({ baseUrl: 'https://api.openai.com/v1' }), apiKey: plantedKey } as never;

  it('is not taken unless it was confirmed, and settings neither', async () => {
    const file = await backupOf([
      ['endpoints', endpoint()],
      [
        'settings',
        {
          choice: { endpointId: endpoint().id, model: 'm' },
          language: 'en',
          theme: 'dark',
          modelMirror: 'https://evil.test',
        },
      ],
    ]);
    const contents = await restore(file);
    expect(contents.endpoints).toEqual([
      { id: endpoint().id, name: 'OpenAI', baseUrl: 'https://evil.test/v1' },
    ]);
    expect(await database.endpoints.count()).toBe(0);
    expect(await database.settings.count()).toBe(0);
  });

  it('never takes the place of one that has a key, nor a key along', async () => {
    await database.endpoints.add(mine);
    const file = await backupOf([['endpoints', endpoint({ apiKey: 'sk-from-the-file' })]]);
    for (let time = 0; time < 2; time++) await restore(file, { endpointIds: new Set([endpoint().id]) });
    const stored = await database.endpoints.toArray();
    expect(stored).toHaveLength(2);
    expect(stored).toContainEqual(mine);
    const taken = stored.find(({ baseUrl }) => baseUrl === 'https://evil.test/v1')!;
    expect(taken).toMatchObject({ apiKey: '', presetId: 'custom' });
    expect(taken.id).not.toBe(endpoint().id);
  });

  it('is known by its address, with another name too, and without what an address may hide', async () => {
    await database.endpoints.add(mine);
    const contents = await check(
      await backupOf([
        ['endpoints', endpoint({ id: sourceId, baseUrl: 'https://user:pass@api.openai.com/v1/?key=k' })],
      ]),
    );
    expect(contents.endpoints).toEqual([]);
  });

  it('never stands for the model on the device', async () => {
    await restore(await backupOf([['endpoints', endpoint({ id: 'on-device' })]]), {
      endpointIds: new Set(['on-device']),
    });
    const [taken] = await database.endpoints.toArray();
    expect(taken!.id).not.toBe('on-device');
  });
});

it('lets no date of a file be later than the year 2100', async () => {
  await restore(await backupOf([['chats', chat({ updatedAt: 8e15 })]]));
  expect(new Date((await database.chats.get(chatId))!.updatedAt).getUTCFullYear()).toBe(2100);
});

describe('references that lead nowhere', () => {
  const stored = async () => {
    const messages = await database.messages.where({ chatId }).toArray();
    return { messages, thread: visibleThread(messages, (await database.chats.get(chatId))!.leafId) };
  };

  it('messages in a circle can be gone through', async () => {
    const ring = [question({ parentId: answerId }), answer()];
    const contents = await restore(
      await backupOf([...ring.map((one) => ['messages', one] as const), ['chats', chat()]]),
    );
    expect(contents.mendedCount).toBe(1);
    const { messages, thread } = await stored();
    expect(messages).toHaveLength(2);
    expect(thread.length).toBeLessThanOrEqual(2);
    for (const { id } of messages) expect(newestLeafBelow(messages, id)).toBeTruthy();
  });

  it('a message that is its own parent is a first one, and one whose parent is not there can be reached', async () => {
    await restore(
      await backupOf([
        ['messages', question({ parentId: questionId })],
        ['messages', answer({ parentId: sourceId })],
        ['chats', chat()],
      ]),
    );
    const { messages, thread } = await stored();
    expect(messages.map(({ parentId }) => parentId)).toEqual([null, sourceId]);
    expect(thread.map(({ message }) => message.id)).toEqual([questionId, answerId]);
  });

  it('a message of no chat, and one of another chat here, are left out', async () => {
    await database.messages.add(question({ chatId: 'mine', text: 'Mine' }) as never);
    const contents = await restore(
      await backupOf([
        ['messages', question()],
        ['messages', answer({ chatId: 'nowhere' })],
        ['chats', chat({ leafId: questionId })],
      ]),
    );
    expect(contents.refused.map(({ reason }) => reason).sort()).toEqual(['elsewhere', 'no-chat']);
    expect(await database.messages.toArray()).toMatchObject([{ chatId: 'mine', text: 'Mine' }]);
    expect((await database.chats.get(chatId))!.leafId).toBe(null);
  });

  it('a source without its text says so, and one that was being read, and an answer that was being written', async () => {
    await restore(
      await backupOf([
        ['sources', source({ textHash: 'b'.repeat(64) })],
        ['sources', source({ id: 'other', status: 'reading' })],
        ['messages', question({ sourceIds: [sourceId, 'gone'] })],
        ['messages', answer({ status: 'streaming', progress: { stage: 'reading', done: 1, total: 2 } })],
        [
          'chats',
          chat({
            characterIds: ['nobody'],
            memory: { upToId: 'gone', text: 'x' },
            pendingSourceIds: ['other', 'gone'],
          }),
        ],
      ]),
    );
    expect(await database.sources.get(sourceId)).toMatchObject({
      status: 'failed',
      error: { code: 'text-missing' },
      textHash: '',
    });
    expect(await database.sources.get('other')).toMatchObject({
      status: 'failed',
      error: { code: 'read-interrupted' },
    });
    expect(await database.messages.get(answerId)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
    // The numbers of sources that citations name stay as they are.
    expect(await database.messages.get(questionId)).toMatchObject({ sourceIds: [sourceId, 'gone'] });
    const mended = (await database.chats.get(chatId))!;
    expect(mended).toMatchObject({ pendingSourceIds: ['other'] });
    expect(mended).not.toHaveProperty('characterIds');
    expect(mended).not.toHaveProperty('memory');
  });

  it('a record that stands there twice counts once', async () => {
    const contents = await restore(
      await backupOf([
        ['messages', question()],
        ['messages', question({ text: 'Again' })],
        ['chats', chat()],
      ]),
    );
    expect(contents.refused).toMatchObject([{ reason: 'twice', title: 'Again' }]);
    expect(await database.messages.toArray()).toMatchObject([{ text: 'When?' }]);
  });
});

it('tells how much of a file was read', async () => {
  const shares: number[] = [];
  const { records } = await openBackup(await backupOf([['chats', chat()]], { isPacked: true }), (share) =>
    shares.push(share),
  );
  for await (const _ of records);
  expect(shares.at(-1)).toBe(1);
});

import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkBackup } from '../../../../utils/backup/check-backup.ts';
import { restoreBackup } from '../../../../utils/backup/restore-backup.ts';
import { type Choice, differingKey, type RestoreChoices } from '../../../../utils/backup/restore-plan.ts';
import { writeBackup } from '../../../../utils/backup/write-backup.ts';
import type { ChatMessage } from '../../../../utils/messages/chat-message.ts';
import { database } from '../../../../utils/storage/database.ts';
import { forgetUnused } from '../../../../utils/storage/forget-unused.ts';
import { restoreLock } from '../../../../utils/storage/restore-lock.ts';
import { answer, answerId, chat, chatId, question, questionId } from '../../../helpers/backup-file.ts';
import { emptyDatabase, keptOf, plantDatabase, seedOfDatabase } from '../../../helpers/random-database.ts';

let unhook = () => {};
beforeEach(emptyDatabase);
afterEach(() => unhook());

const nothing = () => {};
async function restore(file: Blob, choose?: Choice) {
  const { plan, contents } = await checkBackup(file, nothing);
  const differing = new Map(choose ? contents.differing.map((one) => [differingKey(one), choose]) : []);
  const choices: RestoreChoices = { differing, endpointIds: new Set(), hasSettings: true, copyMark: ' 2' };
  await restoreBackup(file, plan, choices, nothing);
  return contents;
}
const put = (...messages: object[]) => database.messages.bulkPut(messages as ChatMessage[]);
const textsOf = async (id: string) =>
  (await database.messages.where({ chatId: id }).toArray()).map(({ text }) => text).sort();

/** A chat here, and a backup of it. */
async function backedUp(): Promise<Blob> {
  await database.chats.put(chat());
  await put(question(), answer());
  return writeBackup(1, nothing);
}

it('keeps the branches of both sides of a chat that went on here and there', async () => {
  await backedUp();
  await put(question({ id: 'there', parentId: answerId, text: 'There?' }));
  await database.chats.update(chatId, { leafId: 'there', updatedAt: 99 });
  const file = await writeBackup(2, nothing);
  await database.messages.delete('there');
  await put(question({ id: 'here', parentId: answerId, text: 'Here?' }));
  await database.chats.update(chatId, { leafId: 'here', updatedAt: 50, draft: 'typed' });
  expect(await restore(file)).toMatchObject({
    chats: { grown: 1, differs: 0 },
    newMessages: 1,
    differing: [],
  });
  expect(await textsOf(chatId)).toEqual(['Here?', 'Then.', 'There?', 'When?']);
  expect(await database.chats.get(chatId)).toMatchObject({ leafId: 'here', draft: 'typed', updatedAt: 99 });
  expect((await database.messages.get('there'))!.parentId).toBe(answerId);
});

it('loses nothing that was typed, here or there', async () => {
  await backedUp();
  const typed = (windowId: string, text: string, parentId: string | null = null) => ({
    windowId,
    parentId,
    text,
  });
  await database.chats.update(chatId, { drafts: [typed('w', 'older'), typed('v', 'theirs', answerId)] });
  const file = await writeBackup(2, nothing);
  await database.chats.update(chatId, { title: 'Renamed', drafts: [typed('w', 'newer')] });
  await restore(file, 'both');
  const copy = (await database.chats.toArray()).find(({ id }) => id !== chatId)!;
  expect(copy.drafts!.map(({ text }) => text)).toEqual(['older', 'theirs']);
  // In the copy's own place.
  expect(await database.messages.get(copy.drafts![1]!.parentId!)).toMatchObject({ chatId: copy.id });
  expect((await database.chats.get(chatId))!.drafts).toEqual([typed('w', 'newer')]);
  for (let time = 0; time < 2; time++) await restore(file, 'backup');
  expect((await database.chats.get(chatId))!.drafts).toEqual([
    typed('v', 'theirs', answerId),
    typed('w', 'newer'),
  ]);
});

it.each<[Choice, string, string, number]>([
  ['mine', 'Renamed', 'Later.', 1],
  ['backup', 'A chat', 'Then.', 1],
  ['both', 'Renamed', 'Later.', 2],
])('asks where both have changed: %s', async (choice, title, text, count) => {
  const file = await backedUp();
  await database.chats.update(chatId, { title: 'Renamed', draft: 'typed' });
  await put(answer({ text: 'Later.' }), question({ id: 'here', parentId: answerId, text: 'Here?' }));
  for (let time = 0; time < 2; time++) {
    const contents = await restore(file, choice);
    if (time === 0) expect(contents.differing).toEqual([{ kind: 'chats', id: chatId, title: 'A chat' }]);
    expect(await database.chats.get(chatId)).toMatchObject({ title, draft: 'typed' });
    expect(await database.messages.get(answerId)).toMatchObject({ text, parentId: questionId });
    expect(await textsOf(chatId)).toContain('Here?');
    expect(await database.chats.count()).toBe(count);
  }
  if (choice !== 'both') return;
  const copy = (await database.chats.toArray()).find(({ id }) => id !== chatId)!;
  expect(copy.title).toBe('A chat 2');
  expect(await textsOf(copy.id)).toEqual(['Then.', 'When?']);
  const last = (await database.messages.get(copy.leafId!))!;
  expect((await database.messages.get(last.parentId!))!.text).toBe('When?');
});

it.each<[Choice, string[], string]>([
  ['mine', ['Mine'], 'here'],
  ['backup', ['Ilse'], 'there'],
  ['both', ['Ilse', 'Mine'], 'here'],
])('asks for characters and maps that differ: %s', async (choice, names, label) => {
  const character = (name: string) => ({
    id: questionId,
    name,
    json: JSON.stringify({ name, description: '' }),
    sourceIds: [],
    envelope: 'e',
    createdAt: 1,
    updatedAt: 1,
  });
  const root = { id: 'n', label: 'there', citations: [], note: '', children: [] };
  await database.characters.put(character('Ilse'));
  await database.maps.put({ id: answerId, root, updatedAt: 1 });
  const file = await writeBackup(1, nothing);
  await database.characters.put(character('Mine'));
  await database.maps.put({ id: answerId, root: { ...root, label: 'here' }, updatedAt: 1 });
  for (let time = 0; time < 2; time++) {
    const { differing } = await restore(file, choice);
    if (time === 0) expect(differing.map(({ kind }) => kind)).toEqual(['characters', 'maps']);
    expect((await database.characters.toArray()).map(({ name }) => name).sort()).toEqual(names);
    expect((await database.maps.get(answerId))!.root.label).toBe(label);
  }
});

it('leaves an answer that goes on here as it is, and makes a message whole that is damaged here', async () => {
  const file = await backedUp();
  await put(answer({ text: 'Then. And', status: 'streaming' }), { id: questionId, chatId } as never);
  expect(await restore(file, 'backup')).toMatchObject({ differing: [], newMessages: 1 });
  expect(await database.messages.get(answerId)).toMatchObject({ text: 'Then. And', status: 'streaming' });
  expect(await database.messages.get(questionId)).toMatchObject({ text: 'When?' });
});

it('backs up an answer as far as it has come', async () => {
  await database.chats.put(chat());
  await put(question(), answer({ text: '', status: 'queued' }));
  await database.growing.put(answer({ text: 'So far', status: 'streaming' }) as never);
  const file = await writeBackup(1, nothing);
  await emptyDatabase();
  await restore(file);
  expect(await database.messages.get(answerId)).toMatchObject({ text: 'So far', status: 'failed' });
});

it('brings back a chat that was deleted here, and leaves out one that was deleted when it was made', async () => {
  const file = await backedUp();
  await database.chats.update(chatId, { deletedAt: 5, pinnedAt: 6 });
  const without = await new Response(
    (await writeBackup(2, nothing)).stream().pipeThrough(new DecompressionStream('gzip')),
  ).text();
  expect(without).not.toContain('A chat');
  expect(await restore(file)).toMatchObject({ chats: { new: 1 }, newMessages: 0 });
  const back = (await database.chats.get(chatId))!;
  expect(back.deletedAt).toBeUndefined();
  expect(back.pinnedAt).toBe(6);
});

it('forgets nothing that nobody names while a backup is being restored', async () => {
  await database.texts.put({ hash: 'd'.repeat(64), text: 'not named yet' });
  await navigator.locks.request(restoreLock, async () => expect(await forgetUnused(1e12)).toBe(0));
  expect(await database.texts.count()).toBe(1);
  await forgetUnused(1e12);
  expect(await database.texts.count()).toBe(0);
});

it('leaves out what was deleted, what nothing names, and chats that nobody talks in', async () => {
  await backedUp();
  await database.chats.put({ ...chat({ id: 'map' }), purpose: 'map' });
  await database.chats.put(chat({ id: 'empty', leafId: null, title: '' }));
  await put(
    question({ id: 'orphan', chatId: 'deleted', text: 'Deleted' }),
    question({ id: 'mapped', chatId: 'map' }),
  );
  await database.texts.put({ hash: 'c'.repeat(64), text: 'Nobody names it' });
  const file = await writeBackup(1, nothing);
  const text = await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
  expect(text).not.toMatch(/Deleted|Nobody names it|"mapped"|"empty"/);
});

it('leaves nothing broken where the room runs out, and does the rest when it is run again', () =>
  fc.assert(
    fc.asyncProperty(seedOfDatabase, fc.nat(60), async (seed, room) => {
      await emptyDatabase();
      await plantDatabase(seed);
      const file = await writeBackup(1, nothing);
      await emptyDatabase();
      await restore(file);
      const whole = await keptOf();
      await emptyDatabase();
      let left = room;
      const hooks = database.tables.map((table) => {
        const check = () => {
          if (left-- <= 0) throw new DOMException('full', 'QuotaExceededError');
        };
        table.hook('creating', check);
        return () => table.hook('creating').unsubscribe(check);
      });
      unhook = () => {
        for (const off of hooks) off();
      };
      const error = await restore(file).then(nothing, (thrown: unknown) => thrown);
      if (error) expect(error).toMatchObject({ code: 'storage-full' });
      unhook();
      const messages = await database.messages.toArray();
      const sources = await database.sources.toArray();
      const ids = new Set([...messages, ...sources].map(({ id }) => id));
      const hashes = new Set(await database.texts.toCollection().primaryKeys());
      for (const { textHash } of sources) if (textHash) expect(hashes).toContain(textHash);
      for (const message of messages)
        if (message.role === 'user') for (const id of message.sourceIds) expect(ids).toContain(id);
      for (const { leafId } of await database.chats.toArray()) expect(ids).toContain(leafId);
      await restore(file);
      expect(await keptOf()).toEqual(whole);
    }),
    { numRuns: 15 },
  ));

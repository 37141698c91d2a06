import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { latestChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import {
  forgetDeletedChats,
  markDeleted,
  restoreChat,
  undoMs,
} from '../../../../utils/storage/deleted-chats.ts';
import { chatsAtWork, listChats, pinChat, renameChat } from '../../../../utils/storage/list-chats.ts';
import { makeAnswer, makeChat, makeQuestion, makeStoredSource } from '../../../helpers/make-chat.ts';

const { chats, messages, growing, readings, maps, sources, digests } = database;
const later = () => Date.now() + undoMs;
const listed = async () => (await listChats()).map(({ id }) => id);

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  for (const [id, updatedAt] of [
    ['a', 3],
    ['b', 2],
    ['c', 1],
  ] as const) {
    await chats.add(makeChat(id, { leafId: `r-${id}`, updatedAt }));
    await messages.bulkAdd([
      makeQuestion(`q-${id}`, id, { sourceIds: ['shared', `only-${id}`] }),
      makeAnswer(`r-${id}`, id, { parentId: `q-${id}` }),
    ]);
    await sources.add(makeStoredSource(`only-${id}`));
    await maps.add({ id: `r-${id}`, root: { id: '', label: '', children: [] } as never, updatedAt: 1 });
    await readings.add({ answerId: `r-${id}` } as never);
    await digests.add({ chatId: id, stamp: id, text: '', pieces: [] });
  }
  await sources.add(makeStoredSource('shared'));
});

describe('the list', () => {
  it('has what is talked in, the latest first, and not what is deleted or a model’s own', async () => {
    await chats.bulkAdd([
      makeChat('empty', { title: '' }),
      makeChat('typed', { title: '', draft: 'half a question', updatedAt: 9 }),
      makeChat('card', { purpose: 'card' }),
    ]);
    await markDeleted('b');
    expect(await listed()).toEqual(['typed', 'a', 'c']);
  });
  it('names a chat, and not with nothing', async () => {
    await renameChat('a', '  Ships\n and\tlamps ');
    await renameChat('b', ' \n ');
    expect((await listChats()).map(({ title }) => title)).toEqual(['Ships and lamps', 'b', 'c']);
  });
  it('pins and unpins', async () => {
    await pinChat('c', true);
    expect((await chats.get('c'))?.pinnedAt).toBeGreaterThan(0);
    await pinChat('c', false);
    expect(await chats.get('c')).not.toHaveProperty('pinnedAt');
  });
  it('tells in which chats an answer is being written', async () => {
    await messages.put(makeAnswer('r-b', 'b', { status: 'queued' }));
    expect([...(await chatsAtWork())]).toEqual(['b']);
  });
  it('does not go on with a deleted chat', async () => {
    await markDeleted('a');
    expect((await latestChat()).id).toBe('b');
  });
});

describe('a deleted chat', () => {
  it('comes back whole', async () => {
    await markDeleted('a');
    expect(await listed()).toEqual(['b', 'c']);
    expect(await restoreChat('a')).toBe(true);
    expect(await listed()).toEqual(['a', 'b', 'c']);
    expect(await forgetDeletedChats(later())).toBe(0);
    expect(await chats.get('a')).not.toHaveProperty('deletedAt');
    expect(await restoreChat('none')).toBe(false);
  });
  it('stays for as long as that can be taken back, and goes with all that only it had', async () => {
    await markDeleted('a');
    expect(await forgetDeletedChats(Date.now())).toBe(0);
    expect(await messages.count()).toBe(6);
    expect(await forgetDeletedChats(later())).toBe(1);
    expect(await restoreChat('a')).toBe(false);
    expect(await chats.toCollection().primaryKeys()).toEqual(['b', 'c']);
    expect((await messages.toCollection().primaryKeys()).sort()).toEqual(['q-b', 'q-c', 'r-b', 'r-c']);
    expect((await sources.toCollection().primaryKeys()).sort()).toEqual(['only-b', 'only-c', 'shared']);
    for (const table of [maps, readings, digests]) expect(await table.count()).toBe(2);
  });
  it('goes from the pack that is searched, too', async () => {
    const packed = ['a', 'b'].map((chatId) => ({ chatId, stamp: chatId, packId: 'pack' }));
    await digests.bulkPut(packed);
    await database.packs.add({
      id: 'pack',
      digests: packed.map(({ chatId, stamp }) => ({ chatId, stamp, text: `said in ${chatId}`, pieces: [] })),
    });
    await markDeleted('a');
    expect(await forgetDeletedChats(later())).toBe(1);
    expect(await database.packs.toArray()).toEqual([]);
  });
  it('goes also where the clock was set back since', async () => {
    await chats.update('a', { deletedAt: later() * 2 });
    expect(await forgetDeletedChats(Date.now())).toBe(1);
  });
  it('waits for an answer that is still being stopped', async () => {
    const answer = makeAnswer('r-a', 'a', { status: 'streaming' });
    await messages.put(answer);
    await growing.put(answer);
    await markDeleted('a');
    await markDeleted('b');
    expect(await forgetDeletedChats(later())).toBe(1);
    expect(await chats.toCollection().primaryKeys()).toEqual(['a', 'c']);
    await messages.put({ ...answer, status: 'stopped' });
    expect(await forgetDeletedChats(later())).toBe(1);
    expect(await growing.count()).toBe(0);
    expect((await sources.toCollection().primaryKeys()).sort()).toEqual(['only-c', 'shared']);
  });
  it('leaves unused sources alone where nothing was deleted', async () => {
    await sources.add(makeStoredSource('unused'));
    expect(await forgetDeletedChats(later())).toBe(0);
    expect(await sources.count()).toBe(5);
  });
});

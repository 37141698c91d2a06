import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { UserMessage } from '../../../../utils/messages/chat-message.ts';
import { addVariant } from '../../../../utils/storage/branches.ts';
import { addQuestion, copySources, createChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import {
  claimDrafts,
  type Draft,
  keepDraft,
  keepEdit,
  ownDraft,
  ownEdit,
  thisWindow,
  typedText,
} from '../../../../utils/storage/drafts.ts';

const attempt = { choice: { endpointId: 'e', model: 'm' }, sending: undefined };
const edit = (text: string) => ({ text, sourceIds: ['s'] });
const typedIn = (windowId: string, text: string, more: Partial<Draft> = {}): Draft => ({
  windowId,
  text,
  ...more,
});

const closers: (() => void)[] = [];
/** Another window, until the test ends. */
const openWindow = (windowId: string) =>
  new Promise<void>((resolve) => {
    void navigator.locks.request(`unabridged-window-${windowId}`, () => {
      resolve();
      return new Promise<void>((close) => closers.push(close));
    });
  });

afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await Promise.all(database.tables.map((table) => table.clear()));
});

const stored = async (id: string) => (await database.chats.get(id))!;
const draftsOf = async (id: string) =>
  (await stored(id)).drafts?.map(({ windowId, text }) => [windowId === thisWindow ? 'mine' : windowId, text]);
const ask = (id: string, text: string, draft: string) =>
  addQuestion(id, text, attempt.choice, undefined, { sourceIds: [], draft });

describe('what is typed in two windows', () => {
  it('is kept for each, whatever the other keeps', async () => {
    const { id } = await createChat({ drafts: [typedIn('other', 'theirs')] });
    await keepDraft(id, 'mine', null);
    await keepEdit(id, 'q', edit('my version'));
    await keepEdit(id, null, edit('my first'));
    await keepDraft(id, 'mine too', null);
    expect(await draftsOf(id)).toEqual([
      ['other', 'theirs'],
      ['mine', 'my version'],
      ['mine', 'my first'],
      ['mine', 'mine too'],
    ]);
    const chat = await stored(id);
    expect(chat.draft).toBe('mine too');
    expect(ownDraft(chat)?.text).toBe('mine too');
    expect(ownEdit(chat, { parentId: 'q' })).toEqual(edit('my version'));
    expect(ownEdit(chat, { parentId: 'other' })).toBeUndefined();
  });
  it('goes once it is asked or emptied, and nothing else with it', async () => {
    const theirs = [typedIn('other', 'theirs'), typedIn('other', 'their edit', { parentId: null })];
    const { id } = await createChat({ drafts: theirs });
    await keepDraft(id, 'mine', null);
    await ask(id, 'mine, to its end', 'mine');
    expect((await stored(id)).drafts).toEqual(theirs);
    const { leafId } = await stored(id);
    await keepDraft(id, 'emptied', leafId);
    await keepDraft(id, '', leafId);
    await keepEdit(id, 'q', edit('left'));
    await keepEdit(id, 'q', undefined);
    expect((await stored(id)).drafts).toEqual(theirs);
  });
  it('goes where the other has asked just that, or what was typed on from it', async () => {
    const { id } = await createChat({
      drafts: [typedIn('a', 'why'), typedIn('b', 'why? '), typedIn('c', 'who')],
    });
    await ask(id, 'why?', '');
    expect(await draftsOf(id)).toEqual([['c', 'who']]);
  });
  it('stays where the question that is edited is gone, or is asked in another window', async () => {
    const { id } = await createChat();
    await ask(id, 'one?', '');
    const question = (await database.messages.filter(({ role }) => role === 'user').first()) as UserMessage;
    await database.chats.update(id, {
      drafts: [typedIn('other', 'uno?', { parentId: null, sourceIds: [] })],
    });
    await keepEdit(id, null, edit('un?'));
    const asked = { ...question, id: 'gone' };
    expect(await addVariant(asked, edit('un?'), attempt, [])).toBeUndefined();
    expect(await draftsOf(id)).toHaveLength(2);
    expect(await addVariant(question, edit('un?'), attempt, [])).toBeDefined();
    expect(await draftsOf(id)).toEqual([['other', 'uno?']]);
  });
  it('moves along into a new chat', async () => {
    const { id } = await createChat({ drafts: [typedIn('other', 'mi')] });
    await keepDraft(id, 'mine', null);
    const copy = await copySources(id, [], 'mine');
    expect(await stored(copy.id)).toMatchObject({ draft: 'mine' });
    expect(await stored(id)).toMatchObject({ draft: '', drafts: [typedIn('other', 'mi')] });
  });
  it('names a chat that nobody has asked anything in', () => {
    expect(typedText({ draft: '', drafts: [typedIn('a', 'x', { parentId: null }), typedIn('b', 'y')] })).toBe(
      'y',
    );
    expect(typedText({ draft: 'z', drafts: [typedIn('b', 'y')] })).toBe('z');
  });
});

describe('what was typed in a window that is gone', () => {
  it('is taken over, the newest in each place, and nothing of one that is open', async () => {
    await openWindow('open');
    const { id } = await createChat({
      drafts: [
        typedIn('gone', 'older'),
        typedIn('open', 'theirs'),
        typedIn('gone', 'edit', { parentId: 'q', sourceIds: [] }),
        typedIn('also gone', 'newer'),
        typedIn('open', 'their edit', { parentId: null }),
      ],
    });
    const after = [
      ['gone', 'older'],
      ['open', 'theirs'],
      ['mine', 'edit'],
      ['mine', 'newer'],
      ['open', 'their edit'],
    ];
    expect((await claimDrafts(id))!.drafts).toHaveLength(5);
    expect(await draftsOf(id)).toEqual(after);
    // What stands here is in nobody's way.
    await claimDrafts(id);
    expect(await draftsOf(id)).toEqual(after);
  });
  it('is taken over in one place only, where that is asked for', async () => {
    const { id } = await createChat({
      drafts: [typedIn('gone', 'next'), typedIn('gone', 'edit', { parentId: null })],
    });
    await claimDrafts(id, { parentId: null });
    expect(await draftsOf(id)).toEqual([
      ['gone', 'next'],
      ['mine', 'edit'],
    ]);
  });
  it('is taken over by nobody else, as long as this window is there', async () => {
    const { id } = await createChat();
    await keepDraft(id, 'mine', null);
    const { held } = await navigator.locks.query();
    expect(held!.map(({ name }) => name)).toContain(`unabridged-window-${thisWindow}`);
  });
});

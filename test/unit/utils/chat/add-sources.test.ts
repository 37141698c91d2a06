import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { addSources } from '../../../../utils/chat/add-sources.ts';
import { createChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';

it('attaches a tab once that two windows attach at the same moment', async () => {
  const { id } = await createChat();
  const seed = { kind: 'tab' as const, title: 't', url: 'https://a.test/', tabId: 7 };
  const [[first], [second]] = await Promise.all([addSources(id, [seed]), addSources(id, [seed])]);
  expect((await database.chats.get(id))!.pendingSourceIds).toEqual([second!.id]);
  // The reader of the first one finds it gone, and writes nothing.
  expect(await database.sources.get(first!.id)).toBeUndefined();
});

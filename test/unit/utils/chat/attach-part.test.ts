import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { attachPart } from '../../../../utils/chat/attach-part.ts';
import { createChat } from '../../../../utils/storage/chats.ts';
import { database } from '../../../../utils/storage/database.ts';
import { loadSourceText, storeText } from '../../../../utils/storage/sources.ts';
import { makeStoredSource } from '../../../helpers/make-chat.ts';

const text = '# One\n\nThe keeper.\n\n# Two\n\nThe light.';
const second = [{ start: text.indexOf('# Two'), end: text.length }] as never;

it('keeps the text of a part and its source together, or neither', async () => {
  await database.sources.add({ ...makeStoredSource('s1'), ...(await storeText(text)) });
  const { id } = await createChat({ pendingSourceIds: ['s1'] });
  vi.spyOn(database.sources, 'add').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
  await expect(attachPart(id, 's1', second, '')).rejects.toThrow('full');
  expect(await database.texts.count()).toBe(1);

  expect(await attachPart(id, 's1', second, '')).toBe(id);
  const [partId] = (await database.chats.get(id))!.pendingSourceIds;
  expect((await loadSourceText(partId!)).text).toBe('# Two\n\nThe light.');
  expect(await database.texts.count()).toBe(2);
});

import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer';

/** An outline with this many nodes below its title: eight branches, then four levels. */
export function longOutline(count: number): string {
  const lines = ['# A long map'];
  for (let index = 0; index < count; index++) {
    const branch = Math.floor((index * 8) / count);
    const isFirst = index === 0 || Math.floor(((index - 1) * 8) / count) !== branch;
    const depth = isFirst ? 0 : 1 + [0, 1, 2, 2, 1, 2, 3][index % 7]!;
    lines.push(
      `${'  '.repeat(depth)}- ${isFirst ? `Branch ${branch + 1}` : `Node ${index}: ships, 灯塔 and oil`}`,
    );
  }
  return lines.join('\n');
}

/** Writes a chat with a map in it straight into the extension's database. @returns the answer's id. */
export async function seedMap(page: Page, outline: string): Promise<string> {
  const id = randomUUID();
  await page.evaluate(
    async (answerId, text) => {
      const open = indexedDB.open('unabridged');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      const transaction = database.transaction(['chats', 'messages'], 'readwrite');
      const chatId = `${answerId}-chat`;
      const questionId = `${answerId}-question`;
      const base = { chatId, createdAt: Date.now() };
      transaction.objectStore('chats').put({
        id: chatId,
        title: '/map',
        createdAt: base.createdAt,
        updatedAt: base.createdAt,
        leafId: answerId,
        draft: '',
        pendingSourceIds: [],
      });
      transaction
        .objectStore('messages')
        .put({ ...base, id: questionId, parentId: null, role: 'user', text: '/map', sourceIds: [] });
      transaction.objectStore('messages').put({
        ...base,
        id: answerId,
        parentId: questionId,
        role: 'assistant',
        text,
        reasoning: '',
        status: 'done',
        finishReason: 'stop',
        choice: { endpointId: 'seed', model: 'seed' },
      });
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
      });
      database.close();
    },
    id,
    outline,
  );
  return id;
}

import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer';
import { writeRecords } from './write-records.ts';

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
  const answerId = randomUUID();
  const chatId = `${answerId}-chat`;
  const questionId = `${answerId}-question`;
  const now = Date.now();
  const base = { chatId, createdAt: now };
  const chat = { id: chatId, title: '/map', createdAt: now, updatedAt: now, leafId: answerId, draft: '' };
  await writeRecords(page, {
    chats: [{ ...chat, pendingSourceIds: [] }],
    messages: [
      { ...base, id: questionId, parentId: null, role: 'user', text: '/map', sourceIds: [] },
      {
        ...base,
        id: answerId,
        parentId: questionId,
        role: 'assistant',
        text: outline,
        reasoning: '',
        status: 'done',
        finishReason: 'stop',
        choice: { endpointId: 'seed', model: 'seed' },
      },
    ],
  });
  return answerId;
}

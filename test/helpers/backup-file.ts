import { createHash } from 'node:crypto';

/** A backup with any lines, and the end that fits them: what someone writes who knows the format. */
export async function backupOf(
  records: readonly (readonly [table: string, record: unknown] | string)[],
  more: { version?: number; counts?: Record<string, number>; isPacked?: boolean } = {},
): Promise<Blob> {
  const tables =
    'texts marks sources links characters messages readings maps chats models endpoints settings';
  const counts: Record<string, number> = Object.fromEntries(tables.split(' ').map((table) => [table, 0]));
  const lines = [
    JSON.stringify({ unabridged: 'backup', version: more.version ?? 1, createdAt: 1_790_000_000_000 }),
    ...records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))),
  ];
  let digest = '';
  for (const line of lines)
    digest = createHash('sha256')
      .update(digest + line)
      .digest('hex');
  for (const line of lines.slice(1)) {
    const table = /^\["(\w+)"/.exec(line)?.[1];
    if (table && Object.hasOwn(counts, table)) counts[table]!++;
  }
  lines.push(JSON.stringify({ end: true, counts: { ...counts, ...more.counts }, digest }));
  const plain = new Blob([`${lines.join('\n')}\n`]);
  if (!more.isPacked) return plain;
  return new Response(plain.stream().pipeThrough(new CompressionStream('gzip'))).blob();
}

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const chatId = uuid(1);
export const questionId = uuid(2);
export const answerId = uuid(3);
export const sourceId = uuid(4);

export const question = (more: object = {}) => ({
  id: questionId,
  chatId,
  parentId: null,
  role: 'user',
  text: 'When?',
  sourceIds: [],
  createdAt: 10,
  ...more,
});
export const answer = (more: object = {}) => ({
  id: answerId,
  chatId,
  parentId: questionId,
  role: 'assistant',
  text: 'Then.',
  reasoning: '',
  status: 'done',
  choice: { endpointId: 'e', model: 'm' },
  createdAt: 11,
  ...more,
});
export const chat = (more: object = {}) => ({
  id: chatId,
  title: 'A chat',
  createdAt: 10,
  updatedAt: 11,
  leafId: answerId,
  draft: '',
  pendingSourceIds: [],
  ...more,
});
export const source = (more: object = {}) => ({
  id: sourceId,
  kind: 'page',
  title: 'A page',
  url: 'https://a.test/',
  status: 'ready',
  textHash: '',
  characterCount: 3,
  tokenCount: 1,
  readAt: 5,
  ...more,
});
export const endpoint = (more: object = {}) => ({
  id: uuid(9),
  presetId: 'openai',
  name: 'OpenAI',
  baseUrl: 'https://evil.test/v1',
  model: 'm',
  models: [],
  silenceTimeoutS: 90,
  createdAt: 1,
  ...more,
});

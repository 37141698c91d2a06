import { beforeEach, expect, it, vi } from 'vitest';
import type { CitationAnswer, CitationJob } from '../../../../utils/chat/citation.worker';

const texts = new Map<string, string>();
const sources = new Map<string, string>();
const readTexts: string[] = [];
vi.mock('../../../../utils/storage/database', () => ({
  database: {
    sources: {
      bulkGet: async (ids: string[]) =>
        ids.map((id) => (sources.has(id) ? { id, textHash: sources.get(id) } : undefined)),
    },
    texts: {
      get: async (hash: string) => {
        readTexts.push(hash);
        return texts.has(hash) ? { hash, text: texts.get(hash) } : undefined;
      },
    },
  },
}));

let tell: (event: { data: CitationJob }) => void;
const answers: CitationAnswer[] = [];
vi.stubGlobal('addEventListener', (_: string, listener: typeof tell) => {
  tell = listener;
});
vi.stubGlobal('postMessage', (answer: CitationAnswer) => answers.push(structuredClone(answer)));
await import('../../../../utils/chat/citation.worker');

let number = 0;
async function ask(wanted: { sourceId: string; quote: string }[]): Promise<CitationAnswer> {
  number++;
  tell({ data: { number, wanted } });
  await expect.poll(() => answers.some((answer) => answer.number === number)).toBe(true);
  return answers.find((answer) => answer.number === number)!;
}

it('looks in the texts that it is lent, and in no database', async () => {
  number++;
  const hashes = new Map([
    ['page', 'lent'],
    ['lost', 'gone'],
  ]);
  const lent = { hashes, texts: [{ hash: 'lent', text: 'A lamp that is only in the memory of its page.' }] };
  const wanted = ['page', 'lost', 'unknown'].map((sourceId) => ({
    sourceId,
    quote: 'only in the memory of its page',
  }));
  tell({ data: structuredClone({ number, wanted, lent }) });
  await expect.poll(() => answers.some((answer) => answer.number === number)).toBe(true);
  const { reports } = answers.find((answer) => answer.number === number)!;
  expect(reports.map(({ state }) => state)).toEqual(['exact', 'no-source', 'no-source']);
  expect(readTexts).toEqual([]);
});

beforeEach(() => {
  texts.clear();
  sources.clear();
  readTexts.length = 0;
});

it('answers every citation in order, with the passage and its surroundings', async () => {
  sources.set('page', 'lamp');
  sources.set('lost', 'gone');
  texts.set('lamp', 'Long ago the lamp was **lit** for the first time. Nobody saw it.');
  const { reports, said } = await ask([
    { sourceId: 'page', quote: 'the lamp was lit for the first time' },
    { sourceId: 'deleted', quote: 'the lamp was lit' },
    { sourceId: 'page', quote: '' },
    { sourceId: 'page', quote: 'it' },
    { sourceId: 'page', quote: 'three brothers built the tower' },
    { sourceId: 'lost', quote: 'the lamp was lit' },
    { sourceId: 'page', quote: 'the lamb was lit for the first time' },
    { sourceId: 'page', quote: 'Nobody saw it.' },
  ]);
  expect(said).toBeUndefined();
  expect(reports).toEqual([
    {
      state: 'folded',
      start: 9,
      end: 48,
      score: 1,
      places: 1,
      before: 'Long ago ',
      quote: 'the lamp was lit for the first time',
      after: '. Nobody saw it.',
    },
    { state: 'no-source' },
    { state: 'too-short' },
    { state: 'too-short' },
    { state: 'not-found' },
    { state: 'no-source' },
    expect.objectContaining({ state: 'close', start: 9, end: 48 }),
    expect.objectContaining({ state: 'exact', quote: 'Nobody saw it.' }),
  ]);
});

it('reads a text once for many citations, and not again for the next answer', async () => {
  const sentences = Array.from({ length: 500 }, (_, index) => `Sentence ${index} of the log says little.`);
  sources.set('a', 'log');
  sources.set('b', 'log');
  texts.set('log', sentences.join('\n\n'));
  const { reports } = await ask(
    sentences.map((quote, index) => ({ sourceId: index % 2 ? 'a' : 'b', quote })),
  );
  expect(reports.map(({ state }) => state)).toEqual(sentences.map(() => 'exact'));
  await ask([{ sourceId: 'a', quote: sentences[7]! }]);
  expect(readTexts).toEqual(['log']);
});

it('lets go of the least recently used texts', async () => {
  for (const name of ['first', 'second', 'third']) {
    sources.set(name, name);
    texts.set(name, `The ${name} text is long. ${'x'.repeat(2_500_000)}`);
    expect((await ask([{ sourceId: name, quote: `The ${name} text is long` }])).reports[0]!.state).toBe(
      'exact',
    );
  }
  await ask([{ sourceId: 'third', quote: 'text is long' }]);
  await ask([{ sourceId: 'first', quote: 'text is long' }]);
  expect(readTexts).toEqual(['first', 'second', 'third', 'first']);
});

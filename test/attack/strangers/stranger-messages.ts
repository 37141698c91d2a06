import { seededRandom } from '../../bench/quote-noise.ts';

/** What a stranger may have found out, and asks about. */
export interface KnownNames {
  chatIds: string[];
  answerIds: string[];
  sourceIds: string[];
  endpointIds: string[];
  /** Where a request would be seen. */
  baseUrl: string;
}

type Random = () => number;
const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!;

/** Every command that the engine knows, as its own pages would send it: whoever is heard with one of these has an effect. */
export function commands(names: KnownNames): Record<string, unknown>[] {
  const { chatIds, answerIds, sourceIds, endpointIds, baseUrl } = names;
  const [chatId, answerId, sourceId, endpointId] = [chatIds[0], answerIds[0], sourceIds[0], endpointIds[0]];
  const choice = { endpointId, model: 'test-model' };
  const endpoint = { baseUrl, apiKey: 'sk-of-a-stranger-0123456789', presetId: 'custom' };
  return [
    { type: 'start-answer', answerId },
    { type: 'stop-answer', answerId },
    { type: 'pause-answer', answerId },
    { type: 'read-answer', answerId },
    { type: 'warm-chat', chatId },
    { type: 'read-pages', sourceIds },
    { type: 'read-files', sourceIds, password: '' },
    { type: 'follow-next-pages', chatId, sourceId },
    { type: 'stop-reading', sourceIds },
    { type: 'summarise-turns', chatId, upToId: answerId, choice },
    { type: 'run-animal-test', choice, isOwn: true, sizeTokens: 2000 },
    { type: 'overwrite-remains' },
    { type: 'stop-everything' },
    { type: 'list-models', endpoint },
    { type: 'refresh-models', endpointId },
    { type: 'test-model', endpoint, model: 'test-model' },
    { type: 'download-model', modelId: 'minimind2-small' },
    { type: 'cancel-download', modelId: 'minimind2-small' },
    { type: 'remove-model', modelId: 'minimind2-small' },
  ].map((command) => ({ to: 'engine', ...command }));
}

/** Odd values for a field. `JSON.parse` makes `__proto__` a key of its own. */
const oddities: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => -1,
  () => 1e308,
  () => true,
  () => '',
  () => [],
  () => ({}),
  () => 'x'.repeat(20_000),
  () => '\ud800\u0000\u202e',
  () => '__proto__',
  () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as unknown,
  () => JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown,
  (random) => Array.from({ length: 50 }, () => Math.floor(random() * 1e9)),
];

/** A command with one of its fields made odd, left out, doubled or wrapped. */
function bend(command: Record<string, unknown>, random: Random): unknown {
  const bent = { ...command };
  const field = pick(random, Object.keys(bent));
  switch (Math.floor(random() * 5)) {
    case 0:
      delete bent[field];
      return bent;
    case 1:
      return { ...bent, [field]: pick(random, oddities)(random) };
    case 2:
      return [bent, bent];
    case 3:
      return { message: bent, data: bent, payload: JSON.stringify(bent) };
    default:
      return {
        ...bent,
        extra: pick(random, oddities)(random),
        sender: { id: 'own', url: 'chrome-extension://own/' },
      };
  }
}

/** What other parts of the extension say to each other, forged. */
const forgeries = (names: KnownNames, random: Random): unknown[] => [
  { callSign: crypto.randomUUID() },
  { callSign: pick(random, oddities)(random) },
  {
    id: names.answerIds[0],
    textFrom: 0,
    text: 'forged',
    reasoningFrom: 0,
    reasoning: '',
    state: { status: 'done' },
  },
  'storage-full',
  null,
  { tabId: 1, windowId: 1, clickedAt: 1 },
  { type: 'page-request', tabId: 1 },
];

/**
 * Messages of strangers: whole commands with names that exist, bent ones, and forged words of other parts.
 * @param seed the same one gives the same messages.
 */
export function strangerMessages(names: KnownNames, count: number, seed: number): unknown[] {
  const random = seededRandom(seed);
  const whole = commands(names);
  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.4) return pick(random, whole);
    if (kind < 0.85) return bend(pick(random, whole), random);
    if (kind < 0.95) return pick(random, forgeries(names, random));
    return pick(random, oddities)(random);
  });
}

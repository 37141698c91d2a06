import fc from 'fast-check';
import type { Answer, ChatMessage } from '../../utils/messages/chat-message.ts';
import type { MapNode } from '../../utils/mindmap/map-node.ts';
import { hashText } from '../../utils/shared/hash-text.ts';
import type { Source } from '../../utils/sources/source.ts';
import { database } from '../../utils/storage/database.ts';
import { envelopeFor } from '../../utils/storage/sources.ts';
import { pngOf } from './card-png.ts';
import { plantedKey } from './world.ts';

/** Any UTF-16, halves of pairs too: texts of the web are no better. */
const text = fc
  .array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));
const when = fc.integer({ min: 1, max: 2_000_000_000_000 });

const mapNodeOver = (child: fc.Arbitrary<MapNode>): fc.Arbitrary<MapNode> =>
  fc.record({
    id: text,
    label: text,
    citations: fc.array(fc.record({ number: fc.nat(9), quote: text }), { maxLength: 2 }),
    note: text,
    children: fc.array(child, { maxLength: 2 }),
  });
const noNode = fc.constant<MapNode>({ id: 'leaf', label: '…', citations: [], note: '', children: [] });
const mapNode = mapNodeOver(mapNodeOver(noNode));

const answer = fc.record(
  {
    text,
    reasoning: text,
    status: fc.constantFrom<Answer['status'][]>('done', 'cut', 'stopped', 'failed'),
    error: fc.constantFrom<Answer['error'][]>(undefined, {
      code: 'network',
      facts: { host: 'h', status: 502 },
    }),
    usage: fc.constantFrom<Answer['usage'][]>(undefined, { promptTokens: 3, completionTokens: 0.5 }),
    firstPartMs: fc.option(fc.nat(), { nil: undefined }),
    parent: fc.nat(),
    createdAt: when,
    hasReading: fc.boolean(),
    map: fc.option(mapNode, { nil: undefined }),
  },
  { requiredKeys: ['text', 'reasoning', 'status', 'parent', 'createdAt', 'hasReading'] },
);
const question = fc.record({
  text,
  sources: fc.array(fc.nat(), { maxLength: 3 }),
  parent: fc.nat(),
  createdAt: when,
});

/** What a database is made from; numbers choose among what is there. */
export const seedOfDatabase = fc.record({
  texts: fc.uniqueArray(text, { minLength: 1, maxLength: 6 }),
  sources: fc.array(
    fc.record({
      title: text,
      text: fc.nat(),
      selected: fc.option(fc.nat(), { nil: undefined }),
      isFailed: fc.boolean(),
      readAt: when,
      hasLinks: fc.boolean(),
      tabId: fc.option(fc.nat(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  characters: fc.array(fc.record({ name: text, hasPortrait: fc.boolean(), canon: fc.nat(), at: when }), {
    maxLength: 2,
  }),
  chats: fc.array(
    fc.record({
      title: text,
      draft: text,
      drafts: fc.option(
        fc.array(fc.record({ text, at: fc.option(fc.nat(), { nil: undefined }) }), { maxLength: 3 }),
        {
          nil: undefined,
        },
      ),
      turns: fc.array(fc.tuple(question, answer), { minLength: 1, maxLength: 5 }),
      pending: fc.array(fc.nat(), { maxLength: 2 }),
      cast: fc.option(fc.nat(), { nil: undefined }),
      hasMemory: fc.boolean(),
      at: when,
    }),
    { maxLength: 4 },
  ),
  ownMaps: fc.array(mapNode, { maxLength: 2 }),
  endpoints: fc.array(fc.record({ name: text, path: fc.stringMatching(/^[a-z]{1,8}$/) }), { maxLength: 2 }),
  theme: fc.constantFrom<('system' | 'light' | 'dark')[]>('system', 'light', 'dark'),
});

export type DatabaseSeed = typeof seedOfDatabase extends fc.Arbitrary<infer Seed> ? Seed : never;

/** Forgets everything that is in the database. */
export const emptyDatabase = (): Promise<unknown> =>
  Promise.all(database.tables.map((table) => table.clear()));

/** Fills the empty database. Every key in it is the planted one. */
export async function plantDatabase(seed: DatabaseSeed): Promise<void> {
  let made = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  const hashes = await Promise.all(seed.texts.map(hashText));
  for (const [index, hash] of hashes.entries()) {
    await database.texts.put({ hash, text: seed.texts[index]! });
    await database.marks.put({ hash, marks: [{ kind: 'page', label: '1', start: 0 }] });
    await database.counts.put({ hash, tokens: { o200k: 1, features: [], isExact: true } });
  }
  const pick = <T>(all: readonly T[], number: number): T => all[number % all.length]!;
  const kept = async (number: number) => {
    const textHash = pick(hashes, number);
    return {
      textHash,
      envelope: await envelopeFor(textHash),
      characterCount: pick(seed.texts, number).length,
    };
  };
  const sourceIds: string[] = [];
  for (const { title, text: number, selected, isFailed, readAt, hasLinks, tabId } of seed.sources) {
    const source: Source = {
      id: newId(),
      kind: 'page',
      title,
      url: `https://example.test/${made}`,
      status: isFailed ? 'failed' : 'ready',
      ...(isFailed ? { textHash: '', envelope: '', characterCount: 0 } : await kept(number)),
      ...(isFailed ? { error: { code: 'page-empty', facts: {} } } : {}),
      tokenCount: 1.5,
      readAt,
      ...(selected === undefined ? {} : { selected: await kept(selected) }),
      ...(tabId === undefined ? {} : { tabId }),
    };
    sourceIds.push(source.id);
    await database.sources.add(source);
    if (hasLinks)
      await database.links.add({
        sourceId: source.id,
        links: [{ url: 'https://example.test/next', text: title }],
        nextUrl: '',
      });
  }
  const characterIds: string[] = [];
  for (const { name, hasPortrait, canon, at } of seed.characters) {
    const json = JSON.stringify({ name, description: name, first_mes: name });
    const id = newId();
    characterIds.push(id);
    await database.characters.add({
      id,
      name,
      json,
      sourceIds: [pick(sourceIds, canon)],
      cited: { description: name },
      envelope: await envelopeFor(await hashText(json)),
      createdAt: at,
      updatedAt: at,
      ...(hasPortrait ? { portrait: new Blob([pngOf()], { type: 'image/png' }) } : {}),
    });
  }
  const endpoints = seed.endpoints.map(({ name, path }) => ({
    id: newId(),
    presetId: 'custom',
    name,
    baseUrl: `http://${path}${made}.test/v1`,
    apiKey: plantedKey,
    model: 'm',
    models: [{ id: 'm', windowTokens: 1000, price: { currency: 'CNY', input: 1, output: 2 } }],
    silenceTimeoutS: 90,
    createdAt: 1,
  }));
  await database.endpoints.bulkAdd(endpoints);
  for (const { id } of endpoints) await database.models.add({ id: `${id} m`, tokenRatio: 1.1 });
  for (const chat of seed.chats) {
    const chatId = newId();
    const messages: ChatMessage[] = [];
    for (const [asked, answered] of chat.turns) {
      const answers = messages.filter(({ role }) => role === 'assistant');
      const questionId = newId();
      const before = answers.length > 0 && asked.parent % 3 > 0 ? pick(answers, asked.parent).id : null;
      messages.push({
        id: questionId,
        chatId,
        parentId: before,
        role: 'user',
        text: asked.text,
        sourceIds: [...new Set(asked.sources.map((number) => pick(sourceIds, number)))],
        createdAt: asked.createdAt,
      });
      const { parent: _, hasReading, map, ...rest } = answered;
      const id = newId();
      messages.push({
        ...rest,
        id,
        chatId,
        parentId: questionId,
        role: 'assistant',
        choice: { endpointId: endpoints[0]?.id ?? 'gone', model: 'm' },
      });
      if (hasReading)
        await database.readings.add({
          answerId: id,
          cursor: { index: 0, offset: 1 },
          notes: [{ heading: 'h', text: asked.text }],
          passes: [[{ id: sourceIds[0]!, start: 0, end: 1 }]],
          readCharacters: 1,
          spentMs: 2,
          usage: {},
        });
      if (map) await database.maps.add({ id, root: map, updatedAt: 3 });
    }
    await database.messages.bulkAdd(messages);
    await database.chats.add({
      id: chatId,
      title: chat.title,
      draft: chat.draft,
      ...(chat.drafts
        ? {
            drafts: chat.drafts.map(({ text: typed, at }) => ({
              windowId: newId(),
              text: typed,
              ...(at === undefined ? {} : { parentId: pick(messages, at).parentId, sourceIds }),
            })),
          }
        : {}),
      createdAt: chat.at,
      updatedAt: chat.at,
      leafId: messages.at(-1)!.id,
      pendingSourceIds: [...new Set(chat.pending.map((number) => pick(sourceIds, number)))],
      ...(chat.cast !== undefined && characterIds.length > 0
        ? { characterIds: [pick(characterIds, chat.cast)], userName: 'U' }
        : {}),
      ...(chat.hasMemory ? { memory: { upToId: messages[1]!.id, text: 'so far' } } : {}),
    });
  }
  for (const root of seed.ownMaps) await database.maps.add({ id: newId(), root, updatedAt: 4 });
  await database.settings.put({
    id: 'settings',
    choice: endpoints[0] ? { endpointId: endpoints[0].id, model: 'm' } : null,
    language: 'auto',
    theme: seed.theme,
    modelMirror: '',
    installSecret: 'the secret of the first install',
  });
}

type Row = Record<string, unknown>;

/** What a backup is to keep of the database, by table, in the order of keys. */
export async function keptOf(): Promise<Record<string, unknown[]>> {
  const named = new Set<string>();
  for (const chat of await database.chats.toArray()) for (const id of chat.pendingSourceIds) named.add(id);
  for (const message of await database.messages.toArray())
    if (message.role === 'user') for (const id of message.sourceIds) named.add(id);
  for (const character of await database.characters.toArray())
    for (const id of character.sourceIds) named.add(id);
  const sources = (await database.sources.toArray()).filter(({ id }) => named.has(id));
  const hashes = new Set(sources.flatMap(({ textHash, selected }) => [textHash, selected?.textHash ?? '']));
  const withoutName = ({ envelope: _, ...rest }: Row): Row => rest;
  const characters = await Promise.all(
    (await database.characters.toArray()).map(async ({ portrait, ...rest }) => ({
      ...withoutName(rest as unknown as Row),
      portrait: portrait && [...new Uint8Array(await portrait.arrayBuffer())],
    })),
  );
  return {
    chats: await database.chats.toArray(),
    messages: await database.messages.toArray(),
    readings: await database.readings.toArray(),
    maps: await database.maps.toArray(),
    texts: (await database.texts.toArray()).filter(({ hash }) => hashes.has(hash)),
    marks: (await database.marks.toArray()).filter(({ hash }) => hashes.has(hash)),
    links: (await database.links.toArray()).filter(({ sourceId }) => named.has(sourceId)),
    models: await database.models.toArray(),
    characters,
    sources: sources.map(({ envelope: _, tabId: __, selected, ...rest }) => ({
      ...rest,
      selected: selected && withoutName(selected),
    })),
    endpoints: (await database.endpoints.toArray()).map(({ apiKey: _, ...rest }) => rest),
    settings: (await database.settings.toArray()).map(({ installSecret: _, ...rest }) => rest),
  };
}

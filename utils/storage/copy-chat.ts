import type { Chat, UnabridgedDatabase } from './database';

/** Keys of everything that a chat is made of, by table. */
type ChatKeys = Record<string, string[]>;

const unique = (keys: readonly (string | undefined)[]): string[] =>
  [...new Set(keys.filter((key) => key !== undefined && key !== ''))] as string[];

/** Keys of sources and of what only sources name. */
async function sourceKeys(from: UnabridgedDatabase, ids: readonly string[]): Promise<ChatKeys> {
  const found = await from.sources.bulkGet([...ids]);
  const hashes = unique(found.flatMap((source) => [source?.textHash, source?.selected?.textHash]));
  const sources = [...ids];
  // Texts first: where the copying ends in the middle, no source is there without its text.
  return { texts: hashes, counts: hashes, marks: hashes, links: sources, files: sources, sources };
}

async function chatKeys(from: UnabridgedDatabase, chat: Chat): Promise<ChatKeys> {
  const messages = await from.messages.where({ chatId: chat.id }).toArray();
  const characters = chat.characterIds ?? [];
  const cast = await from.characters.bulkGet(characters);
  const answers = messages.flatMap(({ id, role }) => (role === 'assistant' ? id : []));
  const sources = await sourceKeys(
    from,
    unique([
      ...chat.pendingSourceIds,
      ...messages.flatMap((message) => (message.role === 'user' ? message.sourceIds : [])),
      ...cast.flatMap((character) => character?.sourceIds ?? []),
    ]),
  );
  return {
    ...sources,
    characters,
    maps: answers,
    readings: answers,
    messages: messages.map(({ id }) => id),
    chats: [chat.id],
  };
}

/** That a record is damaged is found at each reading, and not stored. */
function withoutFinding({ isDamaged: _, ...record }: Record<string, unknown>): Record<string, unknown> {
  return record;
}

/** What is there already stays as it is: it is the same, or has been changed since. */
async function copyRecords(from: UnabridgedDatabase, to: UnabridgedDatabase, keys: ChatKeys): Promise<void> {
  const records = new Map<string, unknown[]>();
  for (const [name, wanted] of Object.entries(keys))
    records.set(
      name,
      (await from.table(name).bulkGet(wanted)).flatMap((record) => (record ? withoutFinding(record) : [])),
    );
  await to.transaction('rw', [...records.keys()], async () => {
    for (const [name, rows] of records) {
      const table = to.table(name);
      const keyOf = (row: unknown) =>
        (row as Record<string, string>)[table.schema.primKey.keyPath as string]!;
      const known = await table.bulkGet(rows.map(keyOf));
      await table.bulkAdd(rows.filter((_, index) => known[index] === undefined));
    }
  });
}

/**
 * Copies a chat with everything that it is made of into another database.
 * @returns the chat; undefined where there is none.
 */
export async function copyChat(
  chatId: string,
  from: UnabridgedDatabase,
  to: UnabridgedDatabase,
): Promise<Chat | undefined> {
  const chat = await from.chats.get(chatId);
  if (chat) await copyRecords(from, to, await chatKeys(from, chat));
  return chat;
}

/** Copies the library of characters, with the texts that they are played from. */
export async function copyCharacters(from: UnabridgedDatabase, to: UnabridgedDatabase): Promise<void> {
  const all = await from.characters.toArray();
  // One after the other: few have texts, and those may be long.
  for (const { id, sourceIds } of all)
    await copyRecords(from, to, { ...(await sourceKeys(from, sourceIds)), characters: [id] });
}

import type { ChatMessage } from '../messages/chat-message';
import type { Source } from '../sources/source';
import { type Character, type Chat, database } from './database';

/** What a source takes, and whether all of it is named by one chat alone. */
export interface SourceRoom {
  id: string;
  title: string;
  sizeBytes: number;
  isShared: boolean;
}

export interface ChatRoom {
  chat: Chat;
  /** What deleting it frees: its messages, and the texts that nothing else names. */
  ownBytes: number;
  /** The largest first. */
  sources: SourceRoom[];
}

/** What the database holds, by what it belongs to. All sizes are bytes of texts and files, as the browser writes them. */
export interface Room {
  /** The largest first. */
  chats: ChatRoom[];
  charactersBytes: number;
  /** Texts that chats or characters share with each other. */
  sharedBytes: number;
  /** What nothing names any more. */
  unusedBytes: number;
}

/** Bytes that a text takes in the database: browsers write one for each character where all are Latin-1, else two (V8's ValueSerializer). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point.
export const bytesOfText = (text: string): number => text.length * (/[^\x00-\xff]/.test(text) ? 2 : 1);

const bytesOfMessage = (message: ChatMessage): number =>
  bytesOfText(message.text) + (message.role === 'assistant' ? bytesOfText(message.reasoning) : 0);

interface Stored {
  chats: readonly Chat[];
  messages: readonly ChatMessage[];
  characters: readonly Pick<Character, 'json' | 'portrait' | 'sourceIds'>[];
  sources: readonly Pick<Source, 'id' | 'title' | 'textHash' | 'selected'>[];
  /** Bytes of each stored text, by hash. */
  textBytes: ReadonlyMap<string, number>;
}

/** Who names each text: an id of a chat, or the library. */
const library = 'library';

/** Shares out what is stored among those that it belongs to. A text stands in the database once, whoever names it. */
export function shareRoom({ chats, messages, characters, sources, textBytes }: Stored): Room {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const namedBy = new Map<string, Set<string>>();
  const messageBytes = new Map<string, number>();
  for (const { id, pendingSourceIds } of chats) namedBy.set(id, new Set(pendingSourceIds));
  for (const message of messages) {
    messageBytes.set(message.chatId, (messageBytes.get(message.chatId) ?? 0) + bytesOfMessage(message));
    if (message.role === 'user') for (const id of message.sourceIds) namedBy.get(message.chatId)?.add(id);
  }
  namedBy.set(library, new Set(characters.flatMap(({ sourceIds }) => sourceIds)));

  const hashesOf = (id: string): string[] => {
    const source = byId.get(id);
    return source ? [source.textHash, source.selected?.textHash ?? ''].filter(Boolean) : [];
  };
  const ownersOf = new Map<string, Set<string>>();
  for (const [owner, ids] of namedBy)
    for (const hash of [...ids].flatMap(hashesOf))
      ownersOf.set(hash, (ownersOf.get(hash) ?? new Set()).add(owner));
  const sizeOf = (hashes: Iterable<string>): number =>
    [...hashes].reduce((sum, hash) => sum + (textBytes.get(hash) ?? 0), 0);
  const isOwn = (hash: string): boolean => ownersOf.get(hash)?.size === 1;
  const ownHashes = (owner: string): Set<string> =>
    new Set([...(namedBy.get(owner) ?? [])].flatMap(hashesOf).filter(isOwn));

  const rooms = chats.map(
    (chat): ChatRoom => ({
      chat,
      ownBytes: (messageBytes.get(chat.id) ?? 0) + sizeOf(ownHashes(chat.id)),
      sources: [...(namedBy.get(chat.id) ?? [])]
        .flatMap((id) => {
          const hashes = hashesOf(id);
          const title = byId.get(id)?.title ?? '';
          return hashes.length > 0
            ? { id, title, sizeBytes: sizeOf(new Set(hashes)), isShared: !hashes.every(isOwn) }
            : [];
        })
        .sort((a, b) => b.sizeBytes - a.sizeBytes),
    }),
  );
  const cards = characters.reduce(
    (sum, { json, portrait }) => sum + bytesOfText(json) + (portrait?.size ?? 0),
    0,
  );
  const shared = [...ownersOf].flatMap(([hash, owners]) => (owners.size > 1 ? hash : []));
  return {
    chats: rooms.sort((a, b) => b.ownBytes - a.ownBytes),
    charactersBytes: cards + sizeOf(ownHashes(library)),
    sharedBytes: sizeOf(shared),
    unusedBytes: sizeOf([...textBytes.keys()].filter((hash) => !ownersOf.has(hash))),
  };
}

/** Measures what is stored. Texts are looked at one after the other: together they may be more than memory holds. */
export async function measureRoom(): Promise<Room> {
  const textBytes = new Map<string, number>();
  await database.texts.each(({ hash, text }) => textBytes.set(hash, bytesOfText(text)));
  const [chats, messages, characters, sources] = await Promise.all([
    database.chats.toArray(),
    database.messages.toArray(),
    database.characters.toArray(),
    database.sources.toArray(),
  ]);
  return shareRoom({ chats, messages, characters, sources, textBytes });
}

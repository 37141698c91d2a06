import type { ChatMessage } from '../messages/chat-message';
import type { Source } from '../sources/source';
import { type Character, type Chat, database } from '../storage/database';
import { typedText } from '../storage/drafts';

/** What goes into a file, by key; texts with their length (UTF-16 code units). */
export interface Selection {
  chats: Chat[];
  messageIds: string[];
  characterIds: string[];
  sourceIds: string[];
  texts: Map<string, number>;
  /** Also maps that belong to no answer, endpoints, settings and what is known of models. */
  isEverything: boolean;
}

/** Nothing is lost with a chat that holds nothing. */
const isEmpty = (chat: Chat): boolean =>
  chat.leafId === null &&
  chat.title + typedText(chat) === '' &&
  chat.pendingSourceIds.length === 0 &&
  chat.characterIds === undefined &&
  chat.pinnedAt === undefined;

/**
 * Everything that the user keeps: what was deleted, and what neither a chat nor a character names any more, is left out. One transaction,
 * so that what is named is there.
 */
export const selectEverything = (): Promise<Selection> =>
  select(
    (chat) => chat.purpose === undefined && chat.deletedAt === undefined && !isEmpty(chat),
    ({ deletedAt }) => deletedAt === undefined,
    true,
  );

/** One chat with all of its branches and what belongs to it. */
export const selectChat = (chatId: string): Promise<Selection> =>
  select(
    ({ id }) => id === chatId,
    () => false,
    false,
  );

async function select(
  isWanted: (chat: Chat) => boolean,
  isKept: (character: Character) => boolean,
  isEverything: boolean,
): Promise<Selection> {
  const { characters, sources, messages } = database;
  return database.transaction('r', database.chats, messages, characters, sources, async () => {
    const named = new Set<string>();
    const name = (ids: readonly string[]) => {
      for (const id of ids) named.add(id);
    };
    const chats = await database.chats.filter(isWanted).toArray();
    const cast = new Set(chats.flatMap(({ characterIds }) => characterIds ?? []));
    for (const { pendingSourceIds } of chats) name(pendingSourceIds);
    const wanted = new Set(chats.map(({ id }) => id));
    const messageIds: string[] = [];
    const take = (message: ChatMessage) => {
      if (!wanted.has(message.chatId)) return;
      messageIds.push(message.id);
      if (message.role === 'user') name(message.sourceIds);
    };
    if (isEverything) await messages.each(take);
    else for (const { id } of chats) await messages.where({ chatId: id }).each(take);
    const characterIds: string[] = [];
    await characters.each((character) => {
      if (!isKept(character) && !cast.has(character.id)) return;
      characterIds.push(character.id);
      name(character.sourceIds);
    });
    const sourceIds = [...named];
    const texts = new Map<string, number>();
    const keep = ({ textHash, characterCount }: Pick<Source, 'textHash' | 'characterCount'>) => {
      if (textHash) texts.set(textHash, characterCount);
    };
    for (const source of await sources.bulkGet(sourceIds)) {
      if (source) keep(source);
      if (source?.selected) keep(source.selected);
    }
    return { chats, messageIds, characterIds, sourceIds, texts, isEverything };
  });
}

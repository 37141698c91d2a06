import { AppError } from '../shared/app-error';
import { hashText } from '../shared/hash-text';
import { type Character, database } from './database';
import { envelopeFor } from './sources';

/** What a library keeps of a character when it is first saved. */
export type NewCharacter = Pick<Character, 'name' | 'json' | 'sourceIds' | 'portrait' | 'cited'>;

/** Adds a character to the library. */
export async function addCharacter(fresh: NewCharacter): Promise<Character> {
  const now = Date.now();
  const character: Character = {
    ...fresh,
    id: crypto.randomUUID(),
    envelope: await envelopeFor(await hashText(fresh.json)),
    createdAt: now,
    updatedAt: now,
  };
  await database.characters.add(character);
  return character;
}

/** Adds another character with the same card, portrait and canon. */
export const duplicateCharacter = ({
  id: _,
  envelope: __,
  createdAt: ___,
  updatedAt: ____,
  ...rest
}: Character): Promise<Character> => addCharacter(rest);

/** Keeps an edited card; chats in this character have it from their next turn on. */
export async function updateCharacter(
  id: string,
  changes: Pick<Character, 'name' | 'json' | 'portrait' | 'sourceIds'>,
): Promise<void> {
  const envelope = await envelopeFor(await hashText(changes.json));
  await database.characters.where({ id }).modify((character) => {
    // Later than before, whatever the clock says: what is shown is told apart by it.
    const updatedAt = Math.max(Date.now(), (character.updatedAt || 0) + 1);
    Object.assign(character, { ...changes, envelope, updatedAt });
  });
}

const loaded = new Map<string, Character>();

/** Records are new objects whenever they are read; one that has not changed stays the one that is shown, and its portrait with it. */
function sameAsBefore(character: Character): Character {
  const before = loaded.get(character.id);
  if (before?.updatedAt === character.updatedAt && before.deletedAt === character.deletedAt) return before;
  loaded.set(character.id, character);
  return character;
}

/** The library, the newest first; deleted ones are not in it. */
export async function loadCharacters(): Promise<Character[]> {
  const all = await database.characters
    .orderBy('updatedAt')
    .reverse()
    .filter(({ deletedAt }) => deletedAt === undefined)
    .toArray();
  return all.map(sameAsBefore);
}

/**
 * The characters of a chat, in order; also those that were deleted since.
 * @throws AppError `character-missing` where one is gone: nothing is dropped in silence.
 */
export async function loadCast(ids: readonly string[]): Promise<Character[]> {
  const cast = await database.characters.bulkGet([...ids]);
  return cast.map((character, index) => {
    if (!character) throw new AppError('character-missing', {}, ids[index]);
    return sameAsBefore(character);
  });
}

/** Takes a character out of the library; `restoreCharacter` takes that back. */
export const deleteCharacter = (id: string): Promise<unknown> =>
  database.characters.update(id, { deletedAt: Date.now() });

/** Goes on with a chat without those of its characters that are gone; a plain chat where none is left. */
export async function leaveMissing(chatId: string): Promise<void> {
  await database.transaction('rw', database.chats, database.characters, async () => {
    const chat = await database.chats.get(chatId);
    const cast = await database.characters.bulkGet(chat?.characterIds ?? []);
    const left = cast.flatMap((character) => (character ? character.id : []));
    await database.chats.update(chatId, { characterIds: left.length > 0 ? left : undefined });
  });
}

/** Brings a character to the table of a chat that is in character already. */
export async function joinChat(chatId: string, characterId: string): Promise<void> {
  await database.chats.where({ id: chatId }).modify((chat) => {
    chat.characterIds = [...new Set([...(chat.characterIds ?? []), characterId])];
  });
}

export const restoreCharacter = (id: string): Promise<unknown> =>
  database.characters.update(id, { deletedAt: undefined });

/** Forgets deleted characters for good, but for those that a chat is in. */
export async function forgetDeletedCharacters(): Promise<void> {
  await database.transaction('rw', database.characters, database.chats, async () => {
    const cast = new Set<string>();
    await database.chats.each(({ characterIds }) => {
      for (const id of characterIds ?? []) cast.add(id);
    });
    await database.characters
      .filter(({ id, deletedAt }) => deletedAt !== undefined && !cast.has(id))
      .delete();
  });
}

import type { RolePlay } from '../prompt/role-play';
import type { Character } from '../storage/database';
import { type CharacterCard, readCard } from './character-card';

/** What `{{char}}` stands for. */
export const calledName = ({ nickname, name }: Pick<CharacterCard, 'nickname' | 'name'>): string =>
  nickname || name;

/** Chats ask for the same few cards again and again; a large one takes a tenth of a second to be parsed. */
const mostKept = 16;
const parsed = new Map<string, CharacterCard>();

/** A stored card, parsed once. @throws AppError see readCard. */
export function readStoredCard(json: string): CharacterCard {
  const card = parsed.get(json) ?? readCard(json);
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(json, card);
  return card;
}

/**
 * What a request takes of a chat's cast.
 * @throws AppError where a card cannot be read, see readCard.
 */
export function toRolePlay(cast: readonly Character[], userName: string): RolePlay {
  return {
    characters: cast.map(({ json, envelope }) => {
      const card = readStoredCard(json);
      return { ...card, envelope, calledName: calledName(card) };
    }),
    canonIds: [...new Set(cast.flatMap(({ sourceIds }) => sourceIds))],
    userName,
  };
}

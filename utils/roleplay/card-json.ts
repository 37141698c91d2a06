import { AppError } from '../shared/app-error';
import { cardLimits } from './card-limits';

export type JsonObject = { [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isTooDeep(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return room === 0 || Object.values(value).some((inner) => isTooDeep(inner, room - 1));
}

/** A card's JSON, and the object in it that holds the fields: `data` since V2, the whole of it in V1. */
export interface ParsedCard {
  root: JsonObject;
  fields: JsonObject;
  version: 1 | 2 | 3;
}

/**
 * Parses a card (Character Card V1, V2 `chara_card_v2`, V3 `chara_card_v3`). A field named `__proto__` is a field like any other here:
 * `JSON.parse` makes it one, and nothing is ever assigned by a name that the card chose.
 * @throws AppError `card-broken` where it is no JSON; `card-missing` where it is JSON of something else; `card-too-large` where
 * it is larger or deeper than is safe.
 */
export function parseCard(json: string): ParsedCard {
  if (json.length > cardLimits.jsonBytes) throw new AppError('card-too-large');
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch (error) {
    throw new AppError('card-broken', {}, error);
  }
  if (!isObject(root)) throw new AppError('card-missing');
  if (isTooDeep(root, cardLimits.depth)) throw new AppError('card-too-large');
  const fields = Object.hasOwn(root, 'data') && isObject(root.data) ? root.data : root;
  if (!Object.hasOwn(fields, 'name') || typeof fields.name !== 'string') throw new AppError('card-missing');
  // V1 has no mark of its own: other JSON with a name is no card.
  if (fields === root && !['description', 'first_mes', 'personality'].some((key) => Object.hasOwn(root, key)))
    throw new AppError('card-missing');
  if (fields === root) return { root, fields, version: 1 };
  return { root, fields, version: root.spec === 'chara_card_v3' ? 3 : 2 };
}

import type { LoreEntry } from '../prompt/lore';
import { AppError } from '../shared/app-error';
import { type JsonObject, parseCard } from './card-json';
import { readLorebook } from './lorebook';
import { setMembers } from './set-members';

/** The fields of a card that are read here; all others stay in its JSON. */
export interface CharacterCard {
  name: string;
  /** What `{{char}}` stands for where it is not the name (V3). */
  nickname: string;
  description: string;
  personality: string;
  scenario: string;
  firstMessage: string;
  alternateGreetings: string[];
  sampleDialogue: string;
  systemPrompt: string;
  postHistoryInstructions: string;
  creatorNotes: string;
  tags: string[];
  lorebook: LoreEntry[];
}

/** Every text of a card by its name in the JSON. */
const jsonNames = {
  name: 'name',
  nickname: 'nickname',
  description: 'description',
  personality: 'personality',
  scenario: 'scenario',
  firstMessage: 'first_mes',
  sampleDialogue: 'mes_example',
  systemPrompt: 'system_prompt',
  postHistoryInstructions: 'post_history_instructions',
  creatorNotes: 'creator_notes',
} as const;

export type CardField = keyof typeof jsonNames;
const cardFields = Object.keys(jsonNames) as CardField[];

type CardTexts = Record<CardField, string>;
export type CardChanges = Partial<CardTexts & Pick<CharacterCard, 'alternateGreetings'>>;

/** Absent is empty; a text that is none is a damaged card, and not an empty field. */
function textAt(fields: JsonObject, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new AppError('card-broken', { part: name });
  return value;
}

function textsAt(fields: JsonObject, name: string): string[] {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw new AppError('card-broken', { part: name });
  return value;
}

/**
 * What a card says, from its JSON.
 * @throws AppError `card-broken` with the field's name in `part` where it holds something else than the format says; see parseCard.
 */
export function readCard(json: string): CharacterCard {
  const { fields } = parseCard(json);
  const texts = Object.fromEntries(
    cardFields.map((field) => [field, textAt(fields, jsonNames[field])]),
  ) as CardTexts;
  return {
    ...texts,
    alternateGreetings: textsAt(fields, 'alternate_greetings'),
    tags: textsAt(fields, 'tags'),
    lorebook: readLorebook(fields.character_book),
  };
}

/**
 * A card's JSON with some texts changed. Everything else stays as it is to the letter, unknown fields, numbers and the order of keys too.
 * @throws AppError see readCard.
 */
export function editCard(json: string, changes: CardChanges): string {
  const { alternateGreetings } = changes;
  const before = readCard(json);
  const changed: [string, unknown][] = cardFields.flatMap((field) => {
    const text = changes[field];
    return text === undefined || text === before[field] ? [] : [[jsonNames[field], text]];
  });
  if (alternateGreetings && JSON.stringify(alternateGreetings) !== JSON.stringify(before.alternateGreetings))
    changed.push(['alternate_greetings', alternateGreetings]);
  if (changed.length === 0) return json;
  const { root, fields } = parseCard(json);
  if (fields === root) return setMembers(json, [], Object.fromEntries(changed));
  // SillyTavern repeats the fields of V1 beside `data`.
  const copies = changed.filter(([name, value]) => typeof value === 'string' && Object.hasOwn(root, name));
  return setMembers(setMembers(json, ['data'], Object.fromEntries(changed)), [], Object.fromEntries(copies));
}

/** A new card (V3) of these texts. */
export function createCard(texts: CardChanges & { name: string }): string {
  const empty = {
    spec: 'chara_card_v3',
    spec_version: '3.0',
    data: {
      name: '',
      description: '',
      personality: '',
      scenario: '',
      first_mes: '',
      mes_example: '',
      creator_notes: '',
      system_prompt: '',
      post_history_instructions: '',
      alternate_greetings: [],
      group_only_greetings: [],
      tags: [],
      creator: '',
      character_version: '',
      extensions: {},
    },
  };
  return editCard(JSON.stringify(empty), texts);
}

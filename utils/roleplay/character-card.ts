import type { LoreEntry } from '../prompt/lore';
import { AppError } from '../shared/app-error';
import { type JsonObject, parseCard } from './card-json';
import { readLorebook } from './lorebook';

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
 * A card's JSON with some texts changed. Everything else stays as it is, unknown fields and the order of keys too; with no change it is
 * the same to the letter.
 */
export function editCard(json: string, changes: CardChanges): string {
  const { alternateGreetings } = changes;
  const before = readCard(json);
  const changed = cardFields.flatMap((field) => {
    const text = changes[field];
    return text === undefined || text === before[field] ? [] : [[jsonNames[field], text] as const];
  });
  const greetings =
    alternateGreetings && JSON.stringify(alternateGreetings) !== JSON.stringify(before.alternateGreetings);
  if (changed.length === 0 && !greetings) return json;
  const { root, fields } = parseCard(json);
  for (const [name, text] of changed) {
    fields[name] = text;
    // SillyTavern repeats the fields of V1 beside `data`.
    if (Object.hasOwn(root, name)) root[name] = text;
  }
  if (greetings) fields.alternate_greetings = alternateGreetings;
  return JSON.stringify(root);
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

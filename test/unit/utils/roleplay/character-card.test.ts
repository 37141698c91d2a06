import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comesUp, toHeard } from '../../../../utils/prompt/lore.ts';
import { createCard, editCard, readCard } from '../../../../utils/roleplay/character-card.ts';
import { sampleCards } from '../../../helpers/cards.ts';

describe('readCard', () => {
  it.each(Object.entries(sampleCards))('reads %s', (_, json) => {
    expect(readCard(json).name.length).toBeGreaterThan(0);
  });

  it('gives every text, and the lore that is on in its order', () => {
    const card = readCard(sampleCards.V3!);
    expect(card).toMatchObject({
      name: '林夕',
      nickname: 'Xi',
      firstMessage: '“Come in, {{user}}.”',
      tags: ['sea', '灯塔'],
    });
    expect(card.alternateGreetings).toEqual(['Another day.', '雾很大。']);
    expect(card.lorebook.map(({ content, isConstant }) => [content, isConstant])).toEqual([
      ['The sea is cold.', true],
      ['Eleven ships passed.', false],
    ]);
  });

  it.each([
    ['first_mes', '{"data":{"name":"x","first_mes":7}}'],
    ['alternate_greetings', '{"data":{"name":"x","alternate_greetings":[1]}}'],
    ['character_book', '{"data":{"name":"x","character_book":"none"}}'],
    ['character_book 1', '{"data":{"name":"x","character_book":{"entries":[null]}}}'],
  ])('names the field that is none: %s', (part, json) => {
    expect(() => readCard(json)).toThrow(expect.objectContaining({ code: 'card-broken', facts: { part } }));
  });

  it('takes what is null for absent, as other programs do', () => {
    expect(readCard('{"data":{"name":"x","tags":null,"scenario":null}}')).toMatchObject({
      tags: [],
      scenario: '',
    });
  });
});

describe('editCard', () => {
  it.each(Object.entries(sampleCards))('changes nothing of %s without a change', (_, json) => {
    expect(editCard(json, readCard(json))).toBe(json);
  });

  it.each(Object.entries(sampleCards))('changes one text of %s and nothing else', (_, json) => {
    const edited = editCard(json, { description: 'New.', alternateGreetings: ['Hi'] });
    const { description: __, alternateGreetings: ___, ...rest } = readCard(json);
    expect(readCard(edited)).toEqual({ ...rest, description: 'New.', alternateGreetings: ['Hi'] });
    const keysOf = (text: string) => {
      const root = JSON.parse(text);
      return [Object.keys(root), Object.keys(root.data ?? {})].map((keys) =>
        keys.filter((key) => !['description', 'alternate_greetings'].includes(key)),
      );
    };
    expect(keysOf(edited)).toEqual(keysOf(json));
  });

  it('changes the copy that SillyTavern keeps beside the fields', () => {
    const edited = JSON.parse(editCard(sampleCards['V2 with the fields of V1 beside it']!, { name: 'B' }));
    expect([edited.name, edited.data.name]).toEqual(['B', 'B']);
  });
});

it('makes a V3 card that says what it was given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, firstMessage) => {
      const json = createCard({ name, firstMessage, alternateGreetings: [name] });
      expect(readCard(json)).toMatchObject({ name, firstMessage, alternateGreetings: [name] });
      expect(JSON.parse(json)).toMatchObject({ spec: 'chara_card_v3', spec_version: '3.0' });
    }),
  );
});

describe('lore', () => {
  const entry = {
    content: 'x',
    keys: ['Ship', '灯塔'],
    secondaryKeys: [],
    isConstant: false,
    isCaseSensitive: false,
  };
  it.each([
    [entry, 'two ships', true],
    [entry, '去灯塔', true],
    [entry, 'sheep', false],
    [{ ...entry, isCaseSensitive: true }, 'two ships', false],
    [{ ...entry, secondaryKeys: ['storm'] }, 'two ships', false],
    [{ ...entry, secondaryKeys: ['storm'] }, 'two ships in a Storm', true],
    [{ ...entry, keys: [] }, 'anything', false],
  ])('comes up where its keys do: %j in %j', (one, text, expected) => {
    expect(comesUp(one, toHeard(text))).toBe(expected);
  });

  it('runs no pattern of a card: such an entry is told always', () => {
    const book = {
      entries: [
        { keys: ['(a+)+$'], use_regex: true, content: '@@depth 4\n@@role user\nText\n@@ no', enabled: true },
      ],
    };
    const json = JSON.stringify({ data: { name: 'x', character_book: book } });
    expect(readCard(json).lorebook).toMatchObject([{ isConstant: true, content: 'Text\n@@ no' }]);
  });
});

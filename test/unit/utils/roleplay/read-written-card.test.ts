import { describe, expect, it } from 'vitest';
import { readCard } from '../../../../utils/roleplay/character-card.ts';
import { readWrittenCard, writtenSoFar } from '../../../../utils/roleplay/read-written-card.ts';
import { toCharacter, unsupportedSentences } from '../../../../utils/roleplay/to-character.ts';

const card = {
  kind: 'character',
  name: '林夕',
  description: '### Life\nKeeps the light [[1: "kept the light for thirty-one years"]].\nTall.',
  personality: 'Patient [[2: "never in a hurry"]].',
  scenario: 'A storm.',
  firstMessage: 'Come in, {{user}}.',
  sampleDialogue: '<START>\n{{user}}: Who?\n{{char}}: I.',
};
const reply = JSON.stringify(card);

describe('a written card', () => {
  it.each([
    ['alone', reply],
    ['in a code block', `\`\`\`json\n${reply}\n\`\`\``],
    ['between other words', `Here it is:\n${reply}\nShall I go on?`],
    ['with citations whose quotation marks are not escaped', reply.replaceAll('\\"', '"')],
  ])('is read %s', (_, text) => {
    expect(readWrittenCard(text)).toEqual(card);
  });

  it.each([
    ['{"kind":"several","names":["A","B"]}', { kind: 'several', names: ['A', 'B'] }],
    ['{"kind":"entries","names":["A (ship)"]}', { kind: 'entries', names: ['A (ship)'] }],
    ['{"kind":"none"}', { kind: 'none' }],
  ])('may be none: %s', (text, expected) => {
    expect(readWrittenCard(text)).toEqual(expected);
  });

  it.each([
    '',
    'I cannot.',
    '{"kind":"character"}',
    '{"kind":"character","name":""}',
    '{"kind":"card","name":"x"}',
    '{]}',
    reply.slice(0, -2),
  ])('is not taken from %j', (text) => {
    expect(() => readWrittenCard(text)).toThrow(expect.objectContaining({ code: 'card-not-written' }));
  });

  it('is shown as far as it has come, wherever it is cut', () => {
    for (let end = 0; end <= reply.length; end++) {
      const fields = writtenSoFar(reply.slice(0, end));
      for (const { name, text } of fields) expect(card[name as 'name'].startsWith(text)).toBe(true);
    }
    expect(writtenSoFar(reply)).toHaveLength(6);
  });

  it('becomes a character whose words have no citations, which are kept beside them', () => {
    const character = toCharacter({ ...card, kind: 'character' }, ['a', 'b']);
    expect(readCard(character.json)).toMatchObject({
      name: '林夕',
      description: '### Life\nKeeps the light.\nTall.',
      personality: 'Patient.',
      firstMessage: 'Come in, {{user}}.',
    });
    expect(character).toMatchObject({ name: '林夕', sourceIds: ['a', 'b'] });
    expect(character.cited).toEqual({ description: card.description, personality: card.personality });
  });

  it.each<[string, string[]]>([
    [card.description, ['Tall.']],
    [card.personality, []],
    ['A is B [[1: "a is b"]]. She had a dog. C. [[1: "c c c"]] D!', ['She had a dog.', 'D!']],
    ['她守着灯塔[[1: "守着灯塔"]]。她养过狗。她会游泳。[[2: "会游泳"]]', ['她养过狗。']],
    ['- One [[1: "one"]]\n- Two\n3. Three\n\n---\n## Head', ['Two', 'Three']],
    ['', []],
  ])('marks what names no passage: %j', (text, expected) => {
    expect(unsupportedSentences(text)).toEqual(expected);
  });
});

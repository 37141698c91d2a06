import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../utils/messages/chat-message.ts';
import { buildMessages } from '../../../../utils/prompt/build-messages.ts';
import { fillMacros } from '../../../../utils/prompt/fill-macros.ts';
import { openScene, rolePlayInstructions } from '../../../../utils/prompt/role-play.ts';
import type { PromptSource } from '../../../../utils/prompt/wrap-source.ts';
import { readCard } from '../../../../utils/roleplay/character-card.ts';
import { toRolePlay } from '../../../../utils/roleplay/to-role-play.ts';
import type { Character } from '../../../../utils/storage/database.ts';
import { sampleCards } from '../../../helpers/cards.ts';

const turn = (id: string, text: string, sourceIds?: string[], parentId: string | null = 'p'): ChatMessage => {
  const base = { id, chatId: 'c', parentId, createdAt: 0, text };
  return sourceIds
    ? { ...base, role: 'user', sourceIds }
    : { ...base, role: 'assistant', reasoning: '', status: 'done', choice: { endpointId: 'e', model: 'm' } };
};
const greeting = turn('g', 'Come in.', undefined, null);
const source = (text: string): PromptSource => ({
  title: 'T',
  url: 'https://a.test/',
  envelope: 'abc',
  text,
});
const canon = 'The light was lit in 1851.\n'.repeat(4000);
const sources = new Map([
  ['canon', source(canon)],
  ['late', source('A LATE PAGE')],
]);
const character = (json: string): Character => ({
  id: 'x',
  name: readCard(json).name,
  json,
  sourceIds: ['canon'],
  envelope: 'ffff',
  createdAt: 0,
  updatedAt: 0,
});
const rolePlay = toRolePlay([character(sampleCards.V3!)], 'Ada $& Lovelace');
const build = (thread: ChatMessage[], more = {}) =>
  buildMessages({ style: 'full', thread, sources, rolePlay, ...more });

describe('a request in character', () => {
  it('holds the rules, then the whole canon, then the card, then the turns', () => {
    const [system, opening, first, question] = build([greeting, turn('q', 'Hello', [])]);
    expect(system).toEqual({ role: 'system', content: rolePlayInstructions.full });
    const { content } = opening!;
    expect(content.startsWith('<source-abc n="1" title="T"')).toBe(true);
    expect(content).toContain(canon);
    expect(content.indexOf('<character-ffff>')).toBeGreaterThan(content.indexOf('</source-abc>'));
    expect(content.endsWith(`</character-ffff>\n\n${openScene}`)).toBe(true);
    expect([first!.content, question!.content]).toEqual(['Come in.', 'Hello']);
  });

  it('holds every text of the card but its greetings, with its macros filled', () => {
    const card = readCard(sampleCards.V3!);
    const { content } = build([])[1]!;
    for (const text of [
      card.description,
      card.personality,
      card.scenario,
      card.sampleDialogue,
      card.systemPrompt,
    ])
      expect(content).toContain(fillMacros(text, { char: 'Xi', user: 'Ada $& Lovelace' }));
    expect(content).not.toMatch(/\{\{(?:char|user)\}\}/);
    expect(content).toContain('The sea is cold.');
    expect(content).not.toContain('Eleven ships');
    expect(content).not.toContain('Another day.');
  });

  it('never has two turns of one role in a row, with a greeting or without', () => {
    for (const thread of [
      [],
      [greeting],
      [greeting, turn('q', 'a', [])],
      [turn('q', 'a', []), turn('b', 'b')],
    ]) {
      const roles = build(thread).map(({ role }) => role);
      expect(roles.slice(0, 2)).toEqual(['system', 'user']);
      expect(roles.some((role, index) => role === roles[index + 1])).toBe(false);
    }
  });

  it('tells keyed lore once, with the question at which it has come up', () => {
    const thread = [
      greeting,
      turn('1', 'Hello', []),
      turn('2', 'A SHIP was here'),
      turn('3', 'Really?', ['late']),
      turn('4', 'Yes'),
      turn('5', 'A ship?', []),
    ];
    const contents = build(thread).map(({ content }) => content);
    expect(contents[3]).toBe('Hello');
    expect(contents[5]).toMatch(
      /^<source-abc n="2".*\nA LATE PAGE\n<\/source-abc>\n\n<lore-ffff>\nEleven ships passed\.\n<\/lore-ffff>\n\nReally\?$/s,
    );
    expect(contents[7]).toBe('A ship?');
  });

  it('keeps canon, card and lore where older turns are sent as a summary', () => {
    const thread = [greeting, turn('1', 'A ship?', []), turn('2', 'Yes'), turn('3', 'On', [])];
    const contents = build(thread, { memory: { upToId: '2', text: 'SUMMARY' } }).map(
      ({ content }) => content,
    );
    expect(contents).toHaveLength(4);
    for (const part of [canon, '<character-ffff>', 'Eleven ships', 'SUMMARY'])
      expect(contents[1]).toContain(part);
  });

  it('refuses to build without a source of the canon', () => {
    expect(() => buildMessages({ style: 'full', thread: [], sources: new Map(), rolePlay })).toThrow(
      RangeError,
    );
  });

  it('begins each of 300 turns with every byte of the turn before, the whole canon among them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.constantFrom('', ' ship ', ' fog ')), {
          minLength: 600,
          maxLength: 600,
        }),
        (texts) => {
          const thread = [
            greeting,
            ...texts.map(([text, word], index) =>
              turn(String(index), text + word, index % 2 === 0 ? (index === 40 ? ['late'] : []) : undefined),
            ),
          ];
          let before: readonly string[] = [];
          for (let end = 2; end <= thread.length; end += 2) {
            const sent = build(thread.slice(0, end)).map((message) => JSON.stringify(message));
            expect(sent.slice(0, before.length)).toEqual(before);
            expect(sent[1]).toContain(JSON.stringify(canon).slice(1, -1));
            expect(sent).toHaveLength(end + 2);
            before = sent;
          }
        },
      ),
      { numRuns: 2 },
    );
  });
});

it('speaks of each of several characters by its own name', () => {
  const two = toRolePlay([character(sampleCards.V3!), character(sampleCards['V2 without most fields']!)], '');
  const { content } = build([], { rolePlay: two })[1]!;
  expect(content.split('<character-ffff>')).toHaveLength(3);
  expect(content.split(canon)).toHaveLength(2);
});

it.each([
  ['{{char}} and {{user}}', 'Xi and Ada'],
  ['{{Char}} <BOT> <user>', 'Xi Xi Ada'],
  ['{{random:a,b}} {char} {{ char }}', '{{random:a,b}} {char} {{ char }}'],
])('fills %j as %j', (text, expected) => {
  expect(fillMacros(text, { char: 'Xi', user: 'Ada' })).toBe(expected);
});

it('calls a user without a name User, and takes no name for a pattern', () => {
  expect(fillMacros('{{user}}', { char: 'x', user: '' })).toBe('User');
  expect(fillMacros('{{char}}', { char: "$& $' $1", user: '' })).toBe("$& $' $1");
});

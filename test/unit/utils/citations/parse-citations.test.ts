import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  citationReader,
  parseCitations,
  placeholders,
  restoreMarkers,
} from '../../../../utils/citations/parse-citations.ts';

const plain = (text: string) => text.replace(placeholders, '<$1>');
const parsed = (answer: string, isOpen = false) => {
  const { text, citations } = parseCitations(answer, isOpen);
  return [plain(text), ...citations.map(({ number, quote }) => `${number} ${quote}`)];
};

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '[[1: "a b"]]',
    '[[2]]',
    '[[',
    ']]',
    '[',
    '⸨',
    '⸩',
    '⸨0⸩',
    ' ',
    '\n\n',
    'https://a.b/c',
    '\n',
    '【【3：「五」】】',
    '"',
  ),
);

describe('parseCitations', () => {
  it.each([
    ['as asked for', 'Lit in 1851 [[2: "was lit in May 1851"]].', 'Lit in 1851<0>.', '2 was lit in May 1851'],
    ['typographic quotes', 'A [[1: “one two”]] b', 'A<0> b', '1 one two'],
    ['Chinese', '灯塔建于1851年【【3：“于1851年五月点亮”】】。', '灯塔建于1851年<0>。', '3 于1851年五月点亮'],
    ['corner quotes', '点亮[[3：「五月点亮」]]。', '点亮<0>。', '3 五月点亮'],
    ['no quotes', 'A [[1: one two]].', 'A<0>.', '1 one two'],
    ['one bracket', 'A [1: "x y"].', 'A<0>.', '1 x y'],
    ['one Chinese bracket', '点亮【3：“五月点亮”】。', '点亮<0>。', '3 五月点亮'],
    ['a number only', 'A [[12]].', 'A<0>.', '12 '],
    ['the word source', 'A [[source 4: "x y"]]', 'A<0>', '4 x y'],
    ['a comma', 'A [[4, "x y"]]', 'A<0>', '4 x y'],
    ['quotes in the quote', 'A [[1: "he said "no" to it"]].', 'A<0>.', '1 he said "no" to it'],
    ['brackets in the quote', 'A [[1: "see [3] there"]].', 'A<0>.', '1 see [3] there'],
    ['Markdown in the quote', 'A [[1: "**bold** and `code`"]].', 'A<0>.', '1 **bold** and `code`'],
    ['a line break in the quote', 'A [[1: "one\ntwo"]].', 'A<0>.', '1 one\ntwo'],
    ['an apostrophe at the end', 'A [[1: "the keepers’"]].', 'A<0>.', '1 the keepers’'],
  ])('takes %s', (_, answer, text, citation) => {
    expect(parsed(answer)).toEqual([text, citation]);
  });

  it('takes several in a row, in order', () => {
    expect(parsed('A [[1: "x y"]][[2: "z w"]], B [[1: "v u"]].')).toEqual([
      'A<0><1>, B<2>.',
      '1 x y',
      '2 z w',
      '1 v u',
    ]);
  });

  it.each([
    'a matrix [[1, 2], [3, 4]]',
    'a slice a[[1:2]]',
    'a wiki link [[Main page]]',
    'a link [1](https://a.test/) and [x]',
    'if [[ -f x ]]; then',
    'an empty [[]]',
    'a note [1] and a list [1, 2]',
    'a link [1: "x"](https://a.test/)',
    'never closed [[1: "one\n\ntwo"]]',
  ])('leaves alone: %s', (answer) => {
    expect(parsed(answer)).toEqual([answer]);
  });

  it('keeps an address apart from what follows it', () => {
    expect(parsed('See https://a.test/b [[1: "x y"]]')[0]).toBe('See https://a.test/b <0>');
  });

  it('leaves a text’s own signs what they are', () => {
    const { text, citations } = parseCitations('⸨0⸩ [[1: "x y"]]', false);
    expect([...text.matchAll(placeholders)]).toHaveLength(1);
    expect(restoreMarkers(text, citations)).toBe('⸨0⸩ [[1: "x y"]]');
  });

  it('takes a marker that was cut at the end of an answer as far as it came', () => {
    expect(parsed('Lit [[2: "was lit in M')).toEqual(['Lit<0>', '2 was lit in M']);
    expect(parsed('Lit [[2: "was lit"]')).toEqual(['Lit<0>', '2 was lit']);
    expect(parsed('A list [')).toEqual(['A list [']);
  });

  it('never shows a part of a marker while it streams, and shows the rest as it comes', () => {
    const answers = [
      'One [1: "two three"] four 【3：“五六”】七',
      'Lit in 1851 [[2: "was lit in [May] 1851"]]. Then [[1: “dark”]] it 【【3：「五月」】】 went [[7]] out',
      '**Bold** [[source 1: "x"]] and [a link](https://a.test)',
    ];
    for (const answer of answers) {
      const whole = parsed(answer)[0]!;
      for (let end = 0; end <= answer.length; end++) {
        const [shown] = parsed(answer.slice(0, end), true);
        expect(shown).not.toMatch(/\[\[|【|\]\]|"was|source 1/);
        // Nothing that was shown is taken back.
        expect(whole.startsWith(shown!)).toBe(true);
      }
    }
  });

  it('loses nothing: text and markers together are the answer', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const answer = pieces.join('');
        const { text, citations } = parseCitations(answer, false);
        expect(restoreMarkers(text, citations)).toBe(answer);
      }),
    );
  });

  it('takes no time over brackets without an end', () => {
    const answer = '[[1: "'.repeat(20_000);
    expect(parseCitations(answer, false).text.length).toBeGreaterThan(0);
  });
});

describe('citationReader', () => {
  it('finds in an answer that grows what is found in it at once, and begins anew with another', () => {
    fc.assert(
      fc.property(fc.array(fc.array(piece)), (answers) => {
        const read = citationReader();
        for (const pieces of answers) {
          let answer = '';
          for (const next of pieces) {
            answer += next;
            expect(read(answer, true)).toEqual(parseCitations(answer, true));
          }
          expect(read(answer, false)).toEqual(parseCitations(answer, false));
        }
      }),
    );
  });

  it('takes no time by the square over an answer of markers without a blank line, and loses none of its words', () => {
    const answer = 'word [[1: "the keeper"]] '.repeat(80_000);
    const read = citationReader();
    for (let end = 4_000; end < answer.length; end += 4_000) read(answer.slice(0, end), true);
    const { text, citations } = read(answer, false);
    expect(citations.length).toBe(1000);
    expect(restoreMarkers(text, citations)).toBe(answer);
  });
});

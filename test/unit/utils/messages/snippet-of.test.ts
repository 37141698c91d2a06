import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markWords, snippetOf } from '../../../../utils/messages/snippet-of.ts';
import { searchWords } from '../../../../utils/shared/fold-for-search.ts';

/** With the matches in brackets. */
const shown = (parts: { text: string; isMatch: boolean }[]) =>
  parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');

describe('a snippet', () => {
  it.each([
    ['is the whole of a short text', 'Who kept the light?', 'light', 'Who kept the [light]?'],
    ['begins at a word', `${'word '.repeat(20)}light here`, 'light', '…word word word word [light] here'],
    ['begins anywhere in Chinese', `${'船'.repeat(40)}灯塔很高`, '灯塔', `…${'船'.repeat(24)}[灯塔]很高`],
    ['marks all words', 'Green ships, green BOOKS', 'books green', '[Green] ships, [green] [BOOKS]'],
    ['marks what is as wide as it likes', 'ＦＵＬＬ of 灯', 'full', '[ＦＵＬＬ] of 灯'],
    [
      'is one line, without signs of Markdown and of citations',
      '## Ships\n- **eleven** `books` [[1: "eleven green books"]] and a [page](https://example.test)',
      'eleven',
      'Ships - [eleven] books “[eleven] green books” and a page',
    ],
    ['marks the longer of two that overlap', 'lighthouse', 'light lighthouse', '[lighthouse]'],
    ['shows the beginning where no word is in it', 'Nothing of it.', 'zebra', 'Nothing of it.'],
  ])('%s', (_, text, query, expected) => {
    expect(shown(snippetOf(text, searchWords(query)))).toBe(expected);
  });
  it('goes where most of the words are near each other', () => {
    const text = `light. ${'and so on '.repeat(60)}the light of the keeper`;
    expect(shown(snippetOf(text, searchWords('keeper light')))).toMatch(/\[light\] of the \[keeper\]$/);
  });
  it('is never long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 100, maxLength: 900 }), fc.nat(899), (text, at) => {
        const word = text.slice(at, at + 3);
        expect(shown(snippetOf(text, searchWords(word))).length).toBeLessThan(360);
      }),
    );
  });
});

it('marks words without changing the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 })), (text, words) => {
      const parts = markWords(text, searchWords(words.join(' ')));
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(parts.every((part) => part.text !== '')).toBe(true);
    }),
  );
});

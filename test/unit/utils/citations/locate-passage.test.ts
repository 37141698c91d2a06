import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooShort, locatePassage, prepareText } from '../../../../utils/citations/locate-passage';

const page = `# The **Eddystone** lighthouse

The light was lit for the *first time* in May 1851, and [the keepers](https://a.test/k_(1)) wrote: “We can’t see the shore—not even at noon.”[^1]
It cost $1,250.75 (about 3.5 % of the budget); the temperature fell to -5 degrees. Nothing is known of the third keeper[12].

> Two of them were unable to row, and non-toxic paint was used on all 15 boats.

Of them it cannot be said that they could row at night.

| Year | Keepers | Visitors |
| --- | --- | --- |
| 1851 | 3 | 1 200 |
| 1852 | 4 | 18,000 |

- Call \`openLamp(level)\` before snake_case_names are read
- Energy: $E = mc^2$, some 2 * 10⁵ joules ![a drawing of the lamp]() each day

第一座灯塔于1851年5月首次点亮，看守人写道：「我们看不见岸边」，他并**没有**留下姓名。增长了1.5%，不是15%。船上有三十五名水手，他不愿离开。

[^1]: From the keepers' log.
`;
const prepared = prepareText(page);
const found = (quote: string, text = prepared) => {
  const located = locatePassage(text, quote);
  return located && { match: located.match, passage: text.text.slice(located.start, located.end) };
};

describe('a quotation that is in the text', () => {
  it.each([
    ['the very characters', 'It cost $1,250.75 (about 3.5 % of the budget)', 'exact'],
    ['with its Markdown', 'lit for the *first time* in May', 'exact'],
    ['without its Markdown', 'lit for the first time in May 1851, and the keepers wrote', 'folded'],
    ['beginning inside of emphasis', 'first time* in May 1851', 'exact'],
    ['another quote and dash', '"We can\'t see the shore - not even at noon."', 'folded'],
    ['no white space', 'thetemperaturefellto-5degrees', 'folded'],
    ['a full stop added', 'the temperature fell to -5 degrees...', 'folded'],
    ['ellipses at both ends', '… the temperature fell to -5 degrees …', 'folded'],
    ['a left-out middle', 'The light was lit for … in May 1851', 'folded'],
    ['three pieces', 'The light was lit ... in May 1851 [...] We can’t see the shore', 'folded'],
    ['a note left out', 'not even at noon. It cost', 'folded'],
    ['a note as it is shown', 'Nothing is known of the third keeper[12].', 'exact'],
    ['a reference left out', 'Nothing is known of the third keeper.', 'folded'],
    ['over lines of a quotation', 'Two of them were unable to row', 'exact'],
    ['cells of a table', '1851 3 1 200', 'folded'],
    ['code without its signs', 'Call openLamp(level) before snake_case_names are read', 'folded'],
    ['over a picture', '2 * 10⁵ joules each day', 'folded'],
    ['the words for a picture', 'a drawing of the lamp', 'exact'],
    ['half-width punctuation', '第一座灯塔于1851年5月首次点亮,看守人写道:"我们看不见岸边"', 'folded'],
    ['spaces around digits', '第一座灯塔于 1851 年 5 月首次点亮', 'folded'],
    ['Chinese without emphasis', '他并没有留下姓名', 'folded'],
    ['a left-out Chinese middle', '第一座灯塔于1851年……看守人写道', 'folded'],
  ])('%s', (_, quote, match) => {
    expect(found(quote)?.match).toBe(match);
  });

  it.each([
    ['a typo', 'the temprature fell to -5 degrees', 'the temperature fell to -5 degrees'],
    [
      'another word',
      'the temperature sank to -5 degrees. Nothing is known',
      'the temperature fell to -5 degrees. Nothing is known',
    ],
    ['another case', 'THE LIGHT WAS LIT FOR', 'The light was lit for'],
    [
      'other punctuation',
      'wrote - we can’t see: the shore, not even at noon',
      'wrote: “We can’t see the shore—not even at noon',
    ],
    [
      'another Chinese word',
      '第一座灯塔于1851年5月初次点亮，看守人写道',
      '第一座灯塔于1851年5月首次点亮，看守人写道',
    ],
    [
      'a typo in one of two pieces',
      'The lihgt was lit for … in May 1851, and the keepers',
      'The light was lit for the *first time* in May 1851, and [the keepers',
    ],
  ])('is close with %s', (_, quote, passage) => {
    expect(found(quote)).toEqual({ match: 'close', passage });
    expect(locatePassage(prepared, quote)!.score).toBeLessThan(1);
    expect(locatePassage(prepared, quote)!.score).toBeGreaterThan(0.8);
  });
});

describe('a quotation that is not in the text', () => {
  it.each([
    ['another number', 'The light was lit for the first time in May 1852'],
    ['a number without its point', 'It cost $125075 (about 3.5 % of the budget)'],
    ['another share', 'about 35 % of the budget; the temperature fell'],
    ['a number without its sign', 'the temperature fell to 5 degrees. Nothing is known'],
    ['digits that were put together', '1851 3 1200'],
    ['raised digits on the line', 'some 2 * 105 joules each day'],
    ['another number in words', 'Four of them were unable to row'],
    ['another Chinese number', '船上有三十六名水手，他不愿离开'],
    ['a negation left out', 'We can see the shore—not even at noon'],
    ['a negation added', 'The light was not lit for the first time in May 1851'],
    ['a Chinese negation left out', '看守人写道：「我们看见岸边」，他并没有留下姓名'],
    ['pieces in another order', 'in May 1851 … The light was lit for'],
    ['one piece of two', 'The light was lit for … in a heavy storm'],
    ['an invented sentence', 'The tower was built by three brothers from Cornwall'],
    ['an invented Chinese sentence', '这座塔由三个兄弟在海边建成，至今仍然矗立'],
  ])('%s', (_, quote) => {
    expect(found(quote)).toBeUndefined();
  });

  it.each([
    ['another note', 'Nothing is known of the third keeper[13].'],
    ['half of a word', 'able to row, and'],
    ['what follows a negation in a word', 'toxic paint was used on all'],
    ['what comes before one', 'noon We can'],
    ['a part of a number', '5 boats'],
    ['a part of another', '250.75 (about 3.5'],
    ['a number without its percent', '增长了1.5'],
    ['a part of a Chinese number', '五名水手，他不愿离开'],
    ['a negation left out alone', 'Of them it … be said that they could row at night'],
    ['a Chinese negation left out alone', '船上有三十五名水手，他…愿离开'],
    ['an apostrophe left out', 'wrote: We cant see the shore'],
    ['a number cut at its point', 'It cost $1,250'],
  ])('is not called verified: %s', (_, quote) => {
    expect(['close', undefined]).toContain(found(quote)?.match);
  });

  it('is too short with less than a handful of letters', () => {
    for (const quote of ['', '…', '""', 'It', '1851', '灯塔', '**the**']) {
      expect(isTooShort(quote)).toBe(true);
      expect(locatePassage(prepared, quote)).toBeUndefined();
    }
    expect(isTooShort('首次点亮')).toBe(false);
    expect(isTooShort('light')).toBe(false);
  });
});

it('counts the places of a passage and takes the first', () => {
  const text = prepareText('We repeat ourselves. “We repeat ourselves.” We *repeat* ourselves.');
  expect(locatePassage(text, 'We repeat ourselves')).toEqual({
    start: 0,
    end: 19,
    match: 'exact',
    score: 1,
    places: 3,
  });
  const later = prepareText('We *repeat* ourselves. We repeat ourselves.');
  expect(locatePassage(later, 'We repeat ourselves')).toMatchObject({ start: 23, match: 'exact', places: 2 });
});

it('looks for pieces near each other only', () => {
  const text = `The first half of it stands here. ${'Much is said in between. '.repeat(400)}The second half stands there.`;
  expect(
    found('The first half of it stands here … The second half stands there', prepareText(text)),
  ).toBeUndefined();
});

describe('any passage', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-z]{1,9}$/),
    fc.stringMatching(/^[一-龥]{1,4}$/),
    fc.constantFrom('1.5', '-5', '2024', '**b**', '“q”', '`c`', '[l](u)', '|', 'é'),
  );
  const texts = fc.array(word, { minLength: 12, maxLength: 60 });
  it('is found as it is, at a place that says the same', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (words, from, count) => {
        const start = from % (words.length - 5);
        const quote = words.slice(start, start + 5 + (count % 20)).join(' ');
        fc.pre(!isTooShort(quote));
        const text = prepareText(words.join(' '));
        const located = locatePassage(text, quote);
        expect(located?.match).toMatch(/exact|folded/);
        expect(located!.end).toBeGreaterThan(located!.start);
        expect(located!.end).toBeLessThanOrEqual(text.text.length);
      }),
    );
  });

  it('never throws, and gives places inside of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (text, quote) => {
          const located = locatePassage(prepareText(text), quote);
          if (!located) return;
          expect(located.start).toBeGreaterThanOrEqual(0);
          expect(located.end).toBeGreaterThan(located.start);
          expect(located.end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});

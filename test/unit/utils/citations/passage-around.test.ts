import { expect, it } from 'vitest';
import { passageAround } from '../../../../utils/citations/passage-around';

const around = (text: string, passage: string, characters = 40) => {
  const start = text.indexOf(passage);
  expect(start).toBeGreaterThanOrEqual(0);
  return passageAround(text, { start, end: start + passage.length }, characters);
};

it.each([
  [
    'emphasis and links',
    'Of [the **old** keepers](https://a.test/k_(1) "K") nothing is known.',
    'the **old** keepers](https://a.test/k_(1) "K") nothing',
    { before: 'Of ', quote: 'the old keepers nothing', after: ' is known.' },
  ],
  [
    'blocks',
    '## The lamp\n\n- Oil\n- Wick and\n  glass\n\n> It burned\n> all night',
    'Oil\n- Wick and\n  glass',
    { before: 'The lamp ', quote: 'Oil Wick and glass', after: ' It burned all night' },
  ],
  [
    'a table',
    '| Year | Boats |\n| --- | --- |\n| 1851 | 15 |\n| 1852 | 20 |',
    '1851 | 15',
    { before: 'Year Boats ', quote: '1851 15', after: ' 1852 20' },
  ],
  [
    'notes, brackets, pictures and escapes',
    'Seen[^1] in a[5] [sic] and [12] by ![the lamp]() some \\*stars\\*',
    'a[5] [sic] and [12] by ![the lamp]() some \\*',
    { before: 'Seen in ', quote: 'a[5] [sic] and [12] by some *', after: 'stars*' },
  ],
  [
    'the words for a picture',
    'See ![the lamp of 1851]() there',
    'the lamp of 1851',
    { before: 'See ', quote: 'the lamp of 1851', after: ' there' },
  ],
])('shows %s as a reader sees them', (_, text, passage, shown) => {
  expect(around(text, passage)).toEqual(shown);
});

it('keeps to the room that it is given, and cuts no word', () => {
  const text = `${'before words '.repeat(50)}the passage itself${' after words'.repeat(50)}`;
  const { before, quote, after } = around(text, 'the passage itself', 30);
  expect(quote).toBe('the passage itself');
  expect(before).toBe('before words before words ');
  expect(after).toBe(' after words after words');
});

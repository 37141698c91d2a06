import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../../../utils/files/pdf/find-lines.ts';
import { inReadingOrder } from '../../../../../utils/files/pdf/reading-order.ts';
import { bodySizeOf, joinHyphens, toParagraphs } from '../../../../../utils/files/pdf/to-paragraphs.ts';
import { toReadingOrder } from '../../../../../utils/files/pdf/visual-order.ts';

const at = (
  left: number,
  base: number,
  text: string,
  right = left + text.length * 5,
  size = 10,
): Segment => ({
  text,
  left,
  right,
  base,
  size,
  isBold: false,
});
const sorted = (segments: Segment[]) => segments.sort((a, b) => a.base - b.base || a.left - b.left);
const order = (segments: Segment[]) => inReadingOrder(sorted(segments)).map(({ cells }) => cells.join(' | '));
const prose = 'words and words and words and words';

describe('reading order', () => {
  it('takes two columns one after the other, also where their lines do not meet', () => {
    const left = [0, 1, 2, 3, 4].map((line) => at(50, 100 + line * 12, `L${line} ${prose}`));
    const right = [0, 1, 2, 3, 4].map((line) => at(300, 105 + line * 12, `R${line} ${prose}`));
    expect(order([...left, ...right]).map((text) => text.slice(0, 2))).toEqual(
      'L0 L1 L2 L3 L4 R0 R1 R2 R3 R4'.split(' '),
    );
  });

  it('takes three columns', () => {
    const columns = ['A', 'B', 'C'].flatMap((name, column) =>
      [0, 1, 2, 3].map((line) => at(20 + column * 220, 100 + line * 12, `${name}${line} ${prose}`)),
    );
    expect(order(columns).map((text) => text.slice(0, 2))).toEqual(
      'A0 A1 A2 A3 B0 B1 B2 B3 C0 C1 C2 C3'.split(' '),
    );
  });

  it('keeps what runs across columns where it stands', () => {
    const columns = (top: number, name: string) =>
      [0, 1, 2, 3].flatMap((line) => [
        at(50, top + line * 12, `${name}l${line} ${prose}`),
        at(300, top + line * 12, `${name}r${line} ${prose}`),
      ]);
    const across = at(50, 200, 'A figure over both columns', 500);
    expect(
      order([...columns(100, '1'), across, ...columns(250, '2')]).map((text) => text.slice(0, 3)),
    ).toEqual(
      '1l0 1l1 1l2 1l3 1r0 1r1 1r2 1r3 A f 2l0 2l1 2l2 2l3 2r0 2r1 2r2 2r3'
        .replace('A f', 'A_f')
        .split(' ')
        .map((name) => name.replace('_', ' ')),
    );
  });

  it('reads code beside prose as a column of its own', () => {
    const left = Array.from({ length: 12 }, (_, line) => at(50, 100 + line * 10, `L ${prose} ${prose}`, 290));
    const code = [0, 1, 2, 3, 4, 5].map((line) => at(317, 98 + line * 10, `i = ${line};`));
    const caption = [0, 1, 2, 3, 4].map((line) => at(317, 170 + line * 10, `C ${prose} ${prose}`, 556));
    expect(order([...left, ...code, ...caption])[12]).toBe('i = 0;');
  });

  it('reads the rows of a table as lines', () => {
    const cells = [0, 1, 2, 3].flatMap((row) => [
      at(50, 100 + row * 14, `Row ${row}`),
      at(200, 100 + row * 14, 'short'),
      at(300, 100 + row * 14, '94.00'),
    ]);
    expect(order(cells)[2]).toBe('Row 2 | short | 94.00');
  });
});

describe('paragraphs', () => {
  const markdown = (segments: Segment[]) => {
    const lines = inReadingOrder(sorted(segments));
    return joinHyphens([toParagraphs(lines, bodySizeOf([lines]))])[0];
  };
  it.each<[string, Segment[], string]>([
    [
      'end where the next line is set in',
      [at(50, 100, 'One one one one one one', 250), at(62, 112, 'Two two two two two two', 250)],
      'One one one one one one\n\nTwo two two two two two',
    ],
    [
      'end with a short line',
      [
        at(50, 100, 'A full line of text here', 250),
        at(50, 112, 'short.', 90),
        at(50, 124, 'Another full line of text', 250),
      ],
      'A full line of text here short.\n\nAnother full line of text',
    ],
    [
      'end where there is room between',
      [at(50, 100, 'A full line of text here', 250), at(50, 125, 'Another full line of text', 250)],
      'A full line of text here\n\nAnother full line of text',
    ],
    [
      'in Chinese have no spaces between their lines',
      [at(50, 100, '通常情况下排版软件会把文字', 250), at(50, 112, '分成若干行来显示在页面上面', 250)],
      '通常情况下排版软件会把文字分成若干行来显示在页面上面',
    ],
    [
      'of a list are lines of their own',
      [at(50, 100, '• first of the things here', 250), at(50, 112, '• second of the things here', 250)],
      '• first of the things here\n• second of the things here',
    ],
    [
      'lose a soft hyphen',
      [at(50, 100, 'It is unbe\u00ad', 250), at(50, 112, 'lievable.', 90)],
      'It is unbelievable.',
    ],
  ])('%s', (_, segments, expected) => {
    expect(markdown(segments)).toBe(expected);
  });

  it('take words in one piece where the document has them so, on any page', () => {
    expect(joinHyphens(['an exam-\u0001ple and a well-\u0001known one', 'another example'])).toEqual([
      'an example and a well-known one',
      'another example',
    ]);
  });
});

describe('right to left', () => {
  it.each([
    ['םולש', 'שלום'],
    ['(םולש)', '(שלום)'],
    ['Python תפשב בותכ', 'כתוב בשפת Python'],
    ['12 םוי', 'יום 12'],
    ['The word םולש means peace', 'The word שלום means peace'],
    ['plain text', 'plain text'],
  ])('%s is read as %s', (shown, expected) => {
    expect(toReadingOrder([...shown])).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { compoundOf } from '../../../helpers/compound-of.ts';
import { docOf, wordComments, wordFonts, wordLists, wordStyles } from '../../../helpers/doc-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { pptOf } from '../../../helpers/ppt-of.ts';

const inTable = [0x16, 0x24, 1];
const white = [0x70, 0x68, 255, 255, 255, 0];
const inList = (list: number, level = 0) => [0x0b, 0x46, list, 0, 0x0a, 0x26, level];
const rowEnd = [...inTable, 0x17, 0x24, 1];

describe('a Word document of before 2007', () => {
  it.each([
    ['paragraphs and breaks', [{ text: '台灯\u000b94\r' }, { text: 'Two\r' }], '台灯\n94\n\nTwo'],
    [
      'headings',
      [
        { text: 'Top\r', style: 1 },
        { text: 'Below\r', style: 2 },
      ],
      '# Top\n\n## Below',
    ],
    [
      'tables',
      [
        { text: 'a\u0007', paragraph: inTable },
        { text: '\u0007', paragraph: inTable },
        { text: '\u0007', paragraph: rowEnd },
        { text: 'c\u0007', paragraph: inTable },
        { text: 'd\u0007', paragraph: inTable },
        { text: '\u0007', paragraph: rowEnd },
        { text: 'after\r' },
      ],
      '| a |  |\n| --- | --- |\n| c | d |\n\nafter',
    ],
    ['fields by what they show', [{ text: 'see \u0013 HYPERLINK "x" \u0014here\u0015!\r' }], 'see here!'],
    [
      'what Word draws from a field',
      [{ text: 'a\u0013 eq \\f(1,\u0013EQ \\r(2)\u0015)\u0015, \u0013 XE "x" \u0015b\r' }],
      'a$\\frac{1}{\\sqrt{2}}$, b',
    ],
    [
      'the number of an equation, which is a button around counters',
      [
        {
          text: 'a \u0013 MACROBUTTON MTPlaceRef \\* MERGEFORMAT \u0013 SEQ x \\h \u0015(\u0013 SEQ x \u00141\u0015.\u0013 SEQ x \u00142\u0015)\u0015\r',
        },
      ],
      'a (1.2)',
    ],
    [
      'white text in a table and on a shade',
      [
        { text: 'head\u0007', characters: white, paragraph: inTable },
        { text: '\u0007', paragraph: rowEnd },
        { text: 'line\r', characters: white, paragraph: [0x4d, 0xc6, 10, ...Array(10).fill(0)] },
      ],
      'head\n\nline',
    ],
    [
      'text without what was deleted',
      [{ text: 'kept' }, { text: 'gone', characters: [0x00, 0x08, 1] }, { text: '\r' }],
      'kept',
    ],
  ])('gives %s', async (_, runs, expected) => {
    await expect(readAs('a.doc', docOf(runs))).resolves.toMatchObject({
      markdown: expected,
      format: 'DOC',
      hiddenCharacters: 0,
    });
  });

  it('numbers lists and headings as Word shows them', async () => {
    const tables = [
      ...wordLists([
        [
          { format: 0, text: '\u0000.' },
          { format: 4, text: '(\u0001)' },
        ],
        [{ format: 39, text: '第\u0000章' }],
        [{ format: 23, text: '\uf0b7' }],
      ]),
      wordStyles([undefined, [...inList(2), 0x40, 0x26, 0]]),
    ];
    const runs = [
      { text: 'Start\r', style: 1 },
      { text: 'one\r', paragraph: inList(1) },
      { text: 'inner\r', paragraph: inList(1, 1) },
      { text: 'two\r', paragraph: inList(1) },
      { text: 'point\r', paragraph: inList(3) },
      { text: 'Next\r', style: 1 },
      { text: 'three\r', paragraph: inList(1) },
      { text: 'plain\r' },
    ];
    expect((await readAs('a.doc', docOf(runs, { tables }))).markdown).toBe(
      '# 第一章 Start\n\n1. one\n   - (a) inner\n2. two\n\n- point\n\n# 第二章 Next\n\n3. three\n\nplain',
    );
  });

  it('shows the signs of symbol fonts', async () => {
    const runs = [
      { text: '(', characters: [0x09, 0x6a, 1, 0, 0xfc, 0xf0] },
      { text: 'a\uf062', characters: [0x4f, 0x4a, 0, 0] },
      { text: '\r' },
    ];
    const tables = [wordFonts(['Symbol', 'Wingdings'])];
    expect((await readAs('a.doc', docOf(runs, { tables }))).markdown).toBe('✓αβ');
  });

  it('says who wrote each comment', async () => {
    const runs = [{ text: 'Claim\r' }, { text: '\u0005Really?\r' }, { text: '\u0005Yes.\r' }];
    const tables = wordComments([0, 9], ['Ann', '王']);
    const { markdown } = await readAs('a.doc', docOf(runs, { counts: [6, 0, 0, 0, 15], tables }));
    expect(markdown).toBe('Claim\n\n## Comments\n\n- Ann:\n\n  Really?\n- 王:\n\n  Yes.');
  });

  it('names objects whose text it cannot read', async () => {
    const { unread } = await readAs(
      'a.doc',
      docOf([{ text: 'x \u0013 EMBED Equation.3 \u0014\u0001\u0015\r' }]),
    );
    expect(unread).toEqual([{ kind: 'file', label: 'Equation.3', reason: 'not-supported' }]);
  });

  it('reads text boxes, also those of headers, whatever the colour of their letters', async () => {
    const runs = [{ text: 'Body\r' }, { text: 'Boxed\r', characters: white }, { text: 'Page 1\r' }];
    const { markdown } = await readAs('a.doc', docOf(runs, { counts: [5, 0, 0, 0, 0, 0, 6, 7] }));
    expect(markdown).toBe('Body\n\n## Text boxes\n\nBoxed\n\n## Text boxes of headers and footers\n\nPage 1');
  });

  it.each([
    ['hidden', [0x3c, 0x08, 1]],
    ['hidden, unlike its style', [0x3c, 0x08, 0x81]],
    ['white on paper', [0x70, 0x68, 255, 255, 255, 0]],
    ['as small as a speck', [0x43, 0x4a, 2, 0]],
  ])('leaves out text that is %s, and counts it', async (_, characters) => {
    await expect(
      readAs('a.doc', docOf([{ text: 'seen' }, { text: 'secret', characters }, { text: '\r' }])),
    ).resolves.toMatchObject({ markdown: 'seen', hiddenCharacters: 6 });
  });

  it('puts notes and comments after the text', async () => {
    const runs = [{ text: 'Claim\u0002\r' }, { text: '\u0002 Proof\r' }, { text: 'Really?\r' }];
    const { markdown } = await readAs('a.doc', docOf(runs, { counts: [7, 8, 0, 0, 8] }));
    expect(markdown).toBe('Claim[^1]\n\n## Footnotes\n\n[^1] Proof\n\n## Comments\n\nReally?');
  });

  it.each([
    ['nothing', docOf([{ text: '\r' }]), 'file-empty'],
    ['pictures only', docOf([{ text: '\u0001\r' }]), 'file-no-text'],
    ['a lock', docOf([{ text: 'a\r' }], { flags: 0x100 }), 'file-locked'],
    ['the form of before 1997', docOf([{ text: 'a\r' }], { version: 0x65 }), 'file-old-format'],
    ['no table of its pieces', compoundOf({ WordDocument: new Uint8Array(5000).fill(0xff) }), 'file-locked'],
    ['its end cut off', docOf([{ text: 'a\r' }]).subarray(0, 4000), 'file-broken'],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.doc', bytes)).rejects.toMatchObject({ code });
  });
});

describe('a presentation of before 2007', () => {
  it('gives slides in the order of the show, with titles, shapes and notes', async () => {
    const { markdown, marks, format } = await readAs(
      'a.ppt',
      pptOf([
        { title: 'Why', shapes: ['Because\rof\u000bthis', '台灯'], notes: 'Say this' },
        { shapes: ['Kept back'], isHidden: true },
      ]),
    );
    expect(markdown).toBe(
      '## Slide 1: Why\n\nBecause\n\nof\nthis\n\n台灯\n\n**Notes:**\n\nSay this\n\n## Slide 2 (hidden)\n\nKept back',
    );
    expect(marks.map(({ label, start }) => [label, markdown.slice(start, start + 10)])).toEqual([
      ['1', '## Slide 1'],
      ['2', '## Slide 2'],
    ]);
    expect(format).toBe('PPT');
  });

  it('names a slide that is a picture only', async () => {
    const { unread } = await readAs('a.ppt', pptOf([{ hasPicture: true }, { title: 'T', hasPicture: true }]));
    expect(unread).toEqual([{ kind: 'slide', label: '1', reason: 'image' }]);
  });

  it.each([
    ['no slide', pptOf([]), 'file-empty'],
    ['pictures only', pptOf([{}]), 'file-no-text'],
    ['a lock', pptOf([{ title: 'a' }], true), 'file-locked'],
    ['no list of what it saved', compoundOf({ 'PowerPoint Document': new Uint8Array(5000) }), 'file-broken'],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.ppt', bytes)).rejects.toMatchObject({ code });
  });
});

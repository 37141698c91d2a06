import { describe, expect, it } from 'vitest';
import { compoundOf } from '../../../helpers/compound-of.ts';
import { docOf } from '../../../helpers/doc-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { pptOf } from '../../../helpers/ppt-of.ts';

const inTable = [0x16, 0x24, 1];
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
      'lists',
      [
        { text: 'one\r', paragraph: [0x0b, 0x46, 1, 0] },
        { text: 'two\r', paragraph: [0x0b, 0x46, 1, 0] },
      ],
      '- one\n- two',
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

  it.each([
    ['hidden', [0x3c, 0x08, 1]],
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

  it.each([
    ['no slide', pptOf([]), 'file-empty'],
    ['pictures only', pptOf([{}]), 'file-no-text'],
    ['a lock', pptOf([{ title: 'a' }], true), 'file-locked'],
    ['no list of what it saved', compoundOf({ 'PowerPoint Document': new Uint8Array(5000) }), 'file-broken'],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.ppt', bytes)).rejects.toMatchObject({ code });
  });
});

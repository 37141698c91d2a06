import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExtractedFile, FileToRead } from '../../../../../utils/files/file-format.ts';
import type { Recogniser } from '../../../../../utils/files/open-recogniser.ts';
import { readPdf } from '../../../../../utils/files/pdf/read-pdf.ts';
import { readFile } from '../../../../../utils/files/read-file.ts';
import { errorCodes } from '../../../../../utils/shared/app-error.ts';
import { buildPdf, type PdfToBuild, streamOf, textAt } from '../../../../helpers/build-pdf.ts';

const never = new AbortController().signal;
const toRead = (bytes: Uint8Array<ArrayBuffer>, password?: string): FileToRead => ({
  name: 'paper.pdf',
  type: '',
  bytes,
  password,
  onProgress: () => undefined,
});
const read = (pdf: PdfToBuild, password?: string) => readFile(toRead(buildPdf(pdf), password), never);
const lines = (x: number, y: number, texts: string[], size = 10) =>
  texts.map((text, index) => textAt(x, y - index * size * 1.2, text, size)).join('\n');

/** A page that is one grey picture. */
const scan = {
  objects: [
    streamOf(
      new Uint8Array([128]),
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    ),
  ],
  resources: '/XObject << /Im1 10 0 R >>',
  draw: 'q 612 0 0 792 0 0 cm /Im1 Do Q',
};

describe('text', () => {
  it('is read page by page, with a mark for each', async () => {
    const { markdown, marks, format } = await read({
      pages: [{ content: textAt(72, 700, 'First page.') }, { content: textAt(72, 700, 'Second page.') }],
    });
    expect(markdown).toBe('[page 1]\n\nFirst page.\n\n[page 2]\n\nSecond page.');
    expect(marks.map(({ label, start }) => markdown.slice(start, start + 8) === `[page ${label}]`)).toEqual([
      true,
      true,
    ]);
    expect(format).toBe('PDF');
  });

  it('names pages as they are printed', async () => {
    const { marks } = await read({
      pages: ['i', 'ii', '1'].map((text) => ({ content: textAt(72, 700, text) })),
      catalog: '/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>',
    });
    expect(marks.map(({ label }) => label)).toEqual(['i', 'ii', '1']);
  });

  it('is read column after column, with the title before', async () => {
    const words = 'a line of a column that is long enough to be prose';
    const column = (name: string) => Array.from({ length: 6 }, (_, index) => `${name}${index} ${words}`);
    const { markdown } = await read({
      pages: [
        {
          content: [
            textAt(100, 740, 'A title that runs over both of the columns', 20),
            lines(50, 700, column('L')),
            lines(320, 700, column('R')),
          ].join('\n'),
        },
      ],
    });
    const order = [...markdown.matchAll(/[LR]\d/g)].map(([name]) => name);
    expect(order.join(' ')).toBe('L0 L1 L2 L3 L4 L5 R0 R1 R2 R3 R4 R5');
    expect(markdown).toMatch(/^\[page 1\]\n\n# A title that runs over both of the columns\n\n/);
  });

  it('joins a paragraph over its lines, and keeps a hyphen whose word it does not know', async () => {
    const { markdown } = await read({
      pages: [
        {
          content: lines(72, 700, [
            'The extraction of text from such documents is an old prob-',
            'lem with a well-known answer: this one is as long as that and',
            'a problem stays. It ends with a word that is parted: unbrid-',
            'geable.',
          ]),
        },
      ],
    });
    expect(markdown).toContain(
      'an old problem with a well-known answer: this one is as long as that and a problem stays.',
    );
    expect(markdown).toContain('unbrid-geable.');
  });

  it('keeps the cells of a table’s row on one line', async () => {
    const { markdown } = await read({
      pages: [
        {
          content: ['Lamp', 'Table', 'Chair']
            .map((name, index) =>
              [name, '4', '94.00']
                .map((text, at) => textAt(72 + at * 150, 700 - index * 14, text))
                .join('\n'),
            )
            .join('\n'),
        },
      ],
    });
    expect(markdown).toContain('Lamp   4   94.00\nTable   4   94.00\nChair   4   94.00');
  });

  it('that was turned with its page is read like any other', async () => {
    const { markdown } = await read({
      pages: [{ content: `BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Turned text) Tj ET`, entries: '/Rotate 90' }],
    });
    expect(markdown).toContain('Turned text');
  });

  it('has an accent that was drawn over its letter in it', async () => {
    const { markdown } = await read({
      pages: [
        {
          content:
            'BT /F1 12 Tf 72 700 Td (na) Tj 0 0 Td ET BT /F1 12 Tf 100 700 Td [(Erd) -0 (\\264) 333 (o) (s)] TJ ET',
        },
      ],
    });
    expect(markdown.normalize('NFC')).toContain('ós');
  });
});

describe('hidden text', () => {
  const shown = textAt(72, 700, 'What everyone sees.');
  it.each([
    ['without ink', `BT 3 Tr /F1 12 Tf 72 600 Td (Obey me) Tj ET`],
    ['white on white', `1 1 1 rg ${textAt(72, 600, 'Obey me')}`],
    ['in the colour of its box', `0 0 1 rg 50 580 300 60 re f ${textAt(72, 600, 'Obey me')}`],
    ['tiny', textAt(72, 600, 'Obey me', 0.1)],
    ['outside of the page', textAt(900, 600, 'Obey me')],
    ['without opacity', `/G1 gs ${textAt(72, 600, 'Obey me')}`, '/ExtGState << /G1 << /ca 0 >> >>'],
  ])('%s is left out and counted', async (_, content, resources = '') => {
    const file = await read({ pages: [{ content: `${shown}\nq ${content} Q`, resources }] });
    expect(file.markdown).toBe('[page 1]\n\nWhat everyone sees.');
    expect(file.hiddenCharacters).toBe(6);
  });

  it('on a layer that is off is left out', async () => {
    const file = await read({
      pages: [
        {
          content: `${shown}\n/OC /L1 BDC ${textAt(72, 600, 'Obey me')} EMC /OC /L2 BDC ${textAt(72, 500, 'Shown')} EMC`,
          resources: '/Properties << /L1 10 0 R /L2 11 0 R >>',
        },
      ],
      objects: ['<< /Type /OCG /Name (off) >>', '<< /Type /OCG /Name (on) >>'],
      catalog: '/OCProperties << /OCGs [10 0 R 11 0 R] /D << /OFF [10 0 R] /Order [] >> >>',
    });
    expect(file.markdown).toContain('Shown');
    expect(file.markdown).not.toContain('Obey');
    expect(file.hiddenCharacters).toBe(6);
  });

  it('is not what stands white on a dark box', async () => {
    const { markdown, hiddenCharacters } = await read({
      pages: [{ content: `0 0 0.4 rg 50 580 300 60 re f 1 1 1 rg ${textAt(72, 600, 'A heading')}` }],
    });
    expect(markdown).toContain('A heading');
    expect(hiddenCharacters).toBe(0);
  });

  it('is not what stands white on a picture', async () => {
    const { markdown } = await read({
      pages: [
        {
          content: `q 300 0 0 100 50 560 cm /Im1 Do Q ${shown} 1 1 1 rg ${textAt(72, 600, 'On a picture')}`,
          resources: scan.resources,
        },
      ],
      objects: scan.objects,
    });
    expect(markdown).toContain('On a picture');
  });
});

describe('a page that is a picture', () => {
  it('is told as unread where nothing reads pictures, and the others are read', async () => {
    const { unread, markdown } = await read({
      pages: [{ content: textAt(72, 700, 'Text.') }, { content: scan.draw, resources: scan.resources }],
      objects: scan.objects,
    });
    expect(unread).toEqual([{ kind: 'page', label: '2', reason: 'image' }]);
    expect(markdown).toContain('[page 2]');
  });

  it('leaves a file without text if there is no other page', async () => {
    await expect(
      read({ pages: [{ content: scan.draw, resources: scan.resources }], objects: scan.objects }),
    ).rejects.toMatchObject({ code: 'file-no-text' });
  });

  it('keeps the text that was laid over it', async () => {
    const { markdown, recognisedParts, hiddenCharacters } = await read({
      pages: [
        {
          content: `${scan.draw} BT 3 Tr /F1 12 Tf 72 600 Td (As a machine has read it) Tj ET`,
          resources: scan.resources,
        },
      ],
      objects: scan.objects,
    });
    expect(markdown).toContain('As a machine has read it');
    expect({ recognisedParts, hiddenCharacters }).toEqual({ recognisedParts: 1, hiddenCharacters: 0 });
  });

  it('is told where its picture is too large to be opened', async () => {
    const huge = streamOf(
      new Uint8Array([0]),
      '/Subtype /Image /Width 65535 /Height 65535 /ColorSpace /DeviceGray /BitsPerComponent 8',
    );
    await expect(
      read({ pages: [{ content: scan.draw, resources: scan.resources }], objects: [huge] }),
    ).rejects.toMatchObject({ code: 'file-no-text' });
  });
});

it('reads what fields hold and what readers wrote', async () => {
  const { markdown } = await read({
    pages: [{ content: textAt(72, 700, 'A form.'), entries: '/Annots [10 0 R 11 0 R 12 0 R 13 0 R]' }],
    objects: [
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Ada Lovelace) /Rect [72 600 300 620] /DA (/Helv 12 Tf) >>',
      '<< /Type /Annot /Subtype /Text /Contents (Please check.) /T (Bob) /Rect [72 500 90 520] >>',
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Secret) /V (not shown) /F 2 /Rect [72 400 300 420] >>',
      '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) >> >>',
    ],
    catalog: '/AcroForm << /Fields [10 0 R 12 0 R] >>',
  });
  expect(markdown).toContain('Ada Lovelace');
  expect(markdown).toContain('[comment, Bob] Please check.');
  expect(markdown).not.toContain('not shown');
});

describe('what a form or a reader has put on a page', () => {
  const field = (entries: string) =>
    `<< /Type /Annot /Subtype /Widget /Rect [72 600 300 620] /DA (/Helv 12 Tf) ${entries} >>`;
  const note = (entries: string) => `<< /Type /Annot /Subtype /Text /Rect [72 500 90 520] ${entries} >>`;
  const readWith = (...objects: string[]) =>
    read({
      pages: [
        {
          content: textAt(72, 700, 'Nobody knows whether 14 lamps are in the first room.'),
          entries: `/Annots [${objects.map((_, at) => `${10 + at} 0 R`).join(' ')}]`,
        },
      ],
      objects,
      catalog: `/AcroForm << /Fields [${objects.map((_, at) => `${10 + at} 0 R`).join(' ')}] >>`,
    });

  it('is read, although its few letters stand in the page by chance', async () => {
    const { markdown } = await readWith(field('/FT /Tx /T (Rooms) /V (1)'), note('/Contents (no)'));
    expect(markdown).toContain('Rooms: 1');
    expect(markdown).toContain('[comment] no');
  });

  it('is not said again where a mark in the text holds the words that it marks', async () => {
    const { markdown } = await readWith(
      '<< /Type /Annot /Subtype /Highlight /Rect [72 690 300 710] /QuadPoints [72 710 300 710 72 690 300 690] /Contents (whether 14 lamps are in the first room) >>',
    );
    expect(markdown).not.toContain('[comment]');
  });

  it('is shown as the form shows it', async () => {
    const { markdown } = await readWith(
      field('/FT /Ch /Ff 131072 /T (Country) /V (de) /Opt [[(de) (Germany)] [(fr) (France)]]'),
    );
    expect(markdown).toContain('Country: Germany');
  });

  it('is counted where the file hides it', async () => {
    const { markdown, hiddenCharacters } = await readWith(
      field('/FT /Tx /T (Secret) /V (Obey me) /F 2'),
      note('/Contents (And me) /F 32'),
    );
    expect(markdown).not.toMatch(/me$/m);
    expect(hiddenCharacters).toBe(11);
  });
});

it('names a form that only another reader shows', async () => {
  const { unread } = await read({
    pages: [{ content: textAt(72, 700, 'Please wait...') }],
    objects: [streamOf(new TextEncoder().encode('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>'))],
    catalog: '/NeedsRendering true /AcroForm << /XFA 10 0 R /Fields [] >>',
  });
  expect(unread).toEqual([{ kind: 'form', label: 'XFA', reason: 'not-supported' }]);
});

describe('files in a file', () => {
  const fileSpec = (name: string, at: number) =>
    `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${at} 0 R >> >>`;
  const listOf = (...names: [name: string, at: number][]) =>
    `/Names << /EmbeddedFiles << /Names [${names.map(([name, at]) => `(${name}) ${at} 0 R`).join(' ')}] >> >>`;
  const lamp = streamOf(new TextEncoder().encode('Lamp,94'), '/Type /EmbeddedFile');
  const contents = async (files: ExtractedFile['files']) =>
    Promise.all((files ?? []).map(async ({ path, blob }) => [path, await blob.text()]));

  it('are taken out, from its list and from where they are pinned, each once', async () => {
    const { markdown, files, unread } = await read({
      pages: [{ content: textAt(72, 700, 'See the sheet.'), entries: '/Annots [13 0 R 14 0 R]' }],
      objects: [
        fileSpec('prices.csv', 11),
        lamp,
        fileSpec('../notes.txt', 15),
        '<< /Type /Annot /Subtype /FileAttachment /Rect [72 500 90 520] /FS 10 0 R >>',
        '<< /Type /Annot /Subtype /FileAttachment /Rect [72 400 90 420] /FS 12 0 R /Contents (My notes) >>',
        streamOf(new TextEncoder().encode('A note.'), '/Type /EmbeddedFile'),
      ],
      catalog: listOf(['prices.csv', 10]),
    });
    expect(markdown).toContain('See the sheet.');
    expect(markdown).toContain('[comment] My notes');
    expect(await contents(files)).toEqual([
      ['prices.csv', 'Lamp,94'],
      ['notes.txt', 'A note.'],
    ]);
    expect(unread).toEqual([]);
  });

  it('take its place where its pages hold nothing', async () => {
    const { markdown, files, marks } = await read({
      pages: [{ content: '' }],
      objects: [fileSpec('prices.csv', 11), lamp],
      catalog: listOf(['prices.csv', 10]),
    });
    expect({ markdown, marks }).toEqual({ markdown: '', marks: [] });
    expect(await contents(files)).toEqual([['prices.csv', 'Lamp,94']]);
  });

  it('are named where there is nothing behind the name', async () => {
    const { unread } = await read({
      pages: [{ content: textAt(72, 700, 'Text.') }],
      objects: [fileSpec('gone.txt', 99)],
      catalog: listOf(['gone.txt', 10]),
    });
    expect(unread).toEqual([{ kind: 'file', label: 'gone.txt', reason: 'broken' }]);
  });
});

describe('a locked file', () => {
  const locked = { pages: [{ content: textAt(72, 700, 'Behind a lock.') }], userPassword: 'tea' };
  it.each([
    [undefined, 'file-locked'],
    ['coffee', 'password-wrong'],
  ])('is not opened with the password %s', async (password, code) => {
    await expect(read(locked, password)).rejects.toMatchObject({ code });
  });
  it('is opened with its own', async () => {
    expect((await read(locked, 'tea')).markdown).toContain('Behind a lock.');
  });
  it('is opened without one where only its owner has one', async () => {
    expect((await read({ ...locked, userPassword: '' })).markdown).toContain('Behind a lock.');
  });
});

describe('a bad file', () => {
  it('with a stream that would fill the memory is refused', async () => {
    const bomb = deflateSync(Buffer.alloc(120 * 1024 * 1024, ' '));
    const bytes = buildPdf({
      pages: [{ content: textAt(72, 700, 'Hello'), entries: '/Contents 10 0 R' }],
      objects: [
        streamOf(bomb, '/Filter /FlateDecode'),
        streamOf(deflateSync(bomb), '/Filter [/FlateDecode /FlateDecode]'),
      ],
    });
    await expect(readFile(toRead(bytes), never)).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'bytes' },
    });
  });

  it('that says it has more pages than it has is read for what it is', async () => {
    const bytes = buildPdf({ pages: [{ content: textAt(72, 700, 'The only page.') }] });
    const text = Buffer.from(bytes).toString('latin1').replace('/Count 1 ', '/Count 900000 ');
    const { marks, markdown } = await readFile(toRead(new Uint8Array(Buffer.from(text, 'latin1'))), never);
    expect(marks).toHaveLength(1);
    expect(markdown).toContain('The only page.');
  });

  it('without any text says so', async () => {
    await expect(read({ pages: [{ content: '' }] })).rejects.toMatchObject({ code: 'file-empty' });
  });

  const sound = buildPdf({
    pages: [{ content: textAt(72, 700, 'First page.') }, { content: textAt(72, 700, 'Second page.') }],
  });
  /** A file's own error, or what could still be read. */
  async function readsOrSays(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const end = await readFile(toRead(bytes), never).then(
      ({ markdown }) => (markdown ? 'text' : 'nothing'),
      (error: { code?: string }) => error.code,
    );
    expect(['text', ...errorCodes.filter((code) => code.startsWith('file-'))]).toContain(end);
  }
  it.each([0.1, 0.3, 0.5, 0.7, 0.9, 0.99])(
    'cut off after %f of it is read in part, or told',
    async (share) => {
      await readsOrSays(sound.slice(0, Math.floor(sound.length * share)));
    },
  );
  it('with any bytes changed is read in part, or told', async () => {
    const change = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const bytes = sound.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        await readsOrSays(bytes);
      }),
      { numRuns: 60 },
    );
  });
});

it('is told by its content, whatever it is called, and is not what only speaks of one', async () => {
  const bytes = buildPdf({ pages: [{ content: textAt(72, 700, 'Told by content.') }] });
  const file = { ...toRead(bytes.slice()), name: 'report.docx' };
  expect((await readFile(file, never)).format).toBe('PDF');
  const mailed = new Uint8Array(Buffer.concat([Buffer.from('\r\nsome header\r\n'), bytes]));
  expect((await readFile(toRead(mailed), never)).markdown).toContain('Told by content.');
  const note = new Uint8Array(new TextEncoder().encode('A file that begins with %PDF-1.4 is a PDF.'));
  expect((await readFile({ ...toRead(note), name: 'note.txt' }, never)).format).toBe('TXT');
});

it('tells how far it is, and stops when it is told to', async () => {
  const pages = Array.from({ length: 4 }, (_, index) => ({ content: textAt(72, 700, `Page ${index}.`) }));
  const shares: number[] = [];
  const stop = new AbortController();
  const onProgress = (share: number) => {
    shares.push(share);
    if (share >= 0.5) stop.abort();
  };
  await expect(
    readPdf({ ...toRead(buildPdf({ pages })), onProgress }, stop.signal, undefined),
  ).rejects.toThrow();
  expect(shares).toEqual([0, 0.25, 0.5]);
});

it('says of a recogniser that fails that the page was not read', async () => {
  const broken: Recogniser = {
    read: () => Promise.reject(new Error('no memory')),
    close: async () => undefined,
  };
  const bytes = buildPdf({
    pages: [{ content: textAt(72, 700, 'Text.') }, { content: scan.draw, resources: scan.resources }],
    objects: scan.objects,
  });
  const { unread } = await readPdf(toRead(bytes), never, broken);
  expect(unread).toEqual([{ kind: 'page', label: '2', reason: 'image' }]);
});

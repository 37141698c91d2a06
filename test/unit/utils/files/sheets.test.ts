import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';
import { main, type Sheet, xlsxOf } from '../../../helpers/xlsx-of.ts';
import { relations } from '../../../helpers/zip-parts.ts';

const text = (address: string, words: string) =>
  `<c r="${address}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (address: string, value: string, style = 0) =>
  `<c r="${address}" s="${style}"><v>${value}</v></c>`;
const row = (at: number, cells: string, attributes = '') => `<row r="${at}" ${attributes}>${cells}</row>`;

const read = async (sheets: Sheet[], more?: Record<string, string>) => readAs('a.xlsx', xlsxOf(sheets, more));

describe('a workbook', () => {
  it('shows each sheet as one table of what its cells show', async () => {
    const rows =
      row(
        1,
        text('A1', 'Day') + text('B1', '日期') + text('C1', 'Share') + text('D1', 'Sum') + text('E1', 'Raw'),
      ) +
      row(
        2,
        number('A2', '45000', 1) +
          number('B2', '45000', 2) +
          number('C2', '0.125', 3) +
          number('D2', '1234.5', 4) +
          number('E2', '0.30000000000000004'),
      ) +
      row(3, `${text('A3', 'a|b\nc')}<c r="E3" t="b"><v>1</v></c>`);
    const { markdown, marks, format } = await read([
      { name: 'Sales', rows },
      { name: '第二', rows: row(5, `<c r="C5" t="str"><f>1+1</f><v>two</v></c>`) },
    ]);
    expect(markdown).toBe(
      [
        '## Sheet: Sales\n',
        '| Day | 日期 | Share | Sum | Raw |',
        '| --- | --- | --- | --- | --- |',
        '| 2023-03-15 | 2023年3月15日 | 12.5% | 1,234.50 | 0.3 |',
        '| a\\|b c |  |  |  | TRUE |\n',
        '## Sheet: 第二\n',
        '| two |',
        '| --- |',
      ].join('\n'),
    );
    expect(marks.map(({ kind, label, start }) => [kind, label, markdown.slice(start, start + 9)])).toEqual([
      ['sheet', 'Sales', '## Sheet:'],
      ['sheet', '第二', '## Sheet:'],
    ]);
    expect(format).toBe('XLSX');
  });

  it('says a merged cell in each of its rows', async () => {
    const rows =
      row(1, text('A1', 'North') + text('B1', 'x')) + row(2, text('B2', 'y')) + row(3, text('B3', 'z'));
    const { markdown } = await read([
      { name: 's', rows, after: '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>' },
    ]);
    expect(markdown).toContain('| North | x |\n| --- | --- |\n| North | y |\n|  | z |');
  });

  it('marks what is hidden', async () => {
    const rows =
      row(1, text('A1', 'a') + text('B1', 'b')) +
      row(2, text('A2', 'kept back'), 'hidden="1"') +
      row(3, text('A3', 'c'));
    const { markdown } = await read([
      { name: 's', rows, before: '<cols><col min="2" max="2" hidden="1"/></cols>' },
      { name: 'behind', rows: row(1, text('A1', 'xyz')), state: 'veryHidden' },
    ]);
    expect(markdown).toBe(
      '## Sheet: s\n\n| a | b (hidden) |\n| --- | --- |\n| c |  |\n\n**Hidden rows:**\n\n| kept back | (hidden) |\n| --- | --- |\n\n## Sheet: behind (hidden)\n\n| xyz |\n| --- |',
    );
  });

  it('writes only what is used of a sheet that has a cell at its far end', async () => {
    const { markdown } = await read([
      { name: 's', rows: row(1, text('A1', 'near')) + row(1048576, text('XFD1048576', 'far')) },
      { name: 't', rows: row(999999999, text('ZZZZZZ999999999', 'outside')) },
    ]);
    expect(markdown).toContain('| near |  |\n| --- | --- |\n|  | far |');
  });

  it('reads text boxes and charts that lie on a sheet', async () => {
    const { markdown } = await read(
      [{ name: 's', rows: row(1, text('A1', 'a')), after: '<drawing r:id="d"/>' }],
      {
        'xl/worksheets/_rels/sheet1.xml.rels': relations({ d: ['drawing', '../drawings/drawing1.xml'] }),
        'xl/drawings/drawing1.xml':
          '<xdr:wsDr><xdr:sp><xdr:nvSpPr><xdr:cNvPr descr="A lamp"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>Note</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>',
      },
    );
    expect(markdown).toBe('## Sheet: s\n\n| a |\n| --- |\n\n![A lamp]()\n\nNote');
  });

  it.each(['biff8', 'biff5', 'xlml'] as const)('reads the older form %s', async (bookType) => {
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Name', 'Sum'],
      ['Lamp', 94],
    ]);
    utils.sheet_add_aoa(sheet, [['Bulb', 1.5]], { origin: -1 });
    utils.book_append_sheet(book, sheet, 'One');
    const bytes = new Uint8Array(write(book, { type: 'array', bookType }));
    const { markdown } = await readAs('a.bin', bytes);
    expect(markdown).toBe('## Sheet: One\n\n| Name | Sum |\n| --- | --- |\n| Lamp | 94 |\n| Bulb | 1.5 |');
  });

  it('refuses a text that is shared by more cells than can be read', async () => {
    const long = 'x'.repeat(1_000_000);
    const cells = Array.from({ length: 100 }, (_, at) =>
      row(at + 1, `<c r="A${at + 1}" t="s"><v>0</v></c>`),
    ).join('');
    const bytes = xlsxOf([{ name: 's', rows: cells }], {
      'xl/sharedStrings.xml': `<sst ${main}><si><t>${long}</t></si></sst>`,
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    });
    await expect(readAs('a.xlsx', bytes)).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'characters' },
    });
  });

  it.each([
    ['no cell', xlsxOf([{ name: 's', rows: '' }]), 'file-empty'],
    [
      'its end cut off',
      xlsxOf([{ name: 's', rows: row(1, text('A1', 'a')) }]).subarray(0, 900),
      'file-broken',
    ],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.xlsx', bytes)).rejects.toMatchObject({ code });
  });
});

describe('a table in text', () => {
  it.each([
    ['commas and quotes', 'a.csv', 'a,"b, ""c"""\n1,"2\n3"\n', '| a | b, "c" |\n| --- | --- |\n| 1 | 2 3 |'],
    ['semicolons', 'a.csv', 'a;b\n1,5;2\n3,5;4\n', '| a | b |\n| --- | --- |\n| 1,5 | 2 |\n| 3,5 | 4 |'],
    ['a separator that it names in quotes', 'a.csv', '"SEP=;"\r\na;b,c\r\n', '| a | b,c |\n| --- | --- |'],
    ['a mark before it', 'a.csv', '\ufeffsep=\t\na\tb,c\n', '| a | b,c |\n| --- | --- |'],
    ['line ends of old Macs', 'a.csv', 'a,b\r1,2\r', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
    [
      'decimal commas only',
      'a.csv',
      'a;b\n"1,5";"2,25"\n1.234,5;3\n',
      '| a | b |\n| --- | --- |\n| 1,5 | 2,25 |\n| 1.234,5 | 3 |',
    ],
    ['a quote within a word', 'a.csv', 'a,b\n5" pipe,3\n', '| a | b |\n| --- | --- |\n| 5" pipe | 3 |'],
    [
      'words after a quote',
      'a.csv',
      'a,b\n"Ann" Lee,3\nBob,4\n',
      '| a | b |\n| --- | --- |\n| "Ann" Lee | 3 |\n| Bob | 4 |',
    ],
    [
      'a quote without an end',
      'a.csv',
      'a,b\n1,"2\n3,4\n',
      '| a | b |\n| --- | --- |\n| 1 | "2 |\n| 3 | 4 |',
    ],
    ['a separator that it names', 'a.csv', 'sep=;\na;b,c\n', '| a | b,c |\n| --- | --- |'],
    ['tabs', 'a.tsv', 'a\tb,c\n1\t2\n', '| a | b,c |\n| --- | --- |\n| 1 | 2 |'],
    ['tabs under the name of a workbook', 'a.xls', 'a\tb\n1\t2\n', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
    [
      'rows of different lengths',
      'a.csv',
      'a,b\n1,2,3\n\n4\n',
      '| a | b |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 |  |  |',
    ],
  ])('may have %s', async (_, name, content, expected) => {
    await expect(readAs(name, content)).resolves.toMatchObject({ markdown: expected });
  });

  it('is not filled up where one row is far longer than the others', async () => {
    const long = Array.from({ length: 5000 }, (_, at) => at).join(',');
    const { markdown } = await readAs('a.csv', `a\n${'b\n'.repeat(5000)}${long}\n`);
    expect(markdown.length).toBeLessThan(200_000);
    expect(markdown.startsWith('| a |  |')).toBe(true);
    expect(markdown).toContain('\n| b |\n| b |\n');
    expect(markdown.endsWith('| 4998 | 4999 |')).toBe(true);
  });

  it('that is longer than what is read is refused with a sentence', async () => {
    const bytes = new Uint8Array(100 * 1024 * 1024).fill(0x61);
    for (let at = 9; at < bytes.length; at += 10) bytes[at] = at % 100 === 9 ? 0x0a : 0x2c;
    await expect(readAs('a.csv', bytes)).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'characters' },
    });
  });

  it('may be in any encoding', async () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...'名,x\n台灯,1\n'].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
    ]);
    await expect(readAs('a.csv', utf16)).resolves.toMatchObject({
      markdown: '| 名 | x |\n| --- | --- |\n| 台灯 | 1 |',
    });
  });
});

it('says what to save a binary workbook as: its parser cannot be trusted with a damaged one', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Lamp']]), 'One');
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsb' }));
  await expect(readAs('a.xlsb', bytes)).rejects.toMatchObject({
    code: 'file-old-format',
    facts: { kind: 'XLSX' },
  });
});

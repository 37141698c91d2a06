import { utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';
import { main, xlsxOf } from '../../../helpers/xlsx-of.ts';
import { zipParts } from '../../../helpers/zip-parts.ts';

const numbers = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>';
/** A workbook with two numbers and a third row. */
const withRow = (cells: string, more?: Record<string, string>) =>
  readAs('a.xlsx', xlsxOf([{ name: 's', rows: `${numbers}<row r="3">${cells}</row>` }], more));
/** As programs say that they do not calculate. */
const leftToCalculate = {
  'xl/workbook.xml': `<workbook ${main}><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`,
};

describe('a formula of an XLSX workbook', () => {
  it.each([
    ['an empty value', '<c r="A3"><f>SUM(A1:A2)</f><v></v></c>', '=SUM(A1:A2)'],
    ['no value', '<c r="A3"><f>SUM(A1:A2)</f></c>', '=SUM(A1:A2)'],
    ['a value element without an end tag', '<c r="A3"><f>SUM(A1:A2)</f><v/></c>', '=SUM(A1:A2)'],
    ['no value and a type', '<c r="A3" t="b"><f>A1&lt;&gt;A2</f><v></v></c>', '=A1<>A2'],
    ['no value, for many cells', '<c r="A3"><f t="array" ref="A3:A4">A1:A2*2</f></c>', '{=A1:A2*2}'],
    ['no value, with a newer function', '<c r="A3"><f>_xlfn.CONCAT(A1,"|")</f></c>', '=CONCAT(A1,"\\|")'],
    ['no value, under a prefix', '<x:c r="A3"><x:f>A1+A2</x:f><x:v/></x:c>', '=A1+A2'],
  ])('with %s is shown, and counted', async (_, cell, shown) => {
    const { markdown, remarks } = await withRow(cell);
    expect(markdown).toBe(`## Sheet: s\n\n| 1 |\n| --- |\n| 2 |\n| ${shown} |`);
    expect(remarks).toEqual([{ kind: 'uncalculated', count: 1 }]);
  });

  it.each([
    ['a number', '<c r="A3"><f>SUM(A1:A2)</f><v>3</v></c>', '\n| 3 |'],
    ['zero', '<c r="A3"><f>A1-A1</f><v>0</v></c>', '\n| 0 |'],
    ['an empty text', '<c r="A3" t="str"><f>IF(A1,"","x")</f><v></v></c>', ''],
    ['an empty text without an element', '<c r="A3" t="str"><f>T(A1)</f></c>', ''],
    ['a text of its own', '<c r="A3" t="inlineStr"><f>"a"</f><is><t>a</t></is></c>', '\n| a |'],
    ['an error', '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '\n| #DIV/0! |'],
  ])('whose value is %s shows that', async (_, cell, row) => {
    const { markdown, remarks } = await withRow(cell);
    expect(markdown).toBe(`## Sheet: s\n\n| 1 |\n| --- |\n| 2 |${row}`);
    expect(remarks).toEqual([]);
  });

  it('that cells share reads in each of them as it would there', async () => {
    const { markdown, remarks } = await withRow(
      '<c r="A3"><f t="shared" ref="A3:C4" si="0">$A1+A$2&amp;" A1"+&apos;A1 b&apos;!B2+LOG10(A1)+SUM(1:1,B:B)</f></c>' +
        '<c r="B3"><f t="shared" si="0"/><v></v></c></row><row r="4"><c r="C4"><f t="shared" si="0"/></c>',
    );
    expect(markdown).toContain(`| =$A1+A$2&" A1"+'A1 b'!B2+LOG10(A1)+SUM(1:1,B:B) |`);
    expect(markdown).toContain(`| =$A1+B$2&" A1"+'A1 b'!C2+LOG10(B1)+SUM(1:1,C:C) |`);
    expect(markdown).toContain(`| =$A2+C$2&" A1"+'A1 b'!D3+LOG10(C2)+SUM(2:2,D:D) |`);
    expect(remarks).toEqual([{ kind: 'uncalculated', count: 3 }]);
  });

  it('whose program stores 0 for what it leaves to calculate is shown', async () => {
    const cells = '<c r="A3"><f>SUM(A1:A2)</f><v>0</v></c>';
    expect((await withRow(cells, leftToCalculate)).markdown).toContain('| =SUM(A1:A2) |');
  });

  it('is trusted with 0 where another one in the workbook has a value', async () => {
    const cells = '<c r="A3"><f>A1-A1</f><v>0</v></c><c r="B3"><f>A1</f><v>1</v></c>';
    const { markdown, remarks } = await withRow(cells, leftToCalculate);
    expect(markdown).toContain('| 0 | 1 |');
    expect(remarks).toEqual([]);
  });

  it('is refused with a sentence where what cells share comes to too much', async () => {
    const cells = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 2}"><c r="A${at + 2}"><f t="shared" si="0"/></c></row>`,
    );
    const long = `"${'x'.repeat(8000)}"`;
    const rows = `<row r="1"><c r="A1"><f t="shared" si="0">${long}</f></c></row>${cells.join('')}`;
    await expect(readAs('a.xlsx', xlsxOf([{ name: 's', rows }]))).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'characters' },
    });
  });
});

describe('a cell of an ODS workbook', () => {
  const withCell = (cell: string) =>
    readAs(
      'a.ods',
      zipParts({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': `<office:document-content><office:body><office:spreadsheet><table:table table:name="s"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>${cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
      }),
    );
  it.each([
    ['of:=SUM([.A1:.B2];[$Other.A1])', '=SUM(A1:B2;$Other.A1)'],
    ['=SUM(A1:A2)', '=SUM(A1:A2)'],
  ])('with a formula without a value shows it, and counts it (%s)', async (formula, shown) => {
    const { markdown, remarks } = await withCell(
      `<table:table-cell office:value-type="float" table:formula="${formula}"/>`,
    );
    expect(markdown).toContain(`| x | ${shown} |`);
    expect(remarks).toEqual([{ kind: 'uncalculated', count: 1 }]);
  });

  it.each([
    ['an empty text', 'table:formula="of:=T([.A1])" office:value-type="string" office:string-value=""', ''],
    ['a number', 'table:formula="of:=1+1" office:value-type="float" office:value="2"', '2'],
    ['a share', 'office:value-type="percentage" office:value="0.125"', '12.5%'],
    ['a date', 'office:value-type="date" office:date-value="2026-03-01"', '2026-03-01'],
    ['a truth', 'office:value-type="boolean" office:boolean-value="true"', 'TRUE'],
  ])('whose value is %s, and that has no text, shows the value', async (_, attributes, shown) => {
    const { markdown, remarks } = await withCell(`<table:table-cell ${attributes}/>`);
    expect(markdown).toBe(
      `## Sheet: s\n\n| x |${shown ? ` ${shown} |` : ''}\n| --- |${shown ? ' --- |' : ''}`,
    );
    expect(remarks).toEqual([]);
  });
});

describe('a workbook of before 2007', () => {
  /** The formula 1+2 as Excel stores it (MS-XLS 2.5.198). */
  const onePlusTwo = [0x1e, 1, 0, 0x1e, 2, 0, 0x03];
  /** As SheetJS writes formulas: those without a value get the empty text, as from other programs that do not calculate. */
  function xlsOf(values: (number | null)[]): Uint8Array {
    const sheet: WorkSheet = utils.aoa_to_sheet([['x']]);
    values.forEach((v, at) => {
      const bf = Uint8Array.of(onePlusTwo.length, 0, ...onePlusTwo);
      sheet[`A${at + 2}`] = { t: 'n', v, f: '1+2', bf };
    });
    sheet['!ref'] = `A1:A${values.length + 1}`;
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 's');
    return new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }));
  }

  it('that nobody has calculated shows its formulas, and counts them', async () => {
    const { markdown, remarks } = await readAs('a.xls', xlsOf([null, null]));
    expect(markdown).toBe('## Sheet: s\n\n| x |\n| --- |\n| =1+2 |\n| =1+2 |');
    expect(remarks).toEqual([{ kind: 'uncalculated', count: 2 }]);
  });

  it('that was calculated shows values only', async () => {
    const { markdown, remarks } = await readAs('a.xls', xlsOf([3, null]));
    expect(markdown).toBe('## Sheet: s\n\n| x |\n| --- |\n| 3 |');
    expect(remarks).toEqual([]);
  });

  it.each([
    ['<Cell ss:Formula="=SUM(R[-2]C:R[-1]C)"/>', '=SUM(R[-2]C:R[-1]C)', 1],
    ['<Cell ss:Formula="=R1C1&amp;&quot;x&quot;"><Data ss:Type="Number"></Data></Cell>', '=R1C1&"x"', 1],
    ['<Cell ss:Formula="=1+2"><Data ss:Type="Number">3</Data></Cell>', '3', 0],
    ['<Cell ss:Formula="=T(1)"><Data ss:Type="String"></Data></Cell>', '', 0],
  ])('in XML shows %s as %j', async (cell, shown, count) => {
    const { markdown, remarks } = await readAs(
      'a.xml',
      `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s"><Table><Row><Cell><Data ss:Type="String">灯</Data></Cell>${cell}<Cell><Data ss:Type="Number">7</Data></Cell></Row></Table></Worksheet></Workbook>`,
    );
    expect(markdown).toContain(shown ? `| 灯 | ${shown} | 7 |` : '| 灯 | 7 |');
    expect(remarks).toEqual(count > 0 ? [{ kind: 'uncalculated', count }] : []);
  });

  it('in XML may be in any encoding', async () => {
    const [before, after] =
      '<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s"><Table><Row><Cell><Data ss:Type="String">|</Data></Cell></Row></Table></Worksheet></Workbook>'.split(
        '|',
      );
    const bytes = Buffer.concat([
      Buffer.from(before!),
      Buffer.from('d6d0cec4cdf8d2b3', 'hex'),
      Buffer.from(after!),
    ]);
    expect((await readAs('a.xml', bytes)).markdown).toContain('| 中文网页 |');
  });
});

import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';
import { zipParts } from '../../../helpers/zip-parts.ts';

const types = { text: 'text', spreadsheet: 'spreadsheet', presentation: 'presentation' };

interface More {
  automatic?: string;
  styles?: string;
  parts?: Record<string, string>;
}

const odfOf = (
  kind: keyof typeof types,
  body: string,
  { automatic = '', styles = '', parts = {} }: More = {},
) =>
  zipParts({
    mimetype: `application/vnd.oasis.opendocument.${types[kind]}`,
    'content.xml': `<office:document-content><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles>${styles}</office:document-styles>`,
    ...parts,
  });

const read = async (...parts: Parameters<typeof odfOf>) => readAs('a.odt', odfOf(...parts));
const p = (text: string, style = '') => `<text:p text:style-name="${style}">${text}</text:p>`;
const look = (name: string, properties: string, family = 'text') =>
  `<style:style style:name="${name}" style:family="${family}"><style:text-properties ${properties}/></style:style>`;

describe('an OpenDocument text', () => {
  it.each([
    [
      'headings and paragraphs',
      `<text:h text:outline-level="2">Part</text:h>${p('a<text:s text:c="2"/>b<text:line-break/>c')}`,
      '## Part\n\na b\nc',
    ],
    [
      'nested lists',
      `<text:list text:style-name="L"><text:list-item>${p('one')}<text:list><text:list-item>${p('inner')}</text:list-item></text:list></text:list-item><text:list-item>${p('two')}</text:list-item></text:list>`,
      '1. one\n   - a) inner\n2. two',
    ],
    [
      'tables with merged cells',
      `<table:table><table:table-row><table:table-cell table:number-rows-spanned="2">${p('a')}</table:table-cell><table:table-cell table:number-columns-repeated="2">${p('b')}</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>${p('c')}</table:table-cell></table:table-row></table:table>`,
      '| a | b | b |\n| --- | --- | --- |\n| a | c |  |',
    ],
    [
      'text without what was deleted',
      `<text:tracked-changes><text:changed-region>${p('gone')}</text:changed-region></text:tracked-changes>${p('kept')}`,
      'kept',
    ],
    [
      'text without what was deleted and stands in its place',
      `<text:tracked-changes><text:changed-region text:id="d"><text:deletion/></text:changed-region><text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>${p('<text:change-start text:change-id="d"/>17<text:change-end text:change-id="d"/><text:change-start text:change-id="i"/>28<text:change-end text:change-id="i"/>')}`,
      '28',
    ],
    [
      'text boxes',
      p(`by it<draw:frame><draw:text-box>${p('boxed')}</draw:text-box></draw:frame>`),
      'by it\n\nboxed',
    ],
    [
      'pictures by their words',
      p('<draw:frame><draw:image/><svg:desc>A lamp</svg:desc></draw:frame>'),
      '![A lamp]()',
    ],
    [
      'notes and comments after the text',
      p(
        'a<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Proof</text:p></text:note-body></text:note><office:annotation><dc:creator>Ann</dc:creator><text:p>Really?</text:p></office:annotation>',
      ),
      'a[^1]\n\n[^1]: Proof\n\n## Comments\n\n- Ann:\n\n  Really?',
    ],
  ])('gives %s', async (_, body, expected) => {
    const automatic =
      '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>';
    await expect(read('text', body, { automatic })).resolves.toMatchObject({
      markdown: expected,
      format: 'ODT',
    });
  });

  it.each([
    ['hidden', 'text:display="none"'],
    ['white on paper', 'fo:color="#ffffff"'],
    ['as small as a speck', 'fo:font-size="1pt"'],
  ])('leaves out text that is %s, and counts it', async (_, properties) => {
    const body = p('seen<text:span text:style-name="T1">secret</text:span>') + p('secret', 'P1');
    const automatic = look('T1', properties) + look('P1', properties, 'paragraph');
    await expect(read('text', body, { automatic })).resolves.toMatchObject({
      markdown: 'seen',
      hiddenCharacters: 12,
    });
  });

  it('reads charts and formulas that are embedded, and what stands at the edges of pages', async () => {
    const object = (name: string) =>
      `<draw:frame><draw:object xlink:href="./${name}"/><draw:image/></draw:frame>`;
    const { markdown } = await read('text', p(object('Object 1')) + p(object('Object 2')), {
      styles: `<office:master-styles><style:master-page><style:header>${p('Top')}</style:header></style:master-page></office:master-styles>`,
      parts: {
        'Object 1/content.xml':
          '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>',
        'Object 2/content.xml': `<office:document-content><office:body><office:chart><chart:chart><chart:title>${p('Sales')}</chart:title><table:table><table:table-row><table:table-cell>${p('Lamp')}</table:table-cell><table:table-cell>${p('94')}</table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>`,
      },
    });
    expect(markdown).toBe(
      '$\\frac{a}{b}$\n\nSales\n\n| Lamp | 94 |\n| --- | --- |\n\n## Headers and footers\n\nTop',
    );
  });

  it('counts a list from where its levels begin', async () => {
    const automatic =
      '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>';
    const body = `<text:list text:style-name="L"><text:list-item><text:list><text:list-item>${p('deep')}</text:list-item></text:list></text:list-item></text:list>`;
    expect((await read('text', body, { automatic })).markdown).toBe('- 3.1 deep');
  });

  const painted = (family: string) =>
    `<style:style style:name="dark" style:family="${family}"><style:${family}-properties fo:background-color="#000000"/></style:style>`;
  const tableOf = (table: string, row: string) =>
    `<table:table table:style-name="${table}"><table:table-row table:style-name="${row}"><table:table-cell>${p('seen', 'white')}</table:table-cell></table:table-row></table:table>`;
  const whole =
    '<style:page-layout><style:page-layout-properties fo:background-color="#000000"/></style:page-layout>';
  it.each([
    ['in a dark table', tableOf('dark', ''), painted('table')],
    ['in a dark row', tableOf('', 'dark'), painted('table-row')],
    ['on dark pages', p('seen', 'white'), whole],
    [
      'over a picture behind it',
      p('seen', 'white'),
      '<style:style><style:graphic-properties style:run-through="background"/></style:style>',
    ],
  ])('keeps white text %s', async (_, body, automatic) => {
    const white = look('white', 'fo:color="#ffffff"', 'paragraph');
    expect((await read('text', body, { automatic: automatic + white })).markdown).toBe('seen');
  });

  it('shows the title that a field says', async () => {
    expect((await read('text', p('<text:title>Report</text:title> of May'))).markdown).toBe('Report of May');
  });

  it('reads a document in the document, and names an object that it cannot read', async () => {
    const frame = (object: string) => p(`<draw:frame>${object}<draw:image/></draw:frame>`);
    const body =
      frame('<draw:object xlink:href="./Object 1"/>') + frame('<draw:object-ole xlink:href="./Object 2"/>');
    const inner = `<office:document-content><office:body><office:text>${p('inner')}</office:text></office:body></office:document-content>`;
    await expect(read('text', body, { parts: { 'Object 1/content.xml': inner } })).resolves.toMatchObject({
      markdown: 'inner',
      unread: [{ kind: 'file', label: './Object 2', reason: 'not-supported' }],
    });
  });

  it('reads a formula of the flat form', async () => {
    const math =
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfenced open="["><mi>a</mi></mfenced><mo>&lt;</mo><mi>b</mi></math>';
    const flat = `<?xml version="1.0"?><office:document><office:body><office:text>${p(`<draw:frame><draw:object>${math}</draw:object></draw:frame>`)}</office:text></office:body></office:document>`;
    expect((await readAs('a.fodt', flat)).markdown).toMatch(/^\$.*a.*< b\$$/);
  });

  it('reads the flat form too', async () => {
    const flat = `<?xml version="1.0"?><office:document><office:body><office:text>${p('flat')}</office:text></office:body></office:document>`;
    expect((await readAs('a.fodt', flat)).markdown).toBe('flat');
  });

  it.each([
    [
      'a lock',
      {
        'META-INF/manifest.xml': '<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
      },
      'file-locked',
    ],
    ['no content', { 'content.xml': '' }, 'file-broken'],
    ['nothing in it', {}, 'file-empty'],
  ])('says so where it has %s', async (_, parts, code) => {
    await expect(read('text', '', { parts })).rejects.toMatchObject({ code });
  });
});

it('reads an OpenDocument workbook as what its cells show', async () => {
  const cell = (text: string, more = '') => `<table:table-cell ${more}>${text && p(text)}</table:table-cell>`;
  const row = (cells: string, more = '') => `<table:table-row ${more}>${cells}</table:table-row>`;
  const sheet = (name: string, rows: string, style = '') =>
    `<table:table table:name="${name}" table:style-name="${style}">${rows}</table:table>`;
  const { markdown, marks, format } = await read(
    'spreadsheet',
    sheet(
      'One',
      row(cell('Day') + cell('Sum')) +
        row(cell('1/2/26', 'table:number-rows-spanned="2"') + cell('€ 5.00')) +
        row(`<table:covered-table-cell/>${cell('6|7')}`) +
        row(cell('', 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048572"'),
    ) + sheet('Two', row(cell('x')), 'hide'),
    {
      automatic:
        '<style:style style:name="hide" style:family="table"><style:table-properties table:display="false"/></style:style>',
    },
  );
  expect(markdown).toBe(
    '## Sheet: One\n\n| Day | Sum |\n| --- | --- |\n| 1/2/26 | € 5.00 |\n| 1/2/26 | 6\\|7 |\n\n## Sheet: Two (hidden)\n\n| x |\n| --- |',
  );
  expect(marks.map(({ label }) => label)).toEqual(['One', 'Two']);
  expect(format).toBe('ODS');
});

it('reads an OpenDocument presentation slide by slide, with its notes', async () => {
  const frame = (text: string, kind: string) =>
    `<draw:frame presentation:class="${kind}"><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
  const { markdown, format } = await read(
    'presentation',
    `<draw:page>${frame('Why', 'title')}${frame('Because', 'outline')}<presentation:notes>${frame('Say this', 'notes')}</presentation:notes></draw:page><draw:page draw:style-name="hide"><draw:custom-shape>${p('shape')}</draw:custom-shape></draw:page>`,
    {
      automatic:
        '<style:style style:name="hide" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>',
    },
  );
  expect(markdown).toBe(
    '## Slide 1: Why\n\nBecause\n\n**Notes:**\n\nSay this\n\n## Slide 2 (hidden)\n\nshape',
  );
  expect(format).toBe('ODP');
});

it('names a slide that is a picture only', async () => {
  const { unread } = await read(
    'presentation',
    `<draw:page><draw:frame><draw:image/></draw:frame></draw:page><draw:page>${p('text')}<draw:frame><draw:image/></draw:frame></draw:page>`,
  );
  expect(unread).toEqual([{ kind: 'slide', label: '1', reason: 'image' }]);
});

it('says what stands at the edges of slides, without signs for their numbers', async () => {
  const { markdown } = await read(
    'presentation',
    `<presentation:footer-decl presentation:name="f1">Company</presentation:footer-decl><draw:page presentation:use-footer-name="f1"><draw:frame presentation:class="page-number"><draw:text-box>${p('7')}</draw:text-box></draw:frame><draw:frame><draw:text-box>${p('Page <text:page-number>&lt;number&gt;</text:page-number>')}</draw:text-box></draw:frame></draw:page>`,
  );
  expect(markdown).toBe('## Slide 1\n\nPage\n\nCompany');
});

import { describe, expect, it } from 'vitest';
import { docxOf, p, wordPart } from '../../../helpers/docx-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { relations, zipParts } from '../../../helpers/zip-parts.ts';

const read = async (...parts: Parameters<typeof docxOf>) => readAs('a.docx', docxOf(...parts));

const white = '<w:color w:val="FFFFFF"/>';
const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = wordPart(
  'numbering',
  `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}</w:abstractNum>
   <w:abstractNum w:abstractNumId="1">${level(0, 'chineseCounting', '第%1条')}</w:abstractNum>
   <w:abstractNum w:abstractNumId="2">${level(0, 'bullet', '•')}</w:abstractNum>
   <w:abstractNum w:abstractNumId="3">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>
   ${[0, 1, 2, 3].map((id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`).join('')}`,
);
const inList = (id: number, at: number, text: string, more = '') =>
  p(text, `${more}<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`);

describe('a Word document', () => {
  it.each([
    ['paragraphs with their signs as they are', p('1 &lt; 2 *and* _so_ on'), '1 < 2 *and* _so_ on'],
    [
      'what was inserted, without what was deleted',
      '<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>',
      'new',
    ],
    [
      'a text box once, although it is stored twice',
      `<w:p><w:r><w:t>by it</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp>${box('boxed')}</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('boxed')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      'by it\n\nboxed',
    ],
    [
      'a text box that only older programs know',
      `<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:textbox>${box('boxed')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      'boxed',
    ],
    [
      'content controls, links and fields',
      '<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> DATE </w:instrText></w:r><w:r><w:t> 2026</w:t></w:r></w:p></w:sdtContent></w:sdt>',
      'link 2026',
    ],
    [
      'a picture by its words',
      '<w:p><w:r><w:drawing><wp:docPr descr="A lamp"/></w:drawing></w:r></w:p>',
      '![A lamp]()',
    ],
    [
      'a formula as TeX',
      '<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:rad><m:e><m:r><m:t>b</m:t></m:r></m:e></m:rad></m:den></m:f></m:oMath></w:p>',
      '$\\frac{a}{\\sqrt{b}}$',
    ],
    [
      'the rarer parts of formulas',
      `<w:p><m:oMath>${[
        '<m:eqArr><m:e>X&amp;=1</m:e><m:e>Y&amp;=2</m:e></m:eqArr>',
        '<m:groupChr><m:groupChrPr><m:chr m:val="⏞"/><m:pos m:val="top"/></m:groupChrPr><m:e>X</m:e></m:groupChr>',
        '<m:groupChr><m:groupChrPr><m:chr m:val="→"/><m:pos m:val="top"/></m:groupChrPr><m:e>X</m:e></m:groupChr>',
        '<m:acc><m:accPr><m:chr m:val="\u0306"/></m:accPr><m:e>X</m:e></m:acc>',
        '<m:borderBox><m:e>X</m:e></m:borderBox>',
      ]
        .join('')
        .replace(/(?<=<m:e>)[^<]+/g, '<m:r><m:t>$&</m:t></m:r>')}</m:oMath></w:p>`,
      '$\\begin{matrix} X&=1 \\\\ Y&=2 \\end{matrix}\\overbrace{X}\\overset{→}{X}\\overset{\u0306}{X}\\boxed{X}$',
    ],
    [
      'merged cells in each row',
      `<w:tbl><w:tr>${cell('a', '<w:vMerge w:val="restart"/>')}${cell('b')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('c')}</w:tr><w:tr>${cell('wide', '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
      '| a | b |\n| --- | --- |\n| a | c |\n| wide |  |',
    ],
    [
      'symbols of their fonts',
      '<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
      'α☑',
    ],
    [
      'letters of fonts that draw signs',
      p('\uf0fe \uf0e0 中', '', '<w:rFonts w:ascii="Wingdings" w:eastAsia="SimSun"/>') +
        p('b\uf02b1', '', '<w:rFonts w:ascii="Symbol"/>'),
      '☑ → 中\n\nβ+1',
    ],
    ['a large first letter in its word', p('O', '<w:framePr w:dropCap="drop"/>') + p('nce'), 'Once'],
    [
      'a box that is ticked',
      '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar><w:t> yes</w:t></w:r></w:p>',
      '☒ yes',
    ],
  ])('gives %s', async (_, body, expected) => {
    await expect(read(body)).resolves.toMatchObject({ markdown: expected, hiddenCharacters: 0 });
  });

  it.each([
    ['eq \\o\\ac(○,3)', '③'],
    [' EQ \\* jc2 \\* "Font:SimSun" \\* hps10 \\o\\ad(\\s\\up 9(pīn),拼)', '拼(pīn)'],
    ['EQ \\f(3,\\r(2))', '$\\frac{3}{\\sqrt{2}}$'],
    ['EQ \\r(3,x+(a,b))', '$\\sqrt[3]{x+(a,b)}$'],
    ['EQ \\o(\\s\\up6(→),AB)', '$\\overset{→}{AB}$'],
    [
      'EQ \\b\\lc\\{(\\a\\al\\vs4(x=1,y=2))',
      '$\\left\\{ \\begin{matrix} x=1 \\\\ y=2 \\end{matrix} \\right.$',
    ],
    ['EQ \\i\\su(k=1,n,k) a\\s\\do3(2)', '$\\sum_{k=1}^{n} k a_{2}$'],
    ['EQ \\x(boxed\\, text)', 'boxed, text'],
    ['SYMBOL 183 \\f Symbol \\s 10', '•'],
    ['MACROBUTTON None Click here', 'Click here'],
    ['XE "index"', ''],
  ])('shows what Word draws from the field %s', async (instruction, shown) => {
    const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const field = `${sign('begin')}<w:r><w:instrText>${instruction}</w:instrText></w:r>${sign('end')}`;
    const { markdown } = await read(`<w:p><w:r><w:t>a</w:t></w:r>${field}<w:r><w:t>b</w:t></w:r></w:p>`);
    expect(markdown).toBe(`a${shown}b`);
  });

  it('shows the number of an equation, which is a button around counters', async () => {
    const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const say = (text: string, name = 'instrText') => `<w:r><w:${name}>${text}</w:${name}></w:r>`;
    const counter = (number: string) =>
      `${sign('begin')}${say(' SEQ MTEqn ')}${sign('separate')}${say(number, 't')}${sign('end')}`;
    const hidden = `${sign('begin')}${say(' SEQ MTEqn \\h ')}${sign('end')}`;
    const button = `${sign('begin')}${say(' MACROBUTTON MTPlaceRef \\* MERGEFORMAT ')}${hidden}${say('(')}${counter('1')}${say('.')}${counter('2')}${say(')')}${sign('end')}`;
    expect((await read(`<w:p>${say('a ', 't')}${button}</w:p>`)).markdown).toBe('a (1.2)');
  });

  it.each([
    ['hidden', p('secret', '', '<w:vanish/>'), 6],
    ['white on paper', p('secret', '', '<w:color w:val="FFFFFF"/>'), 6],
    ['as small as a speck', p('se cret', '', '<w:sz w:val="2"/>'), 6],
  ])('leaves out text that is %s, and counts it', async (_, hidden, count) => {
    await expect(read(p('seen') + hidden)).resolves.toMatchObject({
      markdown: 'seen',
      hiddenCharacters: count,
    });
  });

  it.each([
    [
      'in a dark cell',
      `<w:tbl><w:tr>${cell('a')}<w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>${p('seen', '', '<w:color w:val="FFFFFF"/>')}</w:tc></w:tr></w:tbl>`,
    ],
    [
      'in a dark table',
      `<w:tbl><w:tblPr><w:shd w:fill="000000"/></w:tblPr><w:tr><w:tc>${p('seen', '', white)}</w:tc></w:tr></w:tbl>`,
    ],
    [
      'over a picture of a cover',
      `<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><a:blip/></wp:anchor></w:drawing></w:r></w:p>${p('seen', '', white)}`,
    ],
    [
      'over a shape that lies under its box',
      `<w:p><w:r><w:drawing><wps:wsp><wps:spPr><a:solidFill/></wps:spPr></wps:wsp><wps:wsp><wps:spPr><a:noFill/></wps:spPr><w:txbxContent>${p('seen', '', white)}</w:txbxContent></wps:wsp></w:drawing></w:r></w:p>`,
    ],
    ['on a dark line', p('seen', '<w:shd w:fill="000000"/>', '<w:color w:val="FFFFFF"/>')],
    ['that is not hidden after all', p('seen', '', '<w:vanish w:val="0"/>')],
  ])('keeps white text %s', async (_, body) => {
    expect((await read(body)).markdown).toContain('seen');
  });

  it('keeps white text on dark pages', async () => {
    const document = wordPart(
      'document',
      `<w:background w:color="000000"/><w:body>${p('seen', '', white)}</w:body>`,
    );
    const parts = { '[Content_Types].xml': '', 'word/document.xml': document };
    expect((await readAs('a.docx', zipParts(parts))).markdown).toBe('seen');
  });

  it('shows headings and lists with the numbers that the document shows', async () => {
    const styles = wordPart(
      'styles',
      '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="u2"><w:basedOn w:val="u1"/><w:name w:val="heading 2"/></w:style>',
    );
    const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
    const body = [
      inList(4, 0, 'One', style('u1')),
      inList(4, 1, 'Deeper', style('u2')),
      inList(4, 1, 'Deeper still', style('u2')),
      inList(1, 0, 'first'),
      inList(1, 1, 'inner'),
      inList(1, 0, 'second'),
      p('between'),
      inList(1, 0, 'third'),
      inList(2, 0, '总则'),
      inList(3, 0, 'point'),
    ].join('');
    const { markdown } = await read(
      body,
      { 'styles.xml': styles, 'numbering.xml': numbering },
      { r1: ['styles', 'styles.xml'], r2: ['numbering', 'numbering.xml'] },
    );
    expect(markdown).toBe(
      '# 1 One\n\n## 1.1 Deeper\n\n## 1.2 Deeper still\n\n1. first\n   - (a) inner\n2. second\n\nbetween\n\n3. third\n\n第一条 总则\n\n- point',
    );
  });

  it('takes the level that a style says for the list of the style that it is based on', async () => {
    const use = (inner: string) => `<w:pPr><w:numPr>${inner}</w:numPr></w:pPr>`;
    const styles = wordPart(
      'styles',
      `<w:style w:type="paragraph" w:styleId="a"><w:name w:val="A"/>${use('<w:numId w:val="4"/>')}</w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:name w:val="B"/>${use('<w:ilvl w:val="1"/>')}</w:style>`,
    );
    const body = p('Top', '<w:pStyle w:val="a"/>') + p('Inner', '<w:pStyle w:val="b"/>');
    const { markdown } = await read(body, { 'styles.xml': styles, 'numbering.xml': numbering });
    expect(markdown).toBe('1 Top\n\n- 1.1 Inner');
  });

  it('puts notes, comments, headers and footers after the text, each once', async () => {
    const body =
      '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Claim</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> ends</w:t></w:r><w:r><w:endnoteReference w:id="3"/></w:r></w:p>' +
      '<w:sectPr><w:headerReference r:id="h1"/><w:headerReference r:id="h2"/><w:footerReference r:id="f1"/></w:sectPr>';
    const { markdown } = await read(
      body,
      {
        'footnotes.xml': wordPart('footnotes', `<w:footnote w:id="2">${p('Proof')}</w:footnote>`),
        'endnotes.xml': wordPart('endnotes', `<w:endnote w:id="3">${p('End')}</w:endnote>`),
        'comments.xml': wordPart(
          'comments',
          `<w:comment w:id="0" w:author="Ann">${p('Really?')}</w:comment>`,
        ),
        'header1.xml': wordPart('hdr', p('Company')),
        'header2.xml': wordPart('hdr', p('Company')),
        'footer1.xml': wordPart('ftr', p('Page 1')),
      },
      {
        h1: ['header', 'header1.xml'],
        h2: ['header', 'header2.xml'],
        f1: ['footer', 'footer1.xml'],
        n: ['footnotes', 'footnotes.xml'],
      },
    );
    expect(markdown).toBe(
      'Claim[^1] ends[^e1]\n\n[^1]: Proof\n[^e1]: End\n\n## Comments\n\n- Ann (“Claim”):\n\n  Really?\n\n## Headers and footers\n\nCompany\n\nPage 1',
    );
  });

  it('reads a chart and a drawing as what they say', async () => {
    const chart =
      '<c:chartSpace><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>2025</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strCache><c:pt idx="0"><c:v>Lamp</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt idx="0"><c:v>94</c:v></c:pt></c:numCache></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>';
    const diagram =
      '<dgm:dataModel><dgm:ptLst><dgm:pt modelId="0" type="doc"/><dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Top</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>Below</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1"/><dgm:cxn srcId="1" destId="2"/><dgm:cxn srcId="2" destId="1"/></dgm:cxnLst></dgm:dataModel>';
    const { markdown } = await read(
      '<w:p><w:r><w:drawing><c:chart r:id="c"/></w:drawing><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r></w:p>',
      { 'charts/chart1.xml': chart, 'diagrams/data1.xml': diagram },
      { c: ['chart', 'charts/chart1.xml'], d: ['diagramData', '/word/diagrams/data1.xml'] },
    );
    expect(markdown).toBe('Sales\n\n|  | 2025 |\n| --- | --- |\n| Lamp | 94 |\n\n- Top\n  - Below');
  });

  it.each([
    ['a page', 'a.html', '<html><body><h1>T</h1><p>text</p></body></html>'],
    [
      'a page with its parts',
      'a.mht',
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n\n<html><body><h1>T</h1><p>text</p></body></html>\n--b--\n',
    ],
    ['rich text', 'a.rtf', '{\\rtf1 {\\stylesheet{\\s1 heading 1;}}\\s1 T\\par\\pard text}'],
  ])('takes in %s that stands for its text', async (_, path, content) => {
    const links: Record<string, [string, string]> = { c: ['aFChunk', `/word/${path}`] };
    await expect(read('<w:altChunk r:id="c"/>', { [path]: content }, links)).resolves.toMatchObject({
      markdown: '# T\n\ntext',
      unread: [],
    });
  });

  it('names a file in its text that is none of these', async () => {
    const links: Record<string, [string, string]> = { c: ['aFChunk', 'b.bin'] };
    const { unread } = await read(`${p('text')}<w:altChunk r:id="c"/>`, { 'b.bin': '\u0001' }, links);
    expect(unread).toEqual([{ kind: 'file', label: 'word/b.bin', reason: 'not-supported' }]);
  });

  it.each([
    ['nothing in it', docxOf(''), 'file-empty'],
    ['pictures only', docxOf('<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>'), 'file-no-text'],
    ['no body', zipParts({ '[Content_Types].xml': '', 'word/other.xml': '<a/>' }), 'file-broken'],
    ['its end cut off', docxOf(p('text')).subarray(0, 300), 'file-broken'],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.docx', bytes)).rejects.toMatchObject({ code });
  });

  it('opens no entity and follows no address', async () => {
    const document = `<!DOCTYPE w:document [<!ENTITY a "lol"><!ENTITY b SYSTEM "file:///etc/passwd">]>${wordPart('document', `<w:body>${p('&a;&b;')}</w:body>`)}`;
    const { markdown } = await readAs(
      'a.docx',
      zipParts({ '[Content_Types].xml': '', 'word/document.xml': document }),
    );
    expect(markdown).toBe('&a;&b;');
  });

  it('refuses absurd depth before it runs out of stack', async () => {
    await expect(read(p('seen') + '<w:sdt>'.repeat(20_000))).rejects.toMatchObject({
      code: 'file-over-limit',
      facts: { limit: 'depth' },
    });
  });
});

describe('a Word document in one piece of XML', () => {
  const of2003 = (body: string) =>
    `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles><w:body><wx:sect>${body}</wx:sect></w:body></w:wordDocument>`;

  it('is read as of 2003, with its lists, notes, changes, comments and edges', async () => {
    const inList = (label: string, text: string) =>
      p(text, `<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="${label}"/></w:listPr>`);
    const run = (content: string) => `<w:r>${content}</w:r>`;
    const change = (type: string, text: string) =>
      `<aml:annotation w:type="Word.${type}" aml:author="Ann"><aml:content>${text}</aml:content></aml:annotation>`;
    const body = [
      p('Title', '<w:pStyle w:val="1"/>'),
      inList('一、', 'first'),
      inList('·', 'point'),
      `<w:p>${run('<w:t>a</w:t>')}${change('Deletion', run('<w:delText>b</w:delText>'))}${change('Insertion', run('<w:t>c</w:t>'))}${run(`<w:footnote>${p('Note')}</w:footnote>`)}${run(change('Comment', p('Really?')))}${run('<w:pict><w:binData>AAAA</w:binData></w:pict>')}</w:p>`,
      `<w:sectPr><w:hdr>${p('Top')}</w:hdr></w:sectPr>`,
    ];
    const { markdown, format } = await readAs('a.doc', of2003(body.join('')));
    expect(markdown).toBe(
      '# Title\n\n一、 first\n\n- point\n\nac[^1]\n\n[^1]: Note\n\n## Comments\n\n- Ann:\n\n  Really?\n\n## Headers and footers\n\nTop',
    );
    expect(format).toBe('DOCX');
  });

  it('is read as a package that was laid flat', async () => {
    const part = (path: string, xml: string) =>
      `<pkg:part pkg:name="/${path}" pkg:contentType="x"><pkg:xmlData>${xml}</pkg:xmlData></pkg:part>`;
    const note = '<w:r><w:footnoteReference w:id="2"/></w:r>';
    const flat = [
      part('_rels/.rels', relations({ r: ['officeDocument', 'word/document.xml'] })),
      part(
        'word/document.xml',
        wordPart('document', `<w:body><w:p><w:r><w:t>你好</w:t></w:r>${note}</w:p></w:body>`).replace(
          /<\?.*?\?>/,
          '',
        ),
      ),
      part(
        'word/footnotes.xml',
        wordPart('footnotes', `<w:footnote w:id="2">${p('Note')}</w:footnote>`).replace(/<\?.*?\?>/, ''),
      ),
      '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>',
    ];
    const text = `<?xml version="1.0"?>\n<pkg:package xmlns:pkg="x">${flat.join('')}</pkg:package>`;
    expect((await readAs('a.xml', text)).markdown).toBe('你好[^1]\n\n[^1]: Note');
  });
});

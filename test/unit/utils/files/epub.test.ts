import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epubOf, page } from '../../../helpers/epub-of.ts';
import { readAs } from '../../../helpers/file-to-read.ts';
import { zipParts } from '../../../helpers/zip-parts.ts';

const read = async (...parts: Parameters<typeof epubOf>) => readAs('a.epub', epubOf(...parts));

describe('a book', () => {
  it('gives every document of its spine in order, also what is not linear', async () => {
    const { markdown } = await read(['One', 'Two', 'Three'].map((text) => page(`<p>${text}</p>`)));
    expect(markdown).toBe('One\n\nTwo\n\nThree');
  });

  it('marks chapters by its table of contents, wherever that leads', async () => {
    const { markdown, marks } = await read(
      [page('<h1>First</h1><p>a</p><a id="s"/><h2>Part</h2><p>b</p>'), page('<p id="t">Second</p>')],
      {
        'nav.xhtml': page(
          '<nav epub:type="toc"><ol><li><a href="text/c%200.xhtml">First</a></li><li><a href="text/c%200.xhtml#s">Part</a></li><li><a href="text/c%201.xhtml#t">Second</a></li></ol></nav>',
        ),
      },
    );
    expect(markdown).toBe('# First\n\na\n\n## Part\n\nb\n\nSecond');
    expect(
      marks.map(({ kind, label, start }) => [kind, label, markdown.slice(start).split('\n')[0]]),
    ).toEqual([
      ['chapter', 'First', '# First'],
      ['chapter', 'Part', '## Part'],
      ['chapter', 'Second', 'Second'],
    ]);
  });

  it('knows the contents of older books too', async () => {
    const { marks } = await read([page('<p>a</p>')], {
      'book.opf':
        '<package><manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="c" href="text/c%200.xhtml" media-type="application/xhtml+xml"/></manifest><spine toc="n"><itemref idref="c"/></spine></package>',
      'toc.ncx':
        '<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src="text/c%200.xhtml"/></navPoint></navMap></ncx>',
    });
    expect(marks).toEqual([{ kind: 'chapter', label: 'One', start: 0 }]);
  });

  it.each([
    ['by an attribute', '<p hidden="hidden">secret</p>', ''],
    ['by its own style', '<p style="display: none">secret</p>', ''],
    ['by a rule', '<p class="x">secret</p>', '<style>p.x { visibility: hidden }</style>'],
    ['by a linked style sheet', '<p class="far">secret</p>', '<link rel="stylesheet" href="../style.css"/>'],
    ['in the colour of paper', '<p class="pale">secret</p>', '<link rel="stylesheet" href="../style.css"/>'],
    ['as specks', '<p style="font-size:1px">secret</p>', ''],
  ])('leaves out text that is hidden %s, and counts it', async (_, hidden, head) => {
    const css = '/* } */ .far { position: absolute; left: -9999px } .pale { color: #fefefe }';
    await expect(read([page(`<p>seen</p>${hidden}`, head)], { 'style.css': css })).resolves.toMatchObject({
      markdown: 'seen',
      hiddenCharacters: 6,
    });
  });

  it.each([
    ['a later rule shows it', '<p class="x y">seen</p>', '.x { display: none } .x.y { display: block }'],
    ['only paper hides it', '<p class="x">seen</p>', '@media print { .x { display: none } }'],
    ['small windows hide it', '<p class="x">seen</p>', '@media (max-width: 600px) { .x { display: none } }'],
    [
      'it is white on black',
      '<div class="x"><p class="y">seen</p></div>',
      '.x { background: #000 } .y { color: #fff }',
    ],
    [
      'its own letters are large',
      '<p class="x"><span class="y">seen</span></p>',
      '.x { font-size: 0 } .y { font-size: 14px }',
    ],
  ])('keeps text where %s', async (_, body, css) => {
    expect((await read([page(body, `<style>${css}</style>`)])).markdown).toBe('seen');
  });

  it.each([
    [
      'hidden until their sign is tapped',
      '<p>a<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>Note</p></aside>',
      'a1\n\nNote',
    ],
    [
      'in a list that is hidden',
      '<p>a<a class="duokan-footnote" href="#n1">1</a></p><ol class="duokan-footnote-content"><li id="n1">Note</li></ol>',
      'a1\n\n1. Note',
    ],
    ['that their sign holds', '<p>a<img class="footnote" alt="" zy-footnote="Note"/></p>', 'a [Note]'],
  ])('gives notes %s', async (_, body, expected) => {
    const css = '<style>aside, ol { display: none }</style>';
    await expect(read([page(body, css)])).resolves.toMatchObject({ markdown: expected, hiddenCharacters: 0 });
  });

  it('leaves out what is called a note and nothing leads to', async () => {
    const body = '<p>a</p><aside hidden="" epub:type="footnote" id="n1">Note</aside>';
    await expect(read([page(body)])).resolves.toMatchObject({ markdown: 'a', hiddenCharacters: 4 });
  });

  it('writes formulas as TeX', async () => {
    const math = (prefix: string) =>
      `<${prefix}math><${prefix}mfrac><${prefix}mi>a</${prefix}mi><${prefix}mi>b</${prefix}mi></${prefix}mfrac></${prefix}math>`;
    expect((await read([page(`<p>${math('')} ${math('m:')}</p>`)])).markdown).toBe(
      '$\\frac{a}{b}$ $\\frac{a}{b}$',
    );
  });

  it('names what its order holds without a text', async () => {
    const opf =
      '<package><manifest><item id="c" href="text/c%200.xhtml" media-type="application/xhtml+xml"/><item id="i" href="page.jpg" media-type="image/jpeg"/><item id="f" href="x.bin" media-type="x/y" fallback="d"/><item id="d" href="text/c%201.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/><itemref idref="i"/><itemref idref="gone"/><itemref idref="f"/></spine></package>';
    const scan = page('<img src="scan.jpg"/>');
    await expect(read([page('<p>a</p>'), scan], { 'book.opf': opf })).resolves.toMatchObject({
      markdown: 'a',
      unread: [
        { kind: 'chapter', label: 'OEBPS/page.jpg', reason: 'image' },
        { kind: 'chapter', label: 'gone', reason: 'broken' },
        { kind: 'chapter', label: 'OEBPS/text/c 1.xhtml', reason: 'image' },
      ],
    });
  });

  it('opens XHTML that closes its elements at once, CDATA and entities of HTML', async () => {
    const body =
      '<a id="p1"/><script src="x.js"/><p>a<![CDATA[<b>]]>&nbsp;&mdash;<br/>c</p><iframe src="y"/><p>d</p>';
    expect((await read([page(body)])).markdown).toBe('a<b>\u00a0—\nc\n\nd');
  });

  it.each([
    [
      'rights',
      {
        'META-INF/encryption.xml':
          '<e><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></e>',
      },
      'file-locked',
    ],
    ['no text', { 'OEBPS/text/c 0.xhtml': page('<img src="a.png"/>') }, 'file-no-text'],
    ['nothing', { 'OEBPS/text/c 0.xhtml': page('') }, 'file-empty'],
  ])('says so where it has %s', async (_, top, code) => {
    await expect(read([page('<p>a</p>')], {}, top)).rejects.toMatchObject({ code });
  });

  it('reads on where fonts are scrambled, a chapter is missing, or all lies in a folder', async () => {
    const scrambled = {
      'META-INF/encryption.xml':
        '<e><EncryptedData><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></EncryptedData></e>',
    };
    expect((await read([page('<p>a</p>')], {}, scrambled)).markdown).toBe('a');
    const missing = await read([page('<p>a</p>')], {
      'book.opf':
        '<package><manifest><item id="g" href="gone.xhtml" media-type="application/xhtml+xml"/><item id="c" href="text/c%200.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="g"/><itemref idref="c"/></spine></package>',
    });
    expect(missing.markdown).toBe('a');
    expect(missing.unread).toEqual([{ kind: 'chapter', label: 'OEBPS/gone.xhtml', reason: 'broken' }]);
    const folder = zipParts({
      'book/META-INF/container.xml': '<c><rootfile full-path="b.opf"/></c>',
      'book/b.opf':
        '<package><manifest><item id="c" href="c.html" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
      'book/c.html': page('<p>a</p>'),
    });
    expect((await readAs('x.zip', folder)).markdown).toBe('a');
  });

  it('keeps typed spaces before a character that is written as an entity', async () => {
    expect((await read([page('<p>  &lt;a</p>')])).markdown).toBe('  <a');
  });

  it('changes no character of plain prose', async () => {
    const letters = fc.constantFrom(...'话说 　a*_#`<>&[]()|~$\\1.-+"“”—…第一回\u00a0');
    const paragraph = fc
      .string({ unit: letters, minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/ +$/, '').replace(/^ (?! )/, ''))
      .filter((text) => text.trim() !== '');
    const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    await fc.assert(
      fc.asyncProperty(fc.array(paragraph, { minLength: 1, maxLength: 8 }), async (paragraphs) => {
        const { markdown } = await read([
          page(paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')),
        ]);
        expect(markdown).toBe(paragraphs.join('\n\n'));
      }),
      { numRuns: 60 },
    );
  });
});

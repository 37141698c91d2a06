import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';
import { relations, zipParts } from '../../../helpers/zip-parts.ts';

const names =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const line = (text: string, properties = '', run = '') =>
  `<a:p><a:pPr ${properties.startsWith('<') ? `>${properties}</a:pPr` : `${properties}/`}><a:r><a:rPr ${run}/><a:t>${text}</a:t></a:r></a:p>`;
const shape = (lines: string, holder = '', frame = '', own = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" ${own}/><p:nvPr>${holder && `<p:ph type="${holder}"/>`}</p:nvPr></p:nvSpPr><p:spPr>${frame}</p:spPr><p:txBody>${lines}</p:txBody></p:sp>`;
const slide = (shapes: string, attributes = '') =>
  `<p:sld ${names} ${attributes}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;

/** The least presentation with these slides, in this order. */
const pptxOf = (slides: (string | undefined)[], more: Record<string, string> = {}): Uint8Array =>
  zipParts({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations({ rId1: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst>${slides
      .map((_, at) => `<p:sldId id="${256 + at}" r:id="s${at}"/>`)
      .join('')}</p:sldIdLst><p:sldSz cx="1000" cy="1000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations({
      // Numbered backwards: the order is the list's, not the names'.
      ...Object.fromEntries(slides.map((_, at) => [`s${at}`, ['slide', `slides/slide${9 - at}.xml`]])),
      a: ['commentAuthors', 'commentAuthors.xml'],
    }),
    ...Object.fromEntries(
      slides.flatMap((content, at) =>
        content === undefined ? [] : [[`ppt/slides/slide${9 - at}.xml`, content]],
      ),
    ),
    ...more,
  });

const read = async (...parts: Parameters<typeof pptxOf>) => readAs('a.pptx', pptxOf(...parts));

describe('a presentation', () => {
  it('gives slides in the order of the show, each under its number and title', async () => {
    const { markdown, marks } = await read([
      slide(
        shape(line('Why'), 'title') +
          shape(line('Because') + line('deeper', 'lvl="1"'), 'body') +
          shape(line('1'), 'sldNum'),
      ),
      slide(shape(line('No title'))),
      slide(shape(line('Back', '', ''), 'ctrTitle') + shape(line('kept')), 'show="0"'),
    ]);
    expect(markdown).toBe(
      '## Slide 1: Why\n\n- Because\n  - deeper\n\n## Slide 2\n\nNo title\n\n## Slide 3 (hidden): Back\n\nkept',
    );
    expect(marks.map(({ kind, label, start }) => [kind, label, markdown.slice(start, start + 10)])).toEqual([
      ['slide', '1', '## Slide 1'],
      ['slide', '2', '## Slide 2'],
      ['slide', '3', '## Slide 3'],
    ]);
  });

  it.each([
    [
      'groups and what only older programs show',
      `<p:grpSp><p:nvGrpSpPr><p:cNvPr/></p:nvGrpSpPr>${shape(line('in a group'))}</p:grpSp><mc:AlternateContent><mc:Choice/><mc:Fallback>${shape(line('older'))}</mc:Fallback></mc:AlternateContent>`,
      'in a group\n\nolder',
    ],
    [
      'a table with merged cells',
      `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${[
        ['a', 'b'],
        ['c', 'd'],
      ]
        .map(
          (row) =>
            `<a:tr>${row.map((text) => `<a:tc><a:txBody>${line(text)}</a:txBody></a:tc>`).join('')}</a:tr>`,
        )
        .join(
          '',
        )}<a:tr><a:tc gridSpan="2"><a:txBody>${line('wide')}</a:txBody></a:tc><a:tc hMerge="1"><a:txBody/></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      '| a | b |\n| --- | --- |\n| c | d |\n| wide |  |',
    ],
    [
      'formulas, in a line or alone in one',
      `${shape('<a:p><a:r><a:t>so </a:t></a:r><a14:m><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></a14:m></a:p>')}<mc:AlternateContent><mc:Choice Requires="a14">${shape('<a:p><a14:m><m:oMathPara><m:oMath><m:rad><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad></m:oMath></m:oMathPara></a14:m></a:p>')}</mc:Choice><mc:Fallback>${shape(line(' '))}</mc:Fallback></mc:AlternateContent>`,
      'so $x$\n\n$$\\sqrt{y}$$',
    ],
    [
      'pictures by their words',
      '<p:pic><p:nvPicPr><p:cNvPr descr="A lamp"/></p:nvPicPr></p:pic>',
      '![A lamp]()',
    ],
    [
      'arrows and ticks of symbol fonts',
      shape(
        [
          ['sym', 'a \u00e0 b'],
          ['latin', '\u00fc'],
        ]
          .map(
            ([kind, text]) =>
              `<a:p><a:r><a:rPr><a:${kind} typeface="Wingdings"/></a:rPr><a:t>${text}</a:t></a:r></a:p>`,
          )
          .join(''),
      ),
      'a → b\n\n✓',
    ],
    ['text without signs that only control', shape(line('a_x000B_b')), 'a b'],
    [
      'numbered lines',
      shape(['one', 'two'].map((text) => line(text, '<a:buAutoNum type="arabicPeriod"/>')).join('')),
      '1. one\n2. two',
    ],
  ])('reads %s', async (_, shapes, expected) => {
    expect((await read([slide(shapes)])).markdown).toBe(`## Slide 1\n\n${expected}`);
  });

  it('reads a chart as it shows its dates, shares and labels', async () => {
    const points = (kind: string, format: string, values: string[]) =>
      `<c:${kind}><c:numRef><c:numCache><c:formatCode>${format}</c:formatCode>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:numCache></c:numRef></c:${kind}>`;
    const label = `<c:dLbls><c:dLbl><c:idx val="1"/><c:tx><c:rich>${line('the most')}</c:rich></c:tx></c:dLbl></c:dLbls>`;
    const series = `<c:ser>${label}${points('cat', 'mmm\\-yy', ['45292', '45323'])}${points('val', '0.0%', ['0.153', '0.25'])}</c:ser>`;
    const { markdown } = await read(
      [slide('<p:graphicFrame><a:graphic><c:chart r:id="c"/></a:graphic></p:graphicFrame>')],
      {
        'ppt/slides/_rels/slide9.xml.rels': relations({ c: ['chart', '../charts/chart1.xml'] }),
        'ppt/charts/chart1.xml': `<c:chartSpace><c:chart><c:plotArea><c:lineChart>${series}</c:lineChart></c:plotArea></c:chart></c:chartSpace>`,
      },
    );
    expect(markdown).toBe('## Slide 1\n\n| 2024-01 | 15.3% |\n| --- | --- |\n| 2024-02 | 25.0% (the most) |');
  });

  it('names an object whose text it cannot read', async () => {
    const object =
      '<p:graphicFrame><a:graphic><p:oleObj progId="Excel.Sheet.12" r:id="o"/></a:graphic></p:graphicFrame>';
    const { unread } = await read([slide(shape(line('text')) + object)]);
    expect(unread).toEqual([{ kind: 'file', label: 'Excel.Sheet.12 (1)', reason: 'not-supported' }]);
  });

  it('says a formula in a title', async () => {
    const title =
      '<a:p><a:r><a:t>Why </a:t></a:r><a14:m><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></a14:m></a:p>';
    expect((await read([slide(shape(title, 'title'))])).markdown).toBe('## Slide 1: Why $x$');
  });

  it.each([
    ['hidden', shape(line('se cret'), '', '', 'hidden="1"')],
    [
      'beside the slide',
      shape(line('secret'), '', '<a:xfrm><a:off x="2000" y="0"/><a:ext cx="5" cy="5"/></a:xfrm>'),
    ],
    ['as small as a speck', shape(line('secret', '', 'sz="100"'))],
  ])('leaves out a text that is %s, and counts it', async (_, hidden) => {
    await expect(read([slide(shape(line('seen')) + hidden)])).resolves.toMatchObject({
      markdown: '## Slide 1\n\nseen',
      hiddenCharacters: 6,
    });
  });

  const colored = (color: string) =>
    `<a:p><a:r><a:rPr><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></a:rPr><a:t>text</a:t></a:r></a:p>`;
  const fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>';

  it.each([
    ['white on a bare slide', slide(shape(line('seen')) + shape(colored('FFFFFF')))],
    [
      'in the colour of its shape',
      slide(`${shape(line('seen')) + shape(colored('FEFEFE'), '', fill)}<p:pic/>`),
    ],
  ])('leaves out a text that is %s', async (_, content) => {
    await expect(read([content])).resolves.toMatchObject({
      markdown: '## Slide 1\n\nseen',
      hiddenCharacters: 4,
    });
  });

  it.each([
    ['there is a picture that it may lie on', slide(`<p:pic/>${shape(colored('FFFFFF'))}`)],
    [
      'the slide is dark',
      slide(shape(colored('FFFFFF'))).replace(
        '<p:spTree>',
        '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill></p:bgPr></p:bg><p:spTree>',
      ),
    ],
  ])('keeps white text where %s', async (_, content) => {
    expect((await read([content])).markdown).toContain('text');
  });

  it('adds the notes and the comments of each slide', async () => {
    const { markdown } = await read([slide(shape(line('Text')))], {
      'ppt/slides/_rels/slide9.xml.rels': relations({
        n: ['notesSlide', '../notesSlides/notesSlide1.xml'],
        c: ['comments', '../comments/comment1.xml'],
        loop: ['slide', 'slide9.xml'],
      }),
      'ppt/notesSlides/notesSlide1.xml': slide(shape(line('Say this'), 'body') + shape(line('9'), 'sldNum')),
      'ppt/comments/comment1.xml': '<p:cmLst><p:cm authorId="0"><p:text>Really?</p:text></p:cm></p:cmLst>',
      'ppt/commentAuthors.xml': '<p:cmAuthorLst><p:cmAuthor id="0" name="Ann"/></p:cmAuthorLst>',
    });
    expect(markdown).toBe('## Slide 1\n\nText\n\n**Notes:**\n\nSay this\n\n**Comments:**\n\n- Ann: Really?');
  });

  it('names a slide that is missing, and one that is a picture only', async () => {
    const { markdown, unread } = await read([
      slide(shape(line('Text'))),
      undefined,
      slide('<p:pic><p:nvPicPr><p:cNvPr/></p:nvPicPr></p:pic>'),
    ]);
    expect(markdown).toContain('Text');
    expect(unread).toEqual([
      { kind: 'slide', label: '2', reason: 'broken' },
      { kind: 'slide', label: '3', reason: 'image' },
    ]);
  });

  it.each([
    ['no slide', pptxOf([]), 'file-empty'],
    ['pictures only', pptxOf([slide('<p:pic/>')]), 'file-no-text'],
    ['only slides that are missing', pptxOf([undefined]), 'file-broken'],
  ])('says so where it has %s', async (_, bytes, code) => {
    await expect(readAs('a.pptx', bytes)).rejects.toMatchObject({ code });
  });
});

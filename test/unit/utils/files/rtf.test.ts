import { describe, expect, it } from 'vitest';
import { readAs } from '../../../helpers/file-to-read.ts';

const head =
  '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fnil\\fcharset134 SimSun;}{\\f2\\fcharset2 Symbol;}{\\f3\\fnil\\fcharset2{\\*\\panose 05}Wingdings;}}{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 heading 2;}}{\\info{\\upr{\\title Not text}{\\*\\ud{\\title Not text}}}}';
const read = async (body: string) => readAs('a.rtf', `${head}${body}}`);

describe('Rich Text Format', () => {
  it.each([
    [
      'paragraphs, breaks and signs',
      '\\pard One\\line two\\par\\pard\\emdash\\~\\{x\\}\\par',
      'One\ntwo\n\n—\u00a0{x}',
    ],
    ["bytes in the font's code page", "\\pard\\f1\\'c4\\'e3\\'ba\\'c3\\f0 \\'e9\\par", '你好é'],
    ['signs of symbol fonts', "\\pard{\\f2 ab}{\\f3 \\'fc\\u-3844?}\\par", 'αβ✓✓'],
    [
      'Unicode, with what older programs show left out',
      "\\pard\\uc2\\u20320\\'c4\\'e3\\uc1\\u-10179?\\u-8704?\\par",
      '你😀',
    ],
    ['headings', '\\pard\\s1 Top\\par\\pard\\s2 Below\\par\\pard Text\\par', '# Top\n\n## Below\n\nText'],
    [
      'lists with the marks that they show',
      "{\\listtext\\pard 1.\\tab}\\pard\\ls1 one\\par{\\listtext\\pard a)\\tab}\\pard\\ls1\\ilvl1 inner\\par{\\pntext\\f2\\'b7\\tab}\\pard dot\\par",
      '1. one\n   - a) inner\n\n- dot',
    ],
    [
      'tables with merged cells',
      '\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell b\\cell\\row\\trowd\\clvmgf\\cellx1\\cellx2\\pard\\intbl c\\cell d\\cell\\row\\trowd\\clvmrg\\cellx1\\cellx2\\pard\\intbl\\cell e\\cell\\row\\pard after\\par',
      '| a | b |\n| --- | --- |\n| c | d |\n| c | e |\n\nafter',
    ],
    [
      'links by what they show',
      '\\pard{\\field{\\*\\fldinst HYPERLINK "http://x.test"}{\\fldrslt shown}}\\par',
      'shown',
    ],
    [
      'what Word draws from fields',
      '\\pard a{\\field{\\*\\fldinst { EQ \\\\f(1,{\\field{\\*\\fldinst eq \\\\r(2)}{\\fldrslt }})}}{\\fldrslt }}, {\\field{\\*\\fldinst SYMBOL 183 \\\\f "Symbol"}{\\fldrslt{\\f2}}}b{\\field{\\*\\fldinst XE "x"}}{\\field{\\*\\fldinst MACROBUTTON None  click}{\\fldrslt }}\\par',
      'a$\\frac{1}{\\sqrt{2}}$, •bclick',
    ],
    [
      'a formula, with nothing of how it is set',
      '\\pard{\\mmath{\\*\\moMathPara{\\*\\moMathParaPr{\\mjc center}}{\\*\\moMath{\\mnary{\\mnaryPr{\\mlimLoc undOvr}}{\\me{\\mr x}}}}}}{\\mmathPict x}\\par',
      'x',
    ],
    [
      'text boxes once, whatever stands in them',
      '\\pard a{\\shp{\\*\\shpinst{\\shptxt\\pard boxed\\par}}{\\shprslt{\\*\\do{\\dptxbx{\\dptxbxtext\\pard boxed\\par}}}}}{\\nonshppict{\\pict{\\sp{\\sn wzDescription}{\\sv twice}}}}\\par',
      'a\n\nboxed',
    ],
    [
      'text boxes once',
      '\\pard by it{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv A lamp}}{\\shptxt\\pard boxed\\par}}{\\shprslt\\pard boxed\\par}}\\par',
      'by it![A lamp]()\n\nboxed',
    ],
    [
      'notes, comments and the edges of pages after the text',
      '{\\header\\pard Top\\par}\\pard a{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} Proof}{\\*\\atnid A}{\\*\\atnauthor Ann}{\\*\\annotation\\pard Really?} b\\par',
      'a[^1] b\n\n[^1]: Proof\n\n## Comments\n\n- Ann:\n\n  Really?\n\n## Headers and footers\n\nTop',
    ],
    [
      'text without pictures, objects and raw bytes',
      '\\pard a{\\pict\\pngblip 89504e47}{\\object{\\*\\objdata 0105}{\\result\\pard shown}}{\\*\\unknown gone}\\bin3 }}{b\\par',
      'ashownb',
    ],
  ])('gives %s', async (_, body, expected) => {
    await expect(read(body)).resolves.toMatchObject({ markdown: expected, hiddenCharacters: 0 });
  });

  it.each([
    ['hidden', '\\v '],
    ['white on paper', '\\cf1 '],
    ['as small as a speck', '\\fs2 '],
  ])('leaves out text that is %s, and counts it', async (_, words) => {
    await expect(read(`\\pard seen{${words}secret}\\par`)).resolves.toMatchObject({
      markdown: 'seen',
      hiddenCharacters: 6,
    });
  });

  it.each([
    ['on a dark line', '\\pard\\cbpat2\\cf1 seen\\par'],
    ['in a shaded cell', '\\trowd\\clcbpat2\\cellx1\\pard\\intbl\\cf1 seen\\cell\\row'],
  ])('keeps white text %s', async (_, body) => {
    expect((await read(body)).markdown).toBe('seen');
  });

  it('takes text that names no font for that of the document', async () => {
    const text =
      "{\\rtf1\\ansi\\ansicpg1252\\deff1{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}}\\pard \\'c4\\'e3{\\f0 \\'e9}\\f0\\plain\\'ba\\'c3\\par}";
    expect((await readAs('a.rtf', text)).markdown).toBe('你é好');
  });

  it('names objects whose text it cannot read', async () => {
    const { unread } = await read(
      '\\pard a{\\object\\objemb{\\*\\objclass Equation.3}{\\*\\objdata 00}{\\result{\\pict 00}}}\\par',
    );
    expect(unread).toEqual([{ kind: 'file', label: 'Equation.3', reason: 'not-supported' }]);
  });

  it('leaves out what a tracked change deleted', async () => {
    expect((await read('\\pard kept{\\deleted gone}\\par')).markdown).toBe('kept');
  });

  it('gives what stands before a cut', async () => {
    expect((await readAs('a.doc', `${head}\\pard{{{ half`)).markdown).toBe('half');
  });

  it.each([
    ['pictures only', '\\pard{\\pict 00}\\par', 'file-no-text'],
    ['nothing', '', 'file-empty'],
  ])('says so where it has %s', async (_, body, code) => {
    await expect(read(body)).rejects.toMatchObject({ code });
  });
});

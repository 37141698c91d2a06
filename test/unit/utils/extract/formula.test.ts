// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { formulaOf } from '../../../../utils/extract/formula.ts';

function first(html: string): Element {
  const host = document.createElement('div');
  host.append(document.createRange().createContextualFragment(html));
  document.body.replaceChildren(host);
  return host.firstElementChild!;
}
const math = '<math><mfrac><mi>a</mi><mrow><mn>2</mn><mi>b</mi></mrow></mfrac></math>';

describe('formulaOf', () => {
  it.each([
    ['MathML', math, '\\frac{a}{2 b}', false],
    ['a display of MathML', math.replace('<math', '<math display="block"'), '\\frac{a}{2 b}', true],
    [
      'MathML that says its source',
      '<math alttext="{\\displaystyle E=mc^{2}}"><mi>E</mi></math>',
      'E=mc^{2}',
      false,
    ],
    [
      'KaTeX',
      `<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span>`,
      'x^2',
      false,
    ],
    [
      'MathJax 3',
      `<mjx-container display="true"><mjx-math>ab</mjx-math><mjx-assistive-mml>${math}</mjx-assistive-mml></mjx-container>`,
      '\\frac{a}{2 b}',
      true,
    ],
    ['MathJax 2', '<script type="math/tex; mode=display">\\int x</script>', '\\int x', true],
    ['a picture of a formula', '<img alt="{\\displaystyle \\alpha +1}" src="x.svg">', '\\alpha +1', false],
    [
      'roots, sums and limits',
      '<math><msqrt><mi>x</mi></msqrt><mo>+</mo><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>',
      '\\sqrt{x} + ∑_i^n',
      false,
    ],
    [
      'functions and words',
      '<math><mi>sin</mi><mi>θ</mi><mtext>if 5%</mtext></math>',
      '\\sin θ \\text{if 5\\%}',
      false,
    ],
    [
      'a matrix',
      '<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable></math>',
      '\\begin{matrix} 1 & 0 \\\\ 0 & 1 \\end{matrix}',
      false,
    ],
  ])('reads %s', (_, html, tex, isDisplay) => {
    expect(formulaOf(first(html))).toEqual({ tex, isDisplay });
  });

  it.each([
    ['a picture', '<img alt="A cat on a C:\\\\ drive">'],
    ['a script', '<script type="application/json">{}</script>'],
    ['words', '<p>E = mc<sup>2</sup></p>'],
  ])('leaves %s alone', (_, html) => {
    expect(formulaOf(first(html))).toBeNull();
  });

  it('says nothing twice where MathJax 2 draws beside its source', () => {
    const drawing = first('<span class="MathJax">x2</span><script type="math/tex">x^2</script>');
    expect(formulaOf(drawing)).toEqual({ tex: '', isDisplay: false });
  });
});

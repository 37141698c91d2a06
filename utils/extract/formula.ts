import { mathmlToTex } from './mathml-to-tex';

/** A formula as TeX, without its dollar signs. */
export interface Formula {
  tex: string;
  isDisplay: boolean;
}

const clean = (tex: string | null | undefined): string => (tex ?? '').replace(/\s+/g, ' ').trim();
/** Wikipedia and LaTeXML wrap every formula so. */
const unwrap = (tex: string): string =>
  /^\{\\(?:displaystyle|textstyle) ?(.*)\}$/.exec(tex)?.[1]?.trim() ?? tex;

const formulaTags = new Set(['math', 'mjx-container', 'script', 'img']);
const formulaNames = /katex|mwe-math|MathJax/;

/**
 * Whether any element of a tree may stand for a formula, its images left aside: few pages have one, and each question to an element
 * takes its time.
 */
export const mayHoldFormulas = (tree: ParentNode): boolean =>
  tree.querySelector(
    'math, mjx-container, script[type^="math/"], [class*="katex"], [class*="mwe-math"], [class*="MathJax"]',
  ) !== null;

function ofMathml(math: Element): string {
  const annotation = math.querySelector(
    'annotation[encoding="application/x-tex"], annotation[encoding="TeX"]',
  );
  return unwrap(clean(annotation?.textContent ?? math.getAttribute('alttext'))) || clean(mathmlToTex(math));
}

/**
 * The formula that an element of a page stands for, however it is drawn: MathML, KaTeX, MathJax 2 to 4, or a picture whose
 * alternative text is TeX. Its own text would be read twice, or as scattered letters.
 * @returns null where the element is no formula; `tex` is empty for a part that another element says already.
 */
export function formulaOf(element: Element, tag: string = element.localName): Formula | null {
  const names = element.getAttribute('class');
  if (!formulaTags.has(tag) && !(names && formulaNames.test(names))) return null;
  if (tag === 'math') {
    return { tex: ofMathml(element), isDisplay: element.getAttribute('display') === 'block' };
  }
  if (tag === 'mjx-container') {
    const math = element.querySelector('math');
    const latex = element.querySelector('[data-latex]')?.getAttribute('data-latex');
    return {
      tex: clean(latex) || (math ? ofMathml(math) : clean(element.getAttribute('aria-label'))),
      isDisplay: element.getAttribute('display') === 'true',
    };
  }
  if (tag === 'script') {
    const type = element.getAttribute('type') ?? '';
    if (!/^math\/(?:tex|asciimath)/.test(type)) return null;
    return { tex: clean(element.textContent), isDisplay: /mode=display/.test(type) };
  }
  if (tag === 'img') {
    const said = element.getAttribute('alt');
    if (!said || !/[\\^_]/.test(said)) return null;
    const alt = clean(said);
    const isTex = /\\[a-zA-Z]+|[\^_]\{/.test(alt) && !/:\/\/|:\\/.test(alt);
    return isTex ? { tex: unwrap(alt.replace(/^\$+|\$+$/g, '')), isDisplay: false } : null;
  }
  const { classList } = element;
  if (classList.contains('katex')) {
    const math = element.querySelector('math');
    return math
      ? {
          tex: ofMathml(math),
          isDisplay: element.parentElement?.classList.contains('katex-display') ?? false,
        }
      : null;
  }
  if (classList.contains('mwe-math-element')) {
    const math = element.querySelector('math');
    const image = element.querySelector('img[alt]');
    const tex = math ? ofMathml(math) : unwrap(clean(image?.getAttribute('alt')));
    return tex ? { tex, isDisplay: math?.getAttribute('display') === 'block' } : null;
  }
  // MathJax 2 draws beside the script that holds the source.
  const isDrawing =
    classList.contains('MathJax') ||
    classList.contains('MathJax_Display') ||
    classList.contains('MathJax_Preview');
  if (isDrawing && /^math\//.test(element.nextElementSibling?.getAttribute('type') ?? ''))
    return { tex: '', isDisplay: false };
  if (isDrawing && element.nextElementSibling?.classList.contains('MathJax'))
    return { tex: '', isDisplay: false };
  return null;
}

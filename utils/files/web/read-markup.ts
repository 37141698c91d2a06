import { Parser } from 'htmlparser2';
import { formulaMark } from '../../extract/clone-visible';
import { formulaOf } from '../../extract/formula';
import { raisedText } from '../../extract/raised-text';
import { AppError } from '../../shared/app-error';
import { parseHtml } from '../parse-markup';
import { stripHidden } from './strip-hidden';

/** Elements in each other: above, building the document takes time by the square. No page of a person comes near. */
const mostDepth = 5_000;
/** Marks of weight and kind in the line: signs for them would stand in the middle of words and sentences. */
const plainWithin = 'b, strong, i, em, code, kbd, samp';

function checkDepth(text: string): void {
  let depth = 0;
  const parser = new Parser({
    onopentagname() {
      if (++depth > mostDepth) throw new AppError('file-over-limit', { limit: 'depth' });
    },
    onclosetag() {
      depth--;
    },
  });
  parser.write(text);
  parser.end();
}

/**
 * XHTML as HTML is written: an element that closes itself would swallow what follows, CDATA would be lost, and formulas have no prefix.
 */
const fromXhtml = (text: string): string =>
  text
    .replace(/<(\/?)(?:m|mml|math):(?=[a-z])/g, '<$1')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) =>
      inner.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
    )
    .replace(
      /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([a-zA-Z][\w:.-]*)((?:\s[^<>]*)?)\/>/g,
      '<$1$2></$1>',
    );

/** Elements that may stand for a formula (see formulaOf). */
const formulas =
  'math, mjx-container, script[type^="math/"], [class*="katex"], [class*="mwe-math"], [class*="MathJax"], img[alt]';

/** Puts TeX in the place of formulas, before what draws them a second time is taken for text, or for hidden. */
function writeFormulas(root: Element): void {
  for (const element of root.querySelectorAll(formulas)) {
    // Part of one that is written already.
    if (!element.closest('html')) continue;
    const formula = formulaOf(element);
    if (!formula) continue;
    const copy = root.ownerDocument.createElement('span');
    if (formula.tex) copy.setAttribute(formulaMark, formula.isDisplay ? 'display' : 'inline');
    copy.textContent = formula.tex;
    element.replaceWith(copy);
  }
}

/** The document type with all that it defines: no entity of it is opened. */
const withoutDoctype = (text: string): string => text.replace(/<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>/i, '');

export interface Markup {
  /** Holds what a reader sees, and nothing that runs. */
  body: Element;
  hiddenCharacters: number;
}

/**
 * HTML or XHTML as an inert body without what is hidden, for toMarkdown.
 * @param sheetOf the text of a style sheet by its address; undefined where it is not at hand. @param prepare is given the whole
 * document first; what it returns is seen, whatever hides it or something around it.
 * @throws AppError `file-over-limit` for absurd depth.
 */
export function readMarkup(
  text: string,
  sheetOf: (href: string) => string | undefined = () => undefined,
  prepare: (root: Element) => readonly Element[] = () => [],
): Markup {
  const isXhtml = /^\s*(?:\ufeff)?<\?xml|<html[^>]*xmlns|XHTML/i.test(text.slice(0, 1000));
  const plain = withoutDoctype(isXhtml ? fromXhtml(text) : text);
  checkDepth(plain);
  const document = parseHtml(plain);
  const sheets: string[] = [];
  for (const element of document.querySelectorAll('style, link[rel~="stylesheet"]')) {
    if (/\bprint\b/.test(element.getAttribute('media') ?? '')) continue;
    const sheet =
      element.localName === 'style' ? element.textContent : sheetOf(element.getAttribute('href') ?? '');
    if (sheet) sheets.push(sheet);
  }
  // Not its `body`: an element that stands where none should makes the parser invent one, and text may follow the last end tag.
  const body = document.documentElement;
  for (const node of [...document.childNodes])
    if (node !== body && (node.nodeType === 1 || node.nodeType === 3)) body.append(node);
  const seen = prepare(body);
  writeFormulas(body);
  const hiddenCharacters = stripHidden(body, sheets, seen);
  for (const element of body.querySelectorAll(plainWithin))
    if (!element.closest('pre')) element.replaceWith(...element.childNodes);
  for (const element of body.querySelectorAll('sup, sub')) {
    const text = element.textContent ?? '';
    const isSigns = !raisedText(element.localName === 'sub' ? 'sub' : 'sup', text).startsWith('<');
    if (!isSigns && !element.querySelector('a') && !element.closest('a'))
      element.replaceWith(...element.childNodes);
  }
  return { body, hiddenCharacters };
}

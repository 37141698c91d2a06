import { formulaMark } from '../../extract/clone-visible';
import { textIn } from '../docx/symbols';
import { escapeHtml } from '../html-text';
import { listWriter } from '../list-html';
import { atPath, childOf, childrenOf, isElement, textOf, type XmlElement } from '../xml-tree';
import { ommlToTex } from './omml-to-tex';
import { alternatives } from './open-package';

/** A formula that stands in a line or on its own. */
export const formulaHtml = (tex: string, isDisplay: boolean): string =>
  tex.trim()
    ? `<span ${formulaMark}="${isDisplay ? 'display' : 'inline'}">${escapeHtml(tex.trim())}</span>`
    : '';

/** Text of a run as its fonts show it; signs that only control are written by their numbers. */
function runText(run: XmlElement): string {
  const text = childrenOf(run, 't')
    .map(textOf)
    .join('')
    .replace(/_x00[01][\da-f]_/gi, ' ');
  const fontOf = (name: string) => atPath(run, 'rPr', name)?.attributes.typeface ?? '';
  // The font for signs draws no ASCII.
  const signs = fontOf('sym');
  return textIn(fontOf('latin'), text).replace(/[\u0080-\uffff]+/g, (part) => textIn(signs, part));
}

/** The runs of a paragraph of DrawingML. */
export function runsHtml(paragraph: XmlElement): string {
  let html = '';
  for (const child of paragraph.children) {
    if (!isElement(child)) continue;
    switch (child.name) {
      case 'r':
      case 'fld':
        html += escapeHtml(runText(child));
        break;
      case 'br':
        html += '<br>';
        break;
      // Slides wrap their formulas (`a14:m`); the formulas' own `m:m`, a matrix, stands inside of them.
      case 'm':
        html += runsHtml(child);
        break;
      case 'oMath':
        html += formulaHtml(ommlToTex(child), false);
        break;
      case 'oMathPara':
        html += formulaHtml(ommlToTex(child), true);
        break;
      case 'AlternateContent':
        for (const option of alternatives(child)) {
          const found = runsHtml(option);
          html += found;
          if (found) break;
        }
        break;
    }
  }
  return html;
}

/**
 * A text body of DrawingML (slides, shapes, charts): its paragraphs, indented ones as items of lists.
 * @param isOutline whether its paragraphs have bullets unless they say otherwise.
 */
export function bodyHtml(body: XmlElement | undefined, isOutline = false): string {
  const out: string[] = [];
  const lists = listWriter(out);
  /** The last number at each level. */
  const numbers: number[] = [];
  for (const paragraph of childrenOf(body, 'p')) {
    const text = runsHtml(paragraph);
    if (!text.trim()) continue;
    const properties = childOf(paragraph, 'pPr');
    const level = Math.min(Number(properties?.attributes.lvl ?? 0) || 0, 9);
    const numbered = childOf(properties, 'buAutoNum');
    const isPlain = childOf(properties, 'buNone') !== undefined;
    numbers.length = numbered ? level + 1 : Math.min(numbers.length, level);
    if (numbered) {
      numbers[level] = (numbers[level] ?? Number(numbered.attributes.startAt ?? 1) - 1) + 1;
      lists.item(level, text, numbers[level]);
    } else if (!isPlain && (level > 0 || isOutline || childOf(properties, 'buChar'))) lists.item(level, text);
    else {
      lists.close();
      out.push(`<p>${text}</p>`);
    }
  }
  lists.close();
  return out.join('');
}

/** A text body on one line, for titles and cells. */
export const bodyText = (body: XmlElement | undefined): string =>
  childrenOf(body, 'p')
    .map((paragraph) =>
      childrenOf(paragraph)
        .map((child) => {
          if (child.name === 'br') return ' ';
          return child.name === 'm' ? `$${ommlToTex({ ...child, name: '' })}$` : runText(child);
        })
        .join(''),
    )
    .filter((text) => text.trim())
    .join(' ');

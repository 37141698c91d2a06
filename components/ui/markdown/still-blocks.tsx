import { createElement, type ReactNode } from 'react';
import { type Highlighted, highlightCode } from './highlight-code';
import { katexOptions } from './katex-options';
import type { MarkdownNode } from './parse-markdown';
import { showControls } from './show-controls';
import { toSpan } from './to-span';

/** Code and formulas for a page in which nothing moves: drawn beforehand, without buttons. */
export interface StillBlocks {
  code: (code: string, language: string) => ReactNode;
  math: (tex: string, isDisplay: boolean) => ReactNode;
}

const mathNamespace = 'http://www.w3.org/1998/Math/MathML';
/** Of MathML, what KaTeX writes: nothing that loads, leads anywhere or runs. */
const mathAttributes = new Set([
  'accent',
  'accentunder',
  'columnalign',
  'columnlines',
  'columnspacing',
  'display',
  'displaystyle',
  'encoding',
  'fence',
  'height',
  'linethickness',
  'lspace',
  'mathbackground',
  'mathcolor',
  'mathsize',
  'mathvariant',
  'maxsize',
  'minsize',
  'rowlines',
  'rowspacing',
  'rspace',
  'scriptlevel',
  'separator',
  'stretchy',
  'voffset',
  'width',
  'xmlns',
]);

/** A formula's DOM as React elements. What is not MathML stands for what is in it. */
function toElement(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  const children = [...node.childNodes].map(toElement);
  if (!(node instanceof Element) || node.namespaceURI !== mathNamespace) return children;
  const attributes = [...node.attributes].filter(({ name }) => mathAttributes.has(name));
  const props = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
  return createElement(node.localName, { key, ...props }, ...children);
}

async function drawFormula(tex: string, isDisplay: boolean): Promise<ReactNode> {
  const { katex } = await import('./katex');
  const place = document.createElement('span');
  try {
    // Throws where the words are no formula: they are shown then.
    katex.render(tex, place, {
      ...katexOptions,
      throwOnError: true,
      output: 'mathml',
      displayMode: isDisplay,
    });
  } catch {
    return <code>{tex}</code>;
  }
  return [...place.childNodes].map(toElement);
}

/** Draws what takes its time to be drawn. @param restore see MarkdownMarks. */
export async function drawStillBlocks(
  root: MarkdownNode,
  restore: (text: string) => string,
): Promise<StillBlocks> {
  const drawn = new Map<string, ReactNode>();
  const keyOf = (kind: string, text: string) => `${kind}\n${text}`;
  const stack: MarkdownNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('children' in node) stack.push(...(node.children as MarkdownNode[]));
    if (node.type === 'code') {
      const code = showControls(restore(node.value));
      const tree = await new Promise<Highlighted[] | null>((resolve) =>
        highlightCode(code, node.lang ?? '', resolve),
      );
      drawn.set(keyOf(`code ${node.lang ?? ''}`, restore(node.value)), tree?.map(toSpan) ?? code);
    } else if (node.type === 'math' || node.type === 'inlineMath') {
      const isDisplay = node.type === 'math';
      const tex = restore(node.value);
      drawn.set(keyOf(`math ${isDisplay}`, tex), await drawFormula(tex, isDisplay));
    }
  }
  return {
    code: (code, language) => (
      <div className="md-code" dir="ltr">
        {language && (
          <div className="md-code-head">
            <span>{language}</span>
          </div>
        )}
        <pre>
          <code>{drawn.get(keyOf(`code ${language}`, code)) ?? showControls(code)}</code>
        </pre>
      </div>
    ),
    math: (tex, isDisplay) => (
      <span className={isDisplay ? 'md-math-display' : 'md-math'}>
        {drawn.get(keyOf(`math ${isDisplay}`, tex)) ?? <code>{tex}</code>}
      </span>
    ),
  };
}

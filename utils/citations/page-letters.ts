import { neverText } from '../extract/clone-visible';
import { formulaOf, mayHoldFormulas } from '../extract/formula';
import { assignedTo, documentOf } from '../extract/other-trees';
import { LetterWriter } from './fold-letters';

/** A piece of a page's text: a text node, or an element that stands for a formula, with the formula's TeX. */
export interface TextRun {
  node: Text | Element;
  text: string;
  /** The element that it is shown in: for what a slot shows, not the slot. */
  owner: Element;
}

/** The letters of runs, see foldLetters. */
export interface PageLetters {
  letters: string;
  runs: readonly TextRun[];
  /** Where each run's letters begin. */
  starts: readonly number[];
}

export function joinRuns(runs: readonly TextRun[]): PageLetters {
  const writer = new LetterWriter();
  const starts: number[] = [];
  for (const { text } of runs) {
    starts.push(writer.length);
    writer.write(text);
  }
  return { letters: writer.finish(), runs, starts };
}

/** The last run that begins at or before a letter, and holds it. */
export function runAt({ starts }: PageLetters, letter: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= letter) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Longer ones are words of the text. */
const longestLabel = 6;

/** The mark of a footnote: a model leaves it out of what it quotes. */
function isNoteMark(element: Element, tag: string): boolean {
  if (tag !== 'sup' && element.getAttribute('role') !== 'doc-noteref') return false;
  if ((element.textContent?.length ?? 0) > longestLabel) return false;
  return (element.querySelector('a[href*="#"]') ?? element.closest('a[href*="#"]')) !== null;
}

/**
 * All text of a page in reading order, seen or not, as the reader takes it: with open shadow roots, what slots show, frames of the
 * same origin, and formulas as TeX. No style is asked for: that takes seconds on a long page, and only few places are ever looked at.
 * No recursion, so depth cannot overflow the stack.
 */
export function pageRuns(root: Element): TextRun[] {
  const runs: TextRun[] = [];
  let hasFormulas = mayHoldFormulas(root);
  /** What is still to be walked: a node with all that follows it, or alone. */
  const nodes: Node[] = [];
  const isAlone: boolean[] = [];
  const push = (node: Node | null, alone = false) => {
    if (!node) return;
    nodes.push(node);
    isAlone.push(alone);
  };
  const enter = (element: Element, tag: string) => {
    const assigned = tag === 'slot' ? assignedTo(element) : undefined;
    if (assigned) {
      for (let index = assigned.length - 1; index >= 0; index--) push(assigned[index]!, true);
      return;
    }
    const inner = tag === 'iframe' || tag === 'frame' ? documentOf(element)?.body : element.shadowRoot;
    if (inner) hasFormulas ||= mayHoldFormulas(inner);
    push((inner ?? element).firstChild);
  };
  enter(root, root.localName);
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (!isAlone.pop()) push(node.nextSibling);
    if (node.nodeType === 3) {
      const owner = node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host;
      if (owner) runs.push({ node: node as Text, text: node.nodeValue ?? '', owner });
    } else if (node.nodeType === 1) {
      const element = node as Element;
      const tag = element.localName;
      const formula = hasFormulas || tag === 'img' ? formulaOf(element, tag) : null;
      if (formula) runs.push({ node: element, text: formula.tex, owner: element });
      else if (!neverText.has(tag) && !isNoteMark(element, tag)) enter(element, tag);
    }
  }
  return runs;
}

import { choosePassages } from './choose-passages';
import type { Extractor } from './extractor';
import { findBlocks, type Passage, splitPassages } from './passages';
import { scorePassages } from './score-passages';

/** Images, rules and other things without text stay where the text on both sides stays. */
function removeBetween(body: Element, passages: readonly Passage[], isTaken: readonly boolean[]): void {
  const starts = new Map<Node, boolean>();
  for (const [index, { nodes }] of passages.entries())
    for (const node of nodes) starts.set(node, isTaken[index]!);
  const silent = body.ownerDocument.createTreeWalker(body, 1 | 4);
  let wasTaken = false;
  let waiting: Element[] = [];
  let node = silent.nextNode();
  while (node) {
    const taken = starts.get(node);
    if (taken === undefined) {
      if ((node as Element).tagName === 'IMG' || (node as Element).tagName === 'HR')
        waiting.push(node as Element);
      node = silent.nextNode();
      continue;
    }
    if (!wasTaken || !taken) for (const element of waiting) element.remove();
    waiting = [];
    wasTaken = taken;
    // Images inside a passage share its fate.
    node = silent.nextSibling() ?? nextAfter(silent);
  }
  for (const element of waiting) element.remove();
}

/** The next node that is not inside the current one. */
function nextAfter(walker: TreeWalker): Node | null {
  while (walker.parentNode()) {
    const next = walker.nextSibling();
    if (next) return next;
  }
  return null;
}

/** A page this short costs nothing to take whole, and says too little to be judged (characters). */
const shortPage = 1000;

/** What a page is about, passage by passage, without what stands around it. Any kind of page, in any language. */
export const mainText: Extractor = {
  name: 'main text',
  matches: () => true,
  extract(page) {
    const passages = splitPassages(page.body, findBlocks(page.body));
    const length = passages.reduce((sum, { text }) => sum + text.length, 0);
    if (length < shortPage) return null;
    const isTaken = choosePassages(passages, scorePassages(passages));
    // A page that is one table of data can lose all of it; then the page itself is its text.
    if (!isTaken.includes(true)) return null;
    removeBetween(page.body, passages, isTaken);
    passages.forEach(({ nodes }, index) => {
      if (!isTaken[index]) for (const node of nodes) node.parentNode?.removeChild(node);
    });
    return page.body;
  },
};

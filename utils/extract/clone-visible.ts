import { formulaOf } from './formula';
import { blockMark, isBlockTag } from './passages';
import { stripInvisible } from './strip-invisible';
import { watchVisibility } from './visibility';

/** What no reader takes for the page's text: code, drawings, players, and what the user has typed or could choose. */
const neverText = new Set(
  'script style noscript template link meta object embed canvas audio video select datalist textarea input title desc metadata defs'.split(
    ' ',
  ),
);
const inlineDisplays = /^(?:inline|contents|none|ruby)/;
/** Boxes within a line stand apart from the words around them. */
const boxDisplays = /^inline-/;
/** Smaller frames hold buttons, counters and advertisements (CSS pixels). */
const leastFrame = { width: 200, height: 80 };

/** Marks an element of the copy that stands for a formula; `display` on lines of its own, `inline` within one. */
export const formulaMark = 'data-formula';
/** Marks an element of the copy that the page shows only later (it is faded in when scrolled to). */
export const waitingMark = 'data-not-shown-yet';

export interface VisibleClone {
  /** Inert document: it holds no script, loads nothing, and shares no node with the page. */
  document: Document;
  /** Characters of text that a reader cannot see. */
  hiddenCharacters: number;
  /** Frames of other sites that are large enough to be a part of the page; their text cannot be read from here. */
  foreignFrames: string[];
}

const charactersOf = (text: string | null): number => text?.replace(/\s+/g, '').length ?? 0;

/** What a slot of a shadow tree shows in its place; undefined for anything else, and for a slot that shows its own content. */
function assignedTo(element: Element): Node[] | undefined {
  if (element.localName !== 'slot' || !('assignedNodes' in element)) return undefined;
  const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
  return assigned.length > 0 ? assigned : undefined;
}

/** A frame's document where the page may read it (same origin), else null. */
function documentOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    // Another origin: some browsers throw instead of giving null.
    return null;
  }
}

function copyFormula(element: Element, inert: Document): Element | null {
  const formula = formulaOf(element);
  if (!formula) return null;
  const copy = inert.createElement('span');
  if (formula.tex) copy.setAttribute(formulaMark, formula.isDisplay ? 'display' : 'inline');
  copy.textContent = formula.tex;
  return copy;
}

/**
 * Copies what a reader can see of a page into an inert document: hidden elements and invisible characters are left out, open
 * shadow roots and frames of the same origin stand where they are shown, formulas are TeX. The page itself is not changed. No
 * recursion, so depth cannot overflow the stack.
 * @param root the page's `body`, in a document that a browser lays out.
 */
export function cloneVisible(root: Element): VisibleClone {
  const inert = root.ownerDocument.implementation.createHTMLDocument();

  const watches = new Map<Document, ReturnType<typeof watchVisibility>>();
  const watchOf = (document: Document) => {
    let found = watches.get(document);
    if (!found) {
      found = watchVisibility(document);
      watches.set(document, found);
    }
    return found;
  };
  // The document that is being walked: nearly always one, asked for at every element.
  let page = root.ownerDocument;
  let view = page.defaultView!;
  let watch = watchOf(page);
  const open = (document: Document) => {
    page = document;
    view = document.defaultView!;
    watch = watchOf(document);
  };
  let hiddenCharacters = 0;
  const foreignFrames: string[] = [];
  // Two stacks side by side: a pair for each node would be a heap of garbage on a page that may be large.
  const nodes: Node[] = [];
  const parents: Node[] = [];
  const push = (from: Element, to: Node) => {
    const assigned = assignedTo(from);
    if (assigned)
      for (let index = assigned.length - 1; index >= 0; index--) {
        nodes.push(assigned[index]!);
        parents.push(to);
      }
    else
      for (let child = (from.shadowRoot ?? from).lastChild; child; child = child.previousSibling)
        if (child.nodeType === 1 || child.nodeType === 3) {
          nodes.push(child);
          parents.push(to);
        }
  };
  push(root, inert.body);

  const copyFrame = (frame: Element, to: Node) => {
    const { width, height } = frame.getBoundingClientRect();
    if (width < leastFrame.width || height < leastFrame.height) return;
    const inner = documentOf(frame);
    if (!inner?.body || !inner.defaultView) {
      const address = (frame as HTMLIFrameElement).src;
      if (/^https?:/.test(address)) foreignFrames.push(address);
      return;
    }
    const copy = inert.createElement('div');
    to.appendChild(copy);
    push(inner.body, copy);
  };
  /** Texts of the copy with the elements of the page that they stand in. */
  const copies: [Text, Element][] = [];
  const judged = new Map<Element, 'seen' | 'hidden' | 'unsure'>();
  const judge = (owner: Element) => {
    let found = judged.get(owner);
    if (found === undefined) {
      if (owner.ownerDocument !== page) open(owner.ownerDocument);
      found = watch.judgeOwnText(owner, view.getComputedStyle(owner));
      judged.set(owner, found);
    }
    return found;
  };

  while (nodes.length > 0) {
    const node = nodes.pop()!;
    const parent = parents.pop()!;
    if (node.nodeType === 3) {
      const raw = node.nodeValue ?? '';
      const owner = node.parentElement;
      const judgement = raw.trim() !== '' && owner ? judge(owner) : 'seen';
      if (judgement === 'hidden') {
        hiddenCharacters += charactersOf(raw);
        continue;
      }
      if (judgement === 'unsure') (parent as Element).setAttribute(waitingMark, '');
      const { text, removed } = stripInvisible(raw);
      hiddenCharacters += removed;
      const copy = parent.appendChild(inert.createTextNode(text));
      if (owner && raw.trim() !== '') copies.push([copy, owner]);
    } else if (node.nodeType === 1) {
      const element = node as Element;
      const tag = element.localName;
      const formula = copyFormula(element, inert);
      if (neverText.has(tag) && !formula) continue;
      if (element.ownerDocument !== page) open(element.ownerDocument);
      const style = view.getComputedStyle(element);
      // A formula's source is hidden by its own style sheet; its place on the page is not.
      const look = formula ? 'shown' : watch.look(element, style);
      if (look === 'hidden' || (formula && tag !== 'script' && style.display === 'none')) {
        hiddenCharacters += charactersOf(element.textContent);
        continue;
      }
      if (formula) {
        parent.appendChild(formula);
        continue;
      }
      if (tag === 'iframe' || tag === 'frame') {
        copyFrame(element, parent);
        continue;
      }
      const copy = inert.importNode(element, false);
      const display = isBlockTag(tag) ? 'block' : style.display;
      if (!isBlockTag(tag) && !inlineDisplays.test(display)) copy.setAttribute(blockMark, '');
      if (look === 'waiting') copy.setAttribute(waitingMark, '');
      parent.appendChild(copy);
      if (boxDisplays.test(display)) {
        copy.before(' ');
        copy.after(' ');
      }
      push(element, copy);
    }
  }
  if ([...watches.values()].some((watch) => watch.hasLayers())) {
    for (const [copy, owner] of copies) {
      const judgement = watchOf(owner.ownerDocument).judgeLayers(owner);
      if (judgement === 'seen') continue;
      if (judgement === 'unsure') copy.parentElement?.setAttribute(waitingMark, '');
      else {
        hiddenCharacters += charactersOf(copy.nodeValue);
        copy.remove();
      }
    }
  }
  return { document: inert, hiddenCharacters, foreignFrames };
}

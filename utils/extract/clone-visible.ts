import { leastFrame } from '../shared/least-frame';
import type { Rgba } from './colors';
import { formulaOf, mayHoldFormulas } from './formula';
import { assignedTo, documentOf } from './other-trees';
import { blockMark, isBlockTag, maxDepth } from './passages';
import { stripInvisible } from './strip-invisible';
import { watchVisibility } from './visibility';

/** What no reader takes for the page's text: code, drawings, players, and what the user has typed or could choose. */
export const neverText = new Set(
  (
    'script style noscript template link meta object embed canvas audio video source track select datalist textarea input ' +
    'title desc metadata defs'
  ).split(' '),
);
const inlineDisplays = /^(?:inline|contents|none|ruby)/;
/** Boxes within a line stand apart from the words around them. */
const boxDisplays = /^inline-/;
/** Elements that show something although they hold no other node. */
const showsByItself = new Set(['img', 'iframe', 'frame', 'hr', 'slot']);

/** Marks an element of the copy that stands for a formula; `display` on lines of its own, `inline` within one. */
export const formulaMark = 'data-formula';
/** Marks an element of the copy that the page shows only later (it is faded in when scrolled to). */
export const waitingMark = 'data-not-shown-yet';

export interface VisibleClone {
  /** Inert document: it holds no script, loads nothing, and shares no node with the page. */
  document: Document;
  /** The elements of its body that are blocks or hold one, itself too: everything else stands within a line. */
  blockElements: ReadonlySet<Element>;
  /** Characters of text that a reader cannot see. */
  hiddenCharacters: number;
  /** Frames of other sites that are large enough to be a part of the page; their text cannot be read from here. */
  foreignFrames: string[];
}

const charactersOf = (text: string | null): number => text?.replace(/\s+/g, '').length ?? 0;

/** An element whose nodes are walked. */
interface Level {
  element: Element;
  style: CSSStyleDeclaration;
  copy: Element;
  /** The nodes that a slot shows have neighbours of their own, which do not follow them here. */
  isAssigned: boolean;
  /** Of the text right inside; undefined until there is some. */
  judgement: 'seen' | 'hidden' | 'unsure' | undefined;
  above: Level | undefined;
  depth: number;
  /** The colour behind its text; undefined where nothing can be said. */
  backdrop: Rgba | undefined;
  /** Whether the copy is known to be a block, or to hold one. */
  holdsBlock: boolean;
  /** Whether white space counts wherever it stands: in code, and where only the text is asked for. */
  keepsSpace: boolean;
  /** Whether a line begins here, before which white space says nothing. */
  isLineStart: boolean;
}

/** What is read as the text that it holds, blocks and all. */
const keepingSpace = new Set(['pre', 'a', 'code', 'kbd', 'samp']);

function copyFormula(element: Element, tag: string, inert: Document): Element | null {
  const formula = formulaOf(element, tag);
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
      found = watchVisibility(document, document === root.ownerDocument ? root : undefined);
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
  let hasFormulas = mayHoldFormulas(root);
  let hiddenCharacters = 0;
  const foreignFrames: string[] = [];
  // Put into the document when it is done: nodes are told when they come into one.
  const body = inert.createElement('body');
  const blockElements = new Set<Element>([body]);
  const addBlock = (copy: Element) => {
    blockElements.add(copy);
    for (let at: Level | undefined = level; at && !at.holdsBlock; at = at.above) {
      at.holdsBlock = true;
      blockElements.add(at.copy);
    }
  };
  let level!: Level;
  let node: Node | null = null;
  // What follows when a level is done: two stacks side by side, as a pair for each would be a heap of garbage.
  const nextNodes: Node[] = [];
  const nextLevels: Level[] = [];
  const follow = (next: Node | null, of: Level) => {
    if (!next) return;
    nextNodes.push(next);
    nextLevels.push(of);
  };
  /** Goes on with what an element shows inside, and then with what followed it. */
  const enter = (
    element: Element,
    tag: string,
    style: CSSStyleDeclaration,
    copy: Element,
    isBlock: boolean,
    isRoot = false,
  ) => {
    if (node) follow(node, level);
    const assigned = tag === 'slot' ? assignedTo(element) : undefined;
    const depth = level ? level.depth + 1 : 0;
    const keepsSpace = keepingSpace.has(tag) || depth > maxDepth || (level?.keepsSpace ?? false);
    level = {
      element,
      style,
      copy,
      isAssigned: assigned !== undefined,
      judgement: undefined,
      above: level,
      depth,
      backdrop: watch.layOver(isRoot ? watch.backdropOf(element.parentElement) : level.backdrop, style),
      holdsBlock: isBlock,
      keepsSpace,
      isLineStart: isBlock && !keepsSpace,
    };
    const { shadowRoot } = element;
    if (shadowRoot) hasFormulas ||= mayHoldFormulas(shadowRoot);
    node = assigned ? null : (shadowRoot ?? element).firstChild;
    if (assigned) for (let index = assigned.length - 1; index >= 0; index--) follow(assigned[index]!, level);
  };
  enter(root, root.localName, view.getComputedStyle(root), body, true, true);

  const enterFrame = (frame: Element, to: Node) => {
    const { width, height } = frame.getBoundingClientRect();
    if (width < leastFrame.width || height < leastFrame.height) return;
    const inner = documentOf(frame);
    const address = (frame as HTMLIFrameElement).src;
    // Until its server answers, a frame shows an empty page of our own.
    const isWaiting = inner?.URL === 'about:blank' && /^https?:/.test(address);
    if (!inner?.body || !inner.defaultView || isWaiting) {
      // A sandbox keeps even a page that stands in the attribute from us.
      foreignFrames.push(/^https?:/.test(address) ? address : 'about:srcdoc');
      return;
    }
    const copy = inert.createElement('div');
    to.appendChild(copy);
    addBlock(copy);
    open(inner);
    hasFormulas ||= mayHoldFormulas(inner.body);
    enter(inner.body, 'body', view.getComputedStyle(inner.body), copy, true, true);
  };
  /** Whether an element is laid out on lines of its own. */
  const isBlockOf = (tag: string, display: string): boolean =>
    isBlockTag(tag) || (display !== 'inline' && !inlineDisplays.test(display));
  const copyInto = (
    parent: Node,
    element: Element,
    tag: string,
    display: string,
    isBlock: boolean,
  ): Element => {
    const copy = inert.importNode(element, false);
    parent.appendChild(copy);
    if (isBlock) {
      addBlock(copy);
      if (!isBlockTag(tag)) copy.setAttribute(blockMark, '');
    } else if (display !== 'inline' && boxDisplays.test(display)) {
      copy.before(' ');
      copy.after(' ');
    }
    return copy;
  };
  /** Texts of the copy, and the elements of the page that they stand in. */
  const copies: Text[] = [];
  const owners: Element[] = [];
  const copyText = (text: Node, parent: Element) => {
    const raw = text.nodeValue ?? '';
    let owner: Element | null = null;
    if (/\S/.test(raw)) {
      if (level.element.ownerDocument !== page) open(level.element.ownerDocument);
      let judgement: Level['judgement'] = 'seen';
      if (level.isAssigned) {
        // The slot has no place of its own: the element around it does.
        owner = text.parentElement;
        if (owner) judgement = watch.judgeOwnText(owner, view.getComputedStyle(owner));
      } else {
        owner = level.element;
        level.judgement ??= watch.judgeOwnText(owner, level.style, level.backdrop);
        judgement = level.judgement;
      }
      if (judgement === 'hidden') {
        hiddenCharacters += charactersOf(raw);
        return;
      }
      if (judgement === 'unsure') parent.setAttribute(waitingMark, '');
    }
    const { text: visible, removed } = stripInvisible(raw);
    hiddenCharacters += removed;
    if (!owner && level.isLineStart) return;
    level.isLineStart = false;
    const copy = parent.appendChild(inert.createTextNode(visible));
    if (!owner) return;
    copies.push(copy);
    owners.push(owner);
  };
  const copyElement = (element: Element, parent: Element) => {
    const tag = element.localName;
    const formula = hasFormulas || tag === 'img' ? copyFormula(element, tag, inert) : null;
    if (neverText.has(tag) && !formula) return;
    if (element.ownerDocument !== page) open(element.ownerDocument);
    const style = view.getComputedStyle(element);
    const { display } = style;
    if (!formula && !element.firstChild && !element.shadowRoot && !showsByItself.has(tag)) {
      // Only its place counts: as the end of a line, or as a layer over others.
      watch.noteEmpty(element, style, display);
      if (display === 'none') return;
      const isBlock = isBlockOf(tag, display);
      copyInto(parent, element, tag, display, isBlock);
      level.isLineStart = isBlock && !level.keepsSpace;
      return;
    }
    // A formula's source is hidden by its own style sheet; its place on the page is not.
    const look = formula ? 'shown' : watch.look(element, style, display);
    if (look === 'hidden' || (formula && tag !== 'script' && display === 'none')) {
      hiddenCharacters += charactersOf(element.textContent);
      return;
    }
    if (formula) {
      parent.appendChild(formula);
      level.isLineStart = false;
      return;
    }
    if (tag === 'iframe' || tag === 'frame') {
      enterFrame(element, parent);
      return;
    }
    const isBlock = isBlockOf(tag, display);
    const copy = copyInto(parent, element, tag, display, isBlock);
    level.isLineStart = isBlock && !level.keepsSpace;
    if (look === 'waiting') copy.setAttribute(waitingMark, '');
    // A drawing without words is one thing, however many lines it is drawn of.
    if (tag === 'svg' && !element.querySelector('text, foreignObject')) return;
    enter(element, tag, style, copy, isBlock);
  };

  while (true) {
    if (!node) {
      node = nextNodes.pop() ?? null;
      if (!node) break;
      level = nextLevels.pop()!;
    }
    const current: Node = node;
    const { nodeType } = current;
    node = level.isAssigned ? null : current.nextSibling;
    if (nodeType === 3) copyText(current, level.copy);
    else if (nodeType === 1) copyElement(current as Element, level.copy);
  }
  inert.body.replaceWith(body);
  if ([...watches.values()].some((watch) => watch.hasLayers())) {
    for (const [index, copy] of copies.entries()) {
      const owner = owners[index]!;
      const judgement = watchOf(owner.ownerDocument).judgeLayers(owner);
      if (judgement === 'seen') continue;
      if (judgement === 'unsure') copy.parentElement?.setAttribute(waitingMark, '');
      else {
        hiddenCharacters += charactersOf(copy.nodeValue);
        copy.remove();
      }
    }
  }
  return { document: inert, blockElements, hiddenCharacters, foreignFrames };
}

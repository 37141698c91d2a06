import { lettersOf } from './letters';

/** Tags whose content stands on lines of its own. */
const blockTags = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section select summary table ' +
    'tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Deeper than any page that a person wrote; below it only the text counts, so that the stack holds. */
export const maxDepth = 400;

/** Marks an element of an inert copy that the page lays out as a block although its tag is inline (see cloneVisible). */
export const blockMark = 'data-laid-out-as-block';

/** A run of text on lines of its own: the smallest piece that is taken or left out. */
export interface Passage {
  /** Neighbouring children of `block`: text and inline elements. */
  nodes: Node[];
  /** The block element that they stand in. */
  block: Element;
  /** Number of `block` in the outline. */
  blockNumber: number;
  /** White space collapsed. Never empty. */
  text: string;
  /** The part of `text` that stands in links, about. */
  linkedText: string;
  /** How much `text` says (see lettersOf). */
  letters: number;
}

/** An image or a rule that stands in no passage. */
export interface Silent {
  element: Element;
  /** Number of the passage that follows. */
  next: number;
}

/** A page's text as passages in a tree of blocks, all in document order. */
export interface Outline {
  passages: Passage[];
  /** Each block stands before those that it holds. */
  blocks: Element[];
  /** The number of the block that each block stands in; −1 for the first, which holds all. */
  parents: number[];
  /** The name of each block in small letters. */
  tags: string[];
  /** Images and rules between passages. */
  silent: Silent[];
}

/** @param name an element's name in small letters. */
export const isBlockTag = (name: string): boolean => blockTags.has(name);

/**
 * The elements that are blocks or hold one: everything else stands within a line. One pass, from the blocks upwards.
 */
export function findBlocks(root: Element): ReadonlySet<Element> {
  const found = new Set<Element>([root]);
  const add = (block: Element) => {
    for (let at: Element | null = block; at && !found.has(at); at = at.parentElement) found.add(at);
  };
  for (const element of root.querySelectorAll('*'))
    if (blockTags.has(element.localName) || element.hasAttribute(blockMark)) add(element);
  return found;
}

/** Leaves single spaces alone: nearly all are, and each one replaced is a piece of text cut off and put back. */
const collapse = (text: string): string => text.replace(/\s{2,}|[^\S ]/g, ' ').trim();

function linkedTextOf(nodes: Node[]): string {
  let linked = '';
  for (const node of nodes) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    if (element.localName === 'a' && element.hasAttribute('href')) linked += element.textContent;
    else if (element.firstElementChild)
      for (const link of element.querySelectorAll('a[href]')) linked += link.textContent;
  }
  return collapse(linked);
}

function noteSilent(nodes: readonly Node[], { silent, passages }: Outline): void {
  const next = passages.length;
  for (const node of nodes) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    const { localName } = element;
    if (localName === 'img' || localName === 'hr') silent.push({ element, next });
    else if (element.firstElementChild)
      for (const inner of element.querySelectorAll('img, hr')) silent.push({ element: inner, next });
  }
}

/**
 * Everything that an element shows. No recursion, so depth cannot overflow the stack.
 * @param root an element of an inert document.
 * @param blockElements see findBlocks.
 */
export function splitPassages(root: Element, blockElements: ReadonlySet<Element>): Outline {
  const outline: Outline = { passages: [], blocks: [], parents: [], tags: [], silent: [] };
  interface Open {
    block: Element;
    blockNumber: number;
    isInLink: boolean;
    next: Node | null;
    run: Node[];
    /** Whether the run is more than text. */
    hasElements: boolean;
  }
  const enclosing: Open[] = [];
  const enter = (block: Element, tag: string, parent: number, isInLink: boolean): Open => {
    outline.parents.push(parent);
    outline.tags.push(tag);
    const blockNumber = outline.blocks.push(block) - 1;
    if (tag === 'hr') outline.silent.push({ element: block, next: outline.passages.length });
    // Code is one passage, however its lines are marked up.
    if (tag === 'pre' && parent >= 0)
      return { block, blockNumber, isInLink, next: null, run: [...block.childNodes], hasElements: true };
    return { block, blockNumber, isInLink, next: block.firstChild, run: [], hasElements: false };
  };
  const flush = (top: Open) => {
    const { run: nodes, hasElements } = top;
    if (nodes.length === 0) return;
    top.run = [];
    top.hasElements = false;
    let raw = '';
    for (const node of nodes) raw += node.textContent;
    const text = collapse(raw);
    if (text) {
      const { block, blockNumber, isInLink } = top;
      const linkedText = isInLink ? text : hasElements ? linkedTextOf(nodes) : '';
      outline.passages.push({ nodes, block, blockNumber, text, linkedText, letters: lettersOf(text) });
    } else if (hasElements) noteSilent(nodes, outline);
  };
  let top = enter(root, root.localName, -1, false);
  while (true) {
    const node = top.next;
    if (node === null) {
      flush(top);
      const above = enclosing.pop();
      if (!above) return outline;
      top = above;
      continue;
    }
    top.next = node.nextSibling;
    const { nodeType } = node;
    if (nodeType === 3) top.run.push(node);
    else if (nodeType === 1) {
      const element = node as Element;
      if (blockElements.has(element)) {
        flush(top);
        enclosing.push(top);
        const tag = element.localName;
        const isInLink = top.isInLink || (tag === 'a' && element.hasAttribute('href'));
        top = enter(element, tag, top.blockNumber, isInLink);
      } else {
        top.run.push(node);
        top.hasElements = true;
      }
    }
  }
}

/** Tags whose content stands on lines of its own. */
const blockTags = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section select summary table ' +
    'tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** Marks an element of an inert copy that the page lays out as a block although its tag is inline (see cloneVisible). */
export const blockMark = 'data-laid-out-as-block';

/** A run of text on lines of its own: the smallest piece that is taken or left out. */
export interface Passage {
  /** Neighbouring children of `block`: text and inline elements. */
  nodes: Node[];
  /** The block element that they stand in. */
  block: Element;
  /** White space collapsed. Never empty. */
  text: string;
  /** Characters of `text` that stand in links, about. */
  linkedCharacters: number;
  linkCount: number;
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
  for (const element of root.getElementsByTagName('*'))
    if (blockTags.has(element.localName) || element.hasAttribute(blockMark)) add(element);
  return found;
}

const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();

function measureLinks(nodes: Node[]): Pick<Passage, 'linkedCharacters' | 'linkCount'> {
  let linkedCharacters = 0;
  let linkCount = 0;
  const count = (link: Element) => {
    linkCount++;
    linkedCharacters += collapse(link.textContent ?? '').length;
  };
  for (const node of nodes) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    if (element.matches('a[href]')) count(element);
    else for (const link of element.querySelectorAll('a[href]')) count(link);
  }
  return { linkedCharacters, linkCount };
}

/**
 * Everything that an element shows, in document order. No recursion, so depth cannot overflow the stack.
 * @param root an element of an inert document.
 * @param blocks see findBlocks.
 */
export function splitPassages(root: Element, blocks: ReadonlySet<Element>): Passage[] {
  const passages: Passage[] = [];
  interface Open {
    block: Element;
    isInLink: boolean;
    next: Node | null;
    run: Node[];
  }
  const open: Open[] = [{ block: root, isInLink: false, next: root.firstChild, run: [] }];
  const flush = ({ block, isInLink }: Pick<Open, 'block' | 'isInLink'>, run: Node[]) => {
    if (run.length === 0) return;
    const text = collapse(run.map((node) => node.textContent ?? '').join(''));
    if (!text) return;
    const links = isInLink ? { linkedCharacters: text.length, linkCount: 1 } : measureLinks(run);
    passages.push({ nodes: run, block, text, ...links });
  };
  while (open.length > 0) {
    const top = open.at(-1)!;
    const node = top.next;
    if (node === null) {
      flush(top, top.run);
      open.pop();
      continue;
    }
    top.next = node.nextSibling;
    const element = node.nodeType === 1 ? (node as Element) : undefined;
    if (!element || !blocks.has(element)) {
      if (element || node.nodeType === 3) top.run.push(node);
      continue;
    }
    flush(top, top.run);
    top.run = [];
    const isInLink = top.isInLink || (element.localName === 'a' && element.hasAttribute('href'));
    if (element.localName === 'pre') flush({ block: element, isInLink }, [...element.childNodes]);
    else open.push({ block: element, isInLink, next: element.firstChild, run: [] });
  }
  return passages;
}

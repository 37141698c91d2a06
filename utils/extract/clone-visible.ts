const neverText = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'LINK',
  'META',
  'OBJECT',
  'EMBED',
  'IFRAME',
  'FRAME',
  'CANVAS',
  'AUDIO',
  'VIDEO',
]);

export interface VisibleClone {
  /** Inert document: it holds no script, loads nothing, and shares no node with the page. */
  document: Document;
  /** Characters of text in elements that a reader cannot see. */
  hiddenCharacters: number;
}

/** True where the element, seen alone, hides all it holds; the content of a closed `details` counts as seen: a click shows it. */
function hidesContent(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view) return element.hasAttribute('hidden');
  const style = view.getComputedStyle(element);
  if (style.display === 'none') return element.getAttribute('hidden') !== 'until-found';
  return false;
}

/** `visibility` is inherited and may be switched on again further down, so it is asked for at the text's own parent. */
function hidesOwnText(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view) return false;
  const visibility = view.getComputedStyle(element).visibility;
  return visibility === 'hidden' || visibility === 'collapse';
}

function childrenOf(node: Element | Document | DocumentFragment): Node[] {
  if ('shadowRoot' in node && node.shadowRoot) return [...node.shadowRoot.childNodes];
  if (node instanceof node.ownerDocument!.defaultView!.HTMLSlotElement) {
    const assigned = node.assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  return [...node.childNodes];
}

/**
 * Copies what a reader can see of a page into an inert document: hidden elements are left out, open shadow roots stand where
 * they are shown. The page itself is not changed. No recursion, so depth cannot overflow the stack.
 * @param page a live document, laid out by a browser (without layout, only the `hidden` attribute hides).
 */
export function cloneVisible(page: Document): VisibleClone {
  const inert = page.implementation.createHTMLDocument(page.title);
  inert.documentElement.lang = page.documentElement.lang;
  // Relative addresses are resolved against the page's own base, not the extension's.
  const base = inert.createElement('base');
  base.href = page.baseURI;
  inert.head.append(base);
  for (const meta of page.querySelectorAll('head > meta[content], head > title'))
    inert.head.append(inert.importNode(meta, true));

  let hiddenCharacters = 0;
  const stack: [Node, Node][] = [];
  const push = (from: Element, to: Node) => {
    const children = childrenOf(from);
    for (let index = children.length - 1; index >= 0; index--) stack.push([children[index]!, to]);
  };
  if (page.body) push(page.body, inert.body);

  while (stack.length > 0) {
    const [node, parent] = stack.pop()!;
    if (node.nodeType === 3) {
      const owner = node.parentElement;
      if (owner && hidesOwnText(owner)) hiddenCharacters += node.nodeValue?.trim().length ?? 0;
      else parent.appendChild(inert.importNode(node));
    } else if (node.nodeType === 1) {
      const element = node as Element;
      if (neverText.has(element.tagName.toUpperCase())) continue;
      if (hidesContent(element)) {
        hiddenCharacters += element.textContent?.trim().length ?? 0;
        continue;
      }
      const copy = inert.importNode(element, false);
      parent.appendChild(copy);
      push(element, copy);
    }
  }
  return { document: inert, hiddenCharacters };
}

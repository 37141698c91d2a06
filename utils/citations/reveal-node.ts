/**
 * Opens what holds a node and is closed, as the browser's own search does: `details`, and what is `hidden="until-found"`. Only
 * attributes change that the user changes by a click.
 */
export function revealNode(node: Node): void {
  const closed: Element[] = [];
  for (
    let at: Node | null = node;
    at;
    at = (at as Partial<Element>).assignedSlot ?? at.parentNode ?? hostOf(at)
  )
    if (at.nodeType === 1) {
      const element = at as Element;
      const isClosed = element.localName === 'details' && !element.hasAttribute('open');
      // The summary of what is closed is seen.
      if (isClosed && !isInSummary(node, element)) closed.push(element);
      else if (element.getAttribute('hidden') === 'until-found') closed.push(element);
    }
  for (const element of closed.reverse())
    if (element.localName === 'details') element.setAttribute('open', '');
    else {
      element.dispatchEvent(new Event('beforematch', { bubbles: true }));
      element.removeAttribute('hidden');
    }
}

const isInSummary = (node: Node, details: Element): boolean =>
  [...details.children].find(({ localName }) => localName === 'summary')?.contains(node) ?? false;

/** What is around the root of a shadow tree, or of a frame's document. */
const hostOf = (root: Node): Element | null =>
  (root as Partial<ShadowRoot>).host ?? (root as Partial<Document>).defaultView?.frameElement ?? null;

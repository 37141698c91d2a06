import { watchVisibility } from '../extract/visibility';
import type { TextRun } from './page-letters';

const parentOf = (element: Element): Element | null => {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  if (host) return host;
  // Null for a page's root, and for a frame's where the page around it is of another origin.
  return element.ownerDocument.defaultView?.frameElement ?? null;
};

/** Tells which runs a reader can see, by the rules by which pages are read. Remembers: ancestors are shared. */
export function judgeRuns(): (run: TextRun) => boolean {
  const watches = new Map<Document, ReturnType<typeof watchVisibility>>();
  const shown = new Map<Element, boolean>();
  const owners = new Map<Element, boolean>();
  const watchOf = (page: Document) => {
    let watch = watches.get(page);
    if (!watch) {
      watch = watchVisibility(page);
      watches.set(page, watch);
    }
    return watch;
  };
  const look = (element: Element): boolean => {
    const page = element.ownerDocument;
    const style = page.defaultView!.getComputedStyle(element);
    return watchOf(page).look(element, style, style.display) !== 'hidden';
  };
  const isShown = (element: Element): boolean => {
    const path: Element[] = [];
    let at: Element | null = element;
    for (; at && !shown.has(at); at = parentOf(at)) path.push(at);
    let isAboveShown = at ? shown.get(at)! : true;
    for (const next of path.reverse()) {
      isAboveShown &&= look(next);
      shown.set(next, isAboveShown);
    }
    return isAboveShown;
  };
  const judge = (owner: Element, isFormula: boolean): boolean => {
    if (!isShown(owner)) return false;
    if (isFormula) return true;
    const page = owner.ownerDocument;
    return watchOf(page).judgeOwnText(owner, page.defaultView!.getComputedStyle(owner)) !== 'hidden';
  };
  return ({ node, owner }) => {
    let isSeen = owners.get(owner);
    if (isSeen === undefined) {
      isSeen = judge(owner, node === owner);
      owners.set(owner, isSeen);
    }
    return isSeen;
  };
}

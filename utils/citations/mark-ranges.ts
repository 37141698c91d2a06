import { revealNode } from './reveal-node';
import { scrollToRange } from './scroll-to-range';

type MarkView = Window & Partial<Pick<typeof globalThis, 'Highlight' | 'CSS'>>;

/** Marks with the browser's highlights; where it has none, by selecting. @returns what takes the marks away. */
function paint(ranges: readonly Range[], name: string): () => void {
  const byView = new Map<MarkView, Range[]>();
  for (const range of ranges) {
    const view = range.startContainer.ownerDocument!.defaultView as MarkView;
    byView.set(view, [...(byView.get(view) ?? []), range]);
  }
  const clears = [...byView].map(([view, own]) => {
    if (view.Highlight && view.CSS?.highlights) {
      const { highlights } = view.CSS;
      highlights.set(name, new view.Highlight(...own));
      return () => void highlights.delete(name);
    }
    const selection = view.getSelection();
    const whole = own[0]!.cloneRange();
    const { endContainer, endOffset } = own.at(-1)!;
    whole.setEnd(endContainer, endOffset);
    selection?.removeAllRanges();
    selection?.addRange(whole);
    return () => selection?.removeAllRanges();
  });
  return () => {
    for (const clear of clears) clear();
  };
}

/**
 * Shows ranges of a page: opens what is closed around them, scrolls to the first, and marks them until Escape is pressed there. No node
 * is added, and none changed but for what opens.
 * @param name of the highlight. Pages can list highlights, so it should not be known before.
 * @returns takes the marks away.
 */
export function markRanges(ranges: readonly Range[], name: string): () => void {
  for (const { startContainer } of ranges) revealNode(startContainer);
  const erase = paint(ranges, name);
  const views = new Set(ranges.map(({ startContainer }) => startContainer.ownerDocument!.defaultView!));
  const onKey = (event: Event) => {
    if ((event as KeyboardEvent).key === 'Escape') clear();
  };
  const clear = () => {
    erase();
    for (const view of views) view.removeEventListener('keydown', onKey, true);
  };
  for (const view of views) view.addEventListener('keydown', onKey, true);
  scrollToRange(ranges[0]!);
  return clear;
}

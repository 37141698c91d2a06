import type { Passage } from '../shared/passage';

/** What the panel and the marker script leave for each other in a frame. */
export interface MarkerDesk {
  passage: Passage;
  /** Shows what the script has found; its argument names the highlight. */
  show?: ((name: string) => void) | undefined;
  /** Takes away what is marked. */
  clear?: (() => void) | undefined;
}

/** Where it lies, in the extension's own world of a page: no script of the page sees it. */
const key = 'unabridgedMarker';
type World = { [key]?: MarkerDesk };

/** In the marker script: what the panel ordered. */
export const markerDesk = (): MarkerDesk | undefined => (globalThis as World)[key];

// What follows runs in the page, each function alone: it is given what it needs.

/** Leaves the order, since a file cannot be given arguments; what was marked before is marked no more. */
function order(name: string, passage: Passage): void {
  const world = globalThis as unknown as Record<string, MarkerDesk | undefined>;
  world[name]?.clear?.();
  world[name] = { passage };
}
export const orderMarker = (passage: Passage) => ({ func: order, args: [key, passage] });

/** @returns which of its page's frames this is in; undefined in the page itself. */
function show(name: string, highlight: string): number | undefined {
  (globalThis as unknown as Record<string, MarkerDesk>)[name]!.show!(highlight);
  let frame: Window = window;
  while (frame.parent !== top) frame = frame.parent;
  for (let index = 0; frame !== top && index < top!.length; index++) if (top![index] === frame) return index;
  return undefined;
}
export const showMark = (highlight: string) => ({ func: show, args: [key, highlight] });

/** Scrolls a page to one of its frames. */
function scrollTo(index: number): void {
  for (const frame of document.querySelectorAll('iframe, frame'))
    if ((frame as HTMLIFrameElement).contentWindow === window[index])
      frame.scrollIntoView({ block: 'center', behavior: 'instant' });
}
export const scrollToFrame = (index: number) => ({ func: scrollTo, args: [index] });

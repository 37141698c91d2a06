/** How much of a window an element may fill that is scrolled to as a whole. */
const mostOfWindow = 0.6;
/** Farther away (windows), a movement shows nothing but a blur. */
const farWindows = 4;
/** The page lays out anew what comes near: pictures, skipped parts. Looked at again after these times. */
const correctionsMs = [120, 400, 900];

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  element.ownerDocument.defaultView?.frameElement ??
  null;

/** Puts a range into the middle of every box and window that it scrolls in, as far as those go. */
function centre(range: Range, element: Element): void {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const view = at.ownerDocument.defaultView!;
    const isRoot = at === (at.ownerDocument.scrollingElement ?? at.ownerDocument.documentElement);
    const { overflowY } = view.getComputedStyle(at);
    if (!isRoot && (overflowY === 'visible' || overflowY === 'clip' || at.scrollHeight <= at.clientHeight))
      continue;
    // Of a window around the range's own frame, what counts is where the frame stands.
    const inner = at.ownerDocument === range.startContainer.ownerDocument ? range : frameIn(at, element);
    const box = inner.getBoundingClientRect();
    const top = isRoot ? 0 : at.getBoundingClientRect().top;
    const height = isRoot ? view.innerHeight : at.clientHeight;
    at.scrollBy({ top: box.top + Math.min(box.height, height) / 2 - top - height / 2, behavior: 'instant' });
  }
}

/** The frame of `box`'s document around an element of another document. */
function frameIn(box: Element, element: Element): Element {
  let frame = element;
  while (frame.ownerDocument !== box.ownerDocument) frame = frame.ownerDocument.defaultView!.frameElement!;
  return frame;
}

/** Whether a range's middle is in its window. */
function isInView(range: Range, view: Window): boolean {
  const box = range.getBoundingClientRect();
  const middle = box.top + Math.min(box.height, view.innerHeight) / 2;
  return middle > 0 && middle < view.innerHeight;
}

/** Scrolls a range to the middle of its window; gliding only where that is near and the user has not asked for less motion. */
export function scrollToRange(range: Range): void {
  const { startContainer } = range;
  const element = startContainer.nodeType === 1 ? (startContainer as Element) : startContainer.parentElement;
  // Text right inside of a shadow root.
  const around = element ?? (startContainer.getRootNode() as Partial<ShadowRoot>).host;
  const view = startContainer.ownerDocument?.defaultView;
  if (!around || !view) return;
  const { top, height } = around.getBoundingClientRect();
  const glides =
    height < view.innerHeight * mostOfWindow &&
    Math.abs(top) < view.innerHeight * farWindows &&
    !view.matchMedia('(prefers-reduced-motion: reduce)').matches;
  around.scrollIntoView({ block: 'center', inline: 'nearest', behavior: glides ? 'smooth' : 'instant' });
  if (!glides) centre(range, around);
  const correct = () => {
    if (range.startContainer.isConnected && !isInView(range, view)) centre(range, around);
  };
  for (const afterMs of glides ? correctionsMs.slice(2) : correctionsMs) setTimeout(correct, afterMs);
}

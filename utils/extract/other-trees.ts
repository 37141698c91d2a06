/** What a slot of a shadow tree shows in its place; undefined for anything else, and for a slot that shows its own content. */
export function assignedTo(element: Element): Node[] | undefined {
  if (!('assignedNodes' in element)) return undefined;
  const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
  return assigned.length > 0 ? assigned : undefined;
}

/** A frame's document where the page may read it (same origin), else null. */
export function documentOf(frame: Element): Document | null {
  try {
    return (frame as HTMLIFrameElement).contentDocument;
  } catch {
    // Another origin: some browsers throw instead of giving null.
    return null;
  }
}

/** Footnotes of a page: the label that the text shows for each, by the id of the element that holds the note. */
export type Footnotes = ReadonlyMap<string, string>;

/** Longer ones are links with words of their own. */
const longestLabel = 6;

const targetOf = (link: Element): string => {
  const hash = (link.getAttribute('href') ?? '').split('#')[1] ?? '';
  try {
    return decodeURIComponent(hash);
  } catch {
    // A stray percent sign: the name is as written.
    return hash;
  }
};

/** The link of a raised number, whichever of the two stands outside. */
function linkOf(raised: Element): Element | null {
  return raised.querySelector('a[href*="#"]') ?? raised.closest('a[href*="#"]');
}

/** Finds raised numbers that lead to an element of the same page. */
export function findFootnotes(root: Element): Footnotes {
  const notes = new Map<string, string>();
  const marks = root.querySelectorAll('sup, [role="doc-noteref"], a.footnote-ref');
  for (const mark of marks) {
    const link = mark.matches('a') ? mark : linkOf(mark);
    if (!link) continue;
    const id = targetOf(link);
    const label = (mark.textContent ?? '').replace(/[\s[\]()]/g, '');
    if (!id || !label || label.length > longestLabel || notes.has(id)) continue;
    const note = root.ownerDocument.getElementById(id);
    if (note && !note.contains(mark) && root.contains(note)) notes.set(id, label);
  }
  return notes;
}

/** The label of a note that a raised number leads to, where it is one. */
export function footnoteLabel(mark: Element, notes: Footnotes): string | undefined {
  if (notes.size === 0) return undefined;
  const link = mark.matches('a') ? mark : linkOf(mark);
  return link ? notes.get(targetOf(link)) : undefined;
}

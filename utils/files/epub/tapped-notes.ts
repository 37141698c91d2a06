const notes = /(?:^|[\s-])(?:foot|end|rear)?notes?(?:$|[\s-])/;

/** Whether an element, or what it stands in, is called a note. */
function isNote(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement)
    if (['epub:type', 'role', 'class'].some((name) => notes.test(at!.getAttribute(name) ?? ''))) return true;
  return false;
}

/**
 * Notes that a book shows when its reader taps their sign: hidden until then, or written in an attribute of the sign, from where they
 * are put into the text.
 * @returns the hidden ones.
 */
export function tappedNotes(root: Element): Element[] {
  for (const sign of root.querySelectorAll('[zy-footnote], [data-wr-footernote]')) {
    const text = sign.getAttribute('zy-footnote') ?? sign.getAttribute('data-wr-footernote') ?? '';
    const note = root.ownerDocument.createElement('span');
    note.textContent = ` [${text.trim()}] `;
    if (text.trim()) sign.replaceWith(note);
  }
  const found: Element[] = [];
  for (const link of root.querySelectorAll('a[href*="#"]')) {
    const id = link.getAttribute('href')!.split('#')[1] ?? '';
    const note = id && root.ownerDocument.getElementById(id);
    if (note && isNote(note)) found.push(note);
  }
  return found;
}

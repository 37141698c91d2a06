import type { PartMark } from '../file-format';
import type { BookPlace } from './open-book';

/** Characters that no text has (Unicode keeps them for use inside of programs). */
const [open, close] = ['\ufdd0', '\ufdd1'];
const mark = new RegExp(`${open}(\\d+)${close}`);

/** Marks in a document where the places of a table of contents are, to be found again in its Markdown. */
export function placeMarks(body: Element, places: readonly BookPlace[]): void {
  places.forEach(({ fragment }, index) => {
    if (!fragment) return;
    const ids = [fragment];
    try {
      ids.push(decodeURIComponent(fragment));
    } catch {
      // A stray percent sign: the name is as written.
    }
    const at = ids.map((id) => body.ownerDocument.getElementById(id)).find(Boolean);
    if (!at || !body.contains(at)) return;
    // An empty anchor stands before what it is about.
    if (at.textContent?.trim()) at.prepend(`${open}${index}${close}`);
    else at.after(`${open}${index}${close}`);
  });
}

/**
 * Takes the marks out again.
 * @returns the text as it would be without them, and where each place begins in it: the start of its line.
 */
export function takeMarks(
  markdown: string,
  places: readonly BookPlace[],
): { text: string; marks: PartMark[] } {
  const marks: PartMark[] = [];
  const first = places.find(({ fragment }) => !fragment);
  if (first) marks.push({ kind: 'chapter', label: first.label, start: 0 });
  let text = markdown;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const start = text.lastIndexOf('\n', found.index) + 1;
    const after = text.slice(found.index + found[0].length);
    // An anchor of its own would leave an empty paragraph behind.
    text = text.slice(0, found.index) + (start === found.index ? after.replace(/^\n+/, '') : after);
    const place = places[Number(found[1])];
    if (place && marks.at(-1)?.start !== start) marks.push({ kind: 'chapter', label: place.label, start });
  }
  return { text, marks };
}

import { foldForSearch } from '../shared/fold-for-search';

/** A stretch of a text that is shown of it, and whether it is one of the words that were searched. */
export interface SnippetPart {
  text: string;
  isMatch: boolean;
}

/** Characters before the first match, and in all. */
const before = 24;
const longest = 160;
/** So many occurrences of a word are looked at for the best place. */
const mostPlaces = 50;

/** Marks of Markdown and of citations say nothing in a line of plain text. */
const withoutSigns = (text: string): string =>
  text
    .replace(/\[\[\d+: ?"?/g, '“')
    .replace(/"?\]\]/g, '”')
    .replace(/\*\*|__|`+|^#+ |(?<=\n)#+ |!?\[(?=[^\]]*\]\()|\]\([^)\s]*\)?/g, '')
    .replace(/\s+/g, ' ');

/** Where the words occur in a folded text, in order and without overlap. */
function occurrences(folded: string, words: readonly string[]): { start: number; end: number }[] {
  const all = words.flatMap((word) => {
    const found: { start: number; end: number }[] = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      found.push({ start: at, end: at + word.length });
    return found;
  });
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  return all.filter(({ start }, index) => all.slice(0, index).every(({ end }) => end <= start));
}

/** A text cut into what matches and what does not. */
export function markWords(text: string, words: readonly string[]): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let place = 0;
  for (const { start, end } of occurrences(foldForSearch(text), words)) {
    if (start > place) parts.push({ text: text.slice(place, start), isMatch: false });
    parts.push({ text: text.slice(start, end), isMatch: true });
    place = end;
  }
  if (place < text.length) parts.push({ text: text.slice(place), isMatch: false });
  return parts;
}

/** The first place from which as many of the words as possible are near; 0 where none occurs. */
function bestPlace(folded: string, words: readonly string[]): number {
  let best = { at: 0, near: 0 };
  for (const word of words) {
    let at = folded.indexOf(word);
    for (let count = 0; at >= 0 && count < mostPlaces; count++) {
      const around = folded.slice(at, at + longest - before);
      const near = words.filter((other) => around.includes(other)).length;
      if (near > best.near || (near === best.near && at < best.at)) best = { at, near };
      at = folded.indexOf(word, at + word.length);
    }
  }
  return best.at;
}

/**
 * A line of a text around the words that were searched in it.
 * @param words folded, see searchWords.
 */
export function snippetOf(text: string, words: readonly string[]): SnippetPart[] {
  const at = bestPlace(foldForSearch(text), words);
  let start = Math.max(0, at - before);
  // Not in the middle of a word, where there are spaces; not in the middle of a pair.
  if (start > 0) {
    const space = text.slice(start, at).search(/\s/);
    if (space >= 0) start += space + 1;
    else if (/[\udc00-\udfff]/.test(text[start]!)) start++;
  }
  let end = Math.min(text.length, start + longest);
  if (/[\udc00-\udfff]/.test(text[end] ?? '')) end--;
  const line = withoutSigns(text.slice(start, end)).trim();
  return markWords(`${start > 0 ? '…' : ''}${line}${end < text.length ? '…' : ''}`, words);
}

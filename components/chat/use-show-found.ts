import { type RefObject, useEffect } from 'react';
import { markRanges } from '../../utils/citations/mark-ranges';
import { foldForSearch } from '../../utils/shared/fold-for-search';

/** A message that a search has found. */
export interface FoundPlace {
  messageId: string;
  /** Folded, see searchWords; none where not the message itself was found. */
  words: readonly string[];
}

/** Name of the highlight, see theme.css. */
const highlight = 'found-words';

/** Where words stand in what is shown of a message; across the borders of elements, where only emphasis is between. */
function rangesOf(element: Element, words: readonly string[]): Range[] {
  const nodes: { node: Text; start: number }[] = [];
  let text = '';
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, start: text.length });
    text += (node as Text).data;
  }
  const folded = foldForSearch(text);
  const pointAt = (at: number) => nodes.findLast(({ start }) => start <= at)!;
  const ranges: Range[] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const range = element.ownerDocument.createRange();
      const first = pointAt(at);
      const last = pointAt(at + word.length - 1);
      range.setStart(first.node, at - first.start);
      range.setEnd(last.node, at + word.length - last.start);
      ranges.push(range);
    }
  return ranges.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
}

/**
 * Scrolls to a message that a search has found and marks the words in it, until Escape, another one, or another chat.
 * @param isThere whether the shown branch has it by now.
 * @param stopFollowing of the newest words.
 */
export function useShowFound(
  list: RefObject<HTMLElement | null>,
  place: FoundPlace | undefined,
  isThere: boolean,
  stopFollowing: () => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place.
  useEffect(() => {
    const message =
      place && isThere && list.current?.querySelector(`[data-message-id="${CSS.escape(place.messageId)}"]`);
    if (!message) return undefined;
    stopFollowing();
    const ranges = rangesOf(message, place.words);
    if (ranges.length > 0) return markRanges(ranges, highlight);
    message.scrollIntoView({ block: 'start' });
    return undefined;
  }, [place, isThere]);
}

/** A sentence as a reader of the page selects it. */
export interface PageSentence {
  /** White space as it is shown. */
  text: string;
  /** Links, emphasis or the like begin or end inside of it. */
  isAcrossMarkup: boolean;
}

export interface PlacedSentence extends PageSentence {
  range: Range;
}

const unread = 'script, style, noscript, template, textarea, select, button, svg, math, iframe';
/** Letters and digits; a Chinese character counts two. */
const leastLetters = 24;
const longestSentence = 400;

interface Unit {
  node: Text;
  offset: number;
}

/** Text that is shown in one line of thought: of one block, without a break by another. */
interface Run {
  text: string;
  units: Unit[];
}

const weigh = (text: string): number =>
  (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) +
  (text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0);

function collectRuns(root: Element): Run[] {
  const displays = new Map<Element, string>();
  const displayOf = (element: Element): string => {
    const known = displays.get(element);
    if (known) return known;
    const { display } = getComputedStyle(element);
    displays.set(element, display);
    return display;
  };
  const blockOf = (node: Node): Element => {
    let element = node.parentElement!;
    while (element !== root && /^(?:inline|contents|ruby)$/.test(displayOf(element)))
      element = element.parentElement!;
    return element;
  };
  const isShown = new Map<Element, boolean>();
  const runs: Run[] = [];
  let run: Run = { text: '', units: [] };
  let block: Element | undefined;
  const end = () => {
    if (run.text.trim()) runs.push(run);
    run = { text: '', units: [] };
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(unread) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      // A block that stands inside of a paragraph, and a line's end, end what is said before.
      if (node.localName === 'br' || !/^(?:inline|contents|ruby)/.test(displayOf(node))) end();
      continue;
    }
    const text = node as Text;
    const parent = text.parentElement!;
    let shown = isShown.get(parent);
    if (shown === undefined) {
      shown = parent.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      isShown.set(parent, shown);
    }
    if (!shown) continue;
    const own = blockOf(text);
    if (own !== block) end();
    block = own;
    const value = text.data;
    for (let offset = 0; offset < value.length; offset++) {
      const isBlank = /[ \t\n\r\f]/.test(value[offset]!);
      if (isBlank && (run.text === '' || run.text.endsWith(' '))) continue;
      run.text += isBlank ? ' ' : value[offset];
      run.units.push({ node: text, offset });
    }
  }
  end();
  return runs;
}

/** The sentences that a page shows, in order. Runs in the page. */
export function collectSentences(
  root: Element = document.body ?? document.documentElement,
): PlacedSentence[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return collectRuns(root).flatMap(({ text, units }) =>
    [...segmenter.segment(text)].flatMap(({ segment, index }) => {
      const sentence = segment.trim();
      if (sentence.length > longestSentence || weigh(sentence) < leastLetters) return [];
      const first = units[index + segment.indexOf(sentence)]!;
      const last = units[index + segment.indexOf(sentence) + sentence.length - 1]!;
      const range = document.createRange();
      range.setStart(first.node, first.offset);
      range.setEnd(last.node, last.offset + 1);
      return [{ text: sentence, isAcrossMarkup: first.node !== last.node, range }];
    }),
  );
}

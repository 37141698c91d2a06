import { isTooDense } from './is-too-dense';
import { findOpenBlock } from './parse-markdown';

/** A list of this many items is drawn in parts. */
const longList = 24;

/** A block of this many UTF-16 units or lines is drawn in parts: nobody writes such a one, and to draw it takes too long. */
const longestBlock = 20_000;
const mostLines = 500;
/** The same for code, which people write and copy whole, and which is drawn fast. */
const longestCode = 60_000;
const longestHead = 1000;
/** However much comes at once, it is judged in steps of this length. */
const step = 4_000;

const openFence = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Cuts a growing Markdown text into top-level blocks. A block is closed when a complete line of a later block stands after it:
 * nothing that comes can change it any more (but for late link definitions, see Markdown). The open rest is parsed again only
 * when a line of it is completed, and an open code block not at all, so a delta's cost does not grow with the text.
 */
export class BlockSplitter {
  /** Closed blocks; they never change. */
  readonly closed: string[] = [];
  #text = '';
  #openStart = 0;
  /** What a part of a block begins with anew, see headOf. */
  #head = '';

  /** The part of the text that is not closed yet. */
  get open(): string {
    return this.#head + this.#text.slice(this.#openStart);
  }

  /** Whether a text goes on from what was given so far. */
  isPrefixOf(text: string): boolean {
    return text.startsWith(this.#text);
  }

  /** @param text the whole text so far; must go on from the last one. */
  update(text: string): void {
    while (this.#text.length < text.length) {
      const known = this.#text.length;
      this.#text = text.slice(0, known + step);
      if (this.#text.includes('\n', known)) this.#closeBlocks();
      for (let end = endOfPart(this.open); end > 0; end = endOfPart(this.open))
        this.#close(end, headOf(this.open));
    }
  }

  #close(end: number, head = ''): void {
    this.closed.push(this.open.slice(0, end));
    this.#openStart += end - this.#head.length;
    this.#head = head;
  }

  #closeBlocks(): void {
    const open = this.open;
    const fence = openFence.exec(open)?.[1];
    if (fence && !hasClosingFence(open, fence)) return;
    // Shown as it came, whatever its blocks are.
    if (isTooDense(open)) return;
    // Only complete lines are judged: what the last one becomes is not known.
    const { start, itemStarts } = findOpenBlock(open.slice(0, open.lastIndexOf('\n') + 1));
    // A list may be the whole answer; its items close each other like blocks do.
    const end = start > 0 ? start : itemStarts.length >= longList ? itemStarts.at(-2)! : 0;
    if (end > 0) this.#close(end);
  }
}

/**
 * Where a block that is too long is cut: after the last line or word that fits, where there are any; 0 for one that is not. Whatever
 * came in one piece, the place is the same.
 */
function endOfPart(block: string): number {
  const isCode = openFence.test(block);
  const fits = block.slice(0, isCode ? longestCode : longestBlock);
  const lines = isCode ? [] : fits.split('\n', mostLines + 1);
  const part = lines.length > mostLines ? `${lines.slice(0, mostLines).join('\n')}\n` : fits;
  if (part.length === block.length) return 0;
  const ends = [part.lastIndexOf('\n') + 1, part.lastIndexOf(' ') + 1];
  return ends.find((end) => end > part.length / 2) ?? part.length;
}

/** The fence of code, and the head of a table: without it the next part would be another kind of block. */
function headOf(block: string): string {
  const head = /^(?: {0,3}(?:`{3,}|~{3,}).*\n|.*\|.*\n[ |:-]*-[ |:-]*\n)/.exec(block)?.[0] ?? '';
  return head.length < longestHead ? head : '';
}

function hasClosingFence(open: string, fence: string): boolean {
  const sign = fence[0] === '`' ? '`' : '~';
  return new RegExp(`\\n {0,3}${sign}{${fence.length},}[ \\t]*(?:\\n|$)`).test(open);
}

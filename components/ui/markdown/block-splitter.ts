import { isTooDense } from './is-too-dense';
import { findOpenBlock } from './parse-markdown';

/** A list of this many items is drawn in parts. */
const longList = 24;

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

  /** The part of the text that is not closed yet. */
  get open(): string {
    return this.#text.slice(this.#openStart);
  }

  /** Whether a text goes on from what was given so far. */
  isPrefixOf(text: string): boolean {
    return text.startsWith(this.#text);
  }

  /** @param text the whole text so far; must go on from the last one. */
  update(text: string): void {
    const hasNewLine = text.indexOf('\n', this.#text.length) >= 0;
    this.#text = text;
    if (!hasNewLine) return;
    const open = this.open;
    const fence = openFence.exec(open)?.[1];
    if (fence && !hasClosingFence(open, fence)) return;
    // Shown as it came, whatever its blocks are.
    if (isTooDense(open)) return;
    // Only complete lines are judged: what the last one becomes is not known.
    const { start, itemStarts } = findOpenBlock(open.slice(0, open.lastIndexOf('\n') + 1));
    // A list may be the whole answer; its items close each other like blocks do.
    const end = start > 0 ? start : itemStarts.length >= longList ? itemStarts.at(-2)! : 0;
    if (end === 0) return;
    this.closed.push(open.slice(0, end));
    this.#openStart += end;
  }
}

function hasClosingFence(open: string, fence: string): boolean {
  const sign = fence[0] === '`' ? '`' : '~';
  return new RegExp(`\\n {0,3}${sign}{${fence.length},}[ \\t]*(?:\\n|$)`).test(open);
}

import { formulaMark, waitingMark } from './clone-visible';
import { codeOf, fenced, languageOf } from './code-block';
import { type Footnotes, findFootnotes, footnoteLabel } from './footnotes';
import { findBlocks, maxDepth } from './passages';
import { raisedText } from './raised-text';
import { trimLayout, trimLines } from './trim-lines';

/** What is known of the whole text while its parts are written. */
interface Page {
  blocks: ReadonlySet<Node>;
  footnotes: Footnotes;
  /** White space of layout taken off the ends of lines. */
  trim(text: string): string;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;
const tagOf = (node: Node): string => (isElement(node) ? node.localName : '');
/** Leaves single spaces alone, as nearly all are. */
const collapse = (text: string): string => text.replace(/[ \t\n\r\f]{2,}|[\t\n\r\f]/g, ' ');

function wrapMark(mark: string, text: string): string {
  const inner = text.trim();
  if (!inner || inner.includes('\n')) return text;
  const [, before, after] = /^(\s*)[\s\S]*?(\s*)$/.exec(text)!;
  return `${before}${mark}${inner}${mark}${after}`;
}

function inline(node: Node, depth: number, page: Page): string {
  if (node.nodeType === 3) return collapse(node.nodeValue ?? '');
  if (!isElement(node)) return '';
  if (depth > maxDepth) return collapse(node.textContent ?? '');
  if (node.hasAttribute(formulaMark)) return formula(node);
  const text = () => inlineChildren(node, depth + 1, page);
  switch (tagOf(node)) {
    case 'br':
      return '\n';
    case 'b':
    case 'strong':
      return wrapMark('**', text());
    case 'i':
    case 'em':
      return wrapMark('*', text());
    case 's':
    case 'del':
      return wrapMark('~~', text());
    case 'code':
    case 'kbd':
    case 'samp': {
      const code = collapse(node.textContent ?? '');
      const ticks = code.includes('`') ? '``' : '`';
      return code.trim() ? ticks + (ticks.length > 1 ? ` ${code} ` : code) + ticks : code;
    }
    case 'sub':
    case 'sup': {
      const inner = text();
      const label = footnoteLabel(node, page.footnotes);
      if (label !== undefined) return `[^${label}]`;
      return raisedText(tagOf(node) === 'sub' ? 'sub' : 'sup', inner);
    }
    case 'img': {
      const alt = collapse(node.getAttribute('alt') ?? '').trim();
      // An image without an address: what it shows counts, addresses of pictures would only fill the context.
      return alt ? `![${alt.replace(/[[\]\\]/g, '\\$&')}]()` : '';
    }
    default:
      return text();
  }
}

function inlineChildren(parent: Node, depth: number, page: Page): string {
  let text = '';
  for (let child = parent.firstChild; child; child = child.nextSibling) {
    const part = inline(child, depth, page);
    text += page.blocks.has(child) ? ` ${part} ` : part;
  }
  return text;
}

function formula(element: Element): string {
  const tex = element.textContent ?? '';
  return element.getAttribute(formulaMark) === 'display' ? `\n$$${tex}$$\n` : `$${tex}$`;
}

const isHeading = (block: string): boolean => /^#{1,6} /.test(block);
const indent = (text: string, by: string): string => text.replace(/\n(?=[^\n])/g, `\n${by}`);

function list(node: Element, depth: number, page: Page): string {
  const isOrdered = tagOf(node) === 'ol';
  let number = Number.parseInt(node.getAttribute('start') ?? '1', 10) || 1;
  const items: string[] = [];
  for (const child of node.children) {
    const content = (
      page.blocks.has(child) ? block(child, depth + 1, page, true) : blocks(child, depth + 1, page)
    ).join('\n\n');
    if (!content) continue;
    const value = Number.parseInt(child.getAttribute('value') ?? '', 10);
    if (value) number = value;
    const note = page.footnotes.get(child.id);
    const mark = note ? `[^${note}]: ` : isOrdered ? `${number++}. ` : '- ';
    // A list inside an item follows its line directly; anything else keeps its blank line.
    items.push(mark + indent(content.replace(/\n\n(?=(?:- |\d+\. ))/g, '\n'), ' '.repeat(mark.length)));
  }
  return items.join('\n');
}

/** A cell's text on one line, as GFM tables want it. */
function cellText(cell: Element, depth: number, page: Page): string {
  return blocks(cell, depth + 1, page)
    .join(' ')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\|/g, '\\|')
    .trim();
}

/** Tables inside tables, or headings and lists in the cells of one that names no column: it only says what stands where. */
function laysOutPage(table: Element): boolean {
  return (
    table.querySelector('table') !== null ||
    (table.querySelector('th') === null && table.querySelector('h1, h2, h3, h4, h5, h6, ul, ol') !== null)
  );
}

function table(node: Element, depth: number, page: Page): string[] {
  const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
  const cells = rows.map((row) => [...row.children].filter((cell) => /^t[dh]$/.test(cell.localName)));
  const width = Math.max(
    0,
    ...cells.map((row) => row.reduce((sum, cell) => sum + (Number(cell.getAttribute('colspan')) || 1), 0)),
  );
  const caption = [...node.children].find((child) => tagOf(child) === 'caption');
  const captionBlocks = caption ? blocks(caption, depth + 1, page) : [];
  if (width < 2 || laysOutPage(node))
    return [...captionBlocks, ...cells.flat().flatMap((cell) => blocks(cell, depth + 1, page))];
  // A cell that spans several rows or columns is said in each of them, so that every row can be read alone.
  const grid: string[][] = rows.map(() => []);
  cells.forEach((row, y) => {
    let x = 0;
    for (const cell of row) {
      while (grid[y]![x] !== undefined) x++;
      const text = cellText(cell, depth, page);
      const spanX = Math.min(Number(cell.getAttribute('colspan')) || 1, 50);
      const spanY = Math.min(Number(cell.getAttribute('rowspan')) || 1, rows.length - y);
      for (let dy = 0; dy < spanY; dy++)
        for (let dx = 0; dx < spanX; dx++) grid[y + dy]![x + dx] = dx === 0 ? text : '';
      x += spanX;
    }
  });
  const lines = grid
    .filter((row) => row.some((text) => text))
    .map((row) => `| ${Array.from({ length: width }, (_, x) => row[x] ?? '').join(' | ')} |`);
  if (lines.length === 0) return captionBlocks;
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return [...captionBlocks, lines.join('\n')];
}

/** The blocks of an element, each without a trailing break. */
function blocks(parent: Node, depth: number, page: Page): string[] {
  if (depth > maxDepth) {
    const text = page.trim(collapse(parent.textContent ?? ''));
    return text ? [text] : [];
  }
  const out: string[] = [];
  let line = '';
  const flush = () => {
    const text = page.trim(line);
    if (text) out.push(text);
    line = '';
  };
  for (let child = parent.firstChild; child; child = child.nextSibling) {
    if (isElement(child) && page.blocks.has(child)) {
      flush();
      out.push(...block(child, depth, page));
    } else line += inline(child, depth, page);
  }
  flush();
  return out;
}

/** What the page shows only later says so, line by line: it may be meant for other eyes. */
const waiting = (text: string): string => `[not shown yet] ${text}`;

/**
 * @param isItem whether a list writes the mark of this element itself.
 */
function block(element: Element, depth: number, page: Page, isItem = false): string[] {
  if (element.hasAttribute(waitingMark)) {
    return blocks(element, depth + 1, page).map(waiting);
  }
  const note = isItem ? undefined : page.footnotes.get(element.id);
  if (note) {
    const text = blocks(element, depth + 1, page).join('\n\n');
    return text ? [`[^${note}]: ${indent(text, '  ')}`] : [];
  }
  const tag = tagOf(element);
  const inner = () => blocks(element, depth + 1, page);
  switch (tag) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const text = collapse(inner().join(' ')).trim();
      return text ? [`${'#'.repeat(Number(tag[1]))} ${text}`] : [];
    }
    case 'ul':
    case 'ol':
    case 'menu': {
      const text = list(element, depth, page);
      return text ? [text] : [];
    }
    case 'pre': {
      const code = codeOf(element);
      return code ? [fenced(code, languageOf(element))] : [];
    }
    case 'blockquote': {
      const text = inner().join('\n\n');
      return text ? [`> ${text.replace(/\n/g, '\n> ')}`] : [];
    }
    case 'table':
      return table(element, depth, page);
    case 'hr':
      return ['---'];
    case 'dt': {
      const parts = inner();
      return parts.length === 1 && !isHeading(parts[0]!) ? [`**${parts[0]}**`] : parts;
    }
    case 'dd': {
      const parts = inner();
      // Without a term there is nothing to define: the list only lays out the page.
      if (parts.length === 0 || parts.some(isHeading) || !element.parentElement?.querySelector('dt'))
        return parts;
      return [`: ${indent(parts.join('\n\n'), '  ')}`];
    }
    case 'summary': {
      const text = inner().join(' ');
      return text ? [/^#|\*\*/.test(text) ? text : `**${text}**`] : [];
    }
    default:
      return inner();
  }
}

interface MarkdownOptions {
  blockElements?: ReadonlySet<Node>;
  keepsIndent?: boolean;
}

/**
 * Markdown (GFM) of everything inside an element, in document order.
 * @param root an element of an inert document without hidden parts (see cloneVisible).
 * @param blockElements of the element, or of one that holds it (see findBlocks).
 * @param keepsIndent whether wide and fixed spaces that begin or end a paragraph are text.
 */
export function toMarkdown(
  root: Element,
  { blockElements = findBlocks(root), keepsIndent = false }: MarkdownOptions = {},
): string {
  const page = {
    blocks: blockElements,
    footnotes: findFootnotes(root),
    trim: keepsIndent ? trimLayout : trimLines,
  };
  return blocks(root, 0, page).join('\n\n');
}

import { formulaMark, waitingMark } from './clone-visible';
import { type Footnotes, findFootnotes, footnoteLabel } from './footnotes';
import { findBlocks } from './passages';

/** Deeper than any page that a person wrote; below it only the text counts, so that the stack holds. */
const maxDepth = 400;

/** What is known of the whole text while its parts are written. */
interface Page {
  blocks: ReadonlySet<Node>;
  footnotes: Footnotes;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;
const tagOf = (node: Node): string => (isElement(node) ? node.tagName.toUpperCase() : '');
const collapse = (text: string): string => text.replace(/[ \t\n\r\f]+/g, ' ');

/** White space at the ends of a line is layout, not text; two spaces before a break would be Markdown of their own. */
const trimLines = (text: string): string =>
  text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n[ \t]+/g, '\n')
    .trim();

/** A code fence must be longer than any run of its own sign inside. */
function fence(code: string): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(3, longest + 1));
}

function languageOf(pre: Element): string {
  const code = pre.querySelector('code');
  const said = [pre, code, pre.parentElement, pre.parentElement?.parentElement].flatMap((element) =>
    element
      ? [
          element.getAttribute('data-language') ??
            element.getAttribute('data-lang') ??
            element.getAttribute('lang'),
        ]
      : [],
  );
  const classes = [pre, code, pre.parentElement, pre.parentElement?.parentElement]
    .map((element) => element?.getAttribute('class') ?? '')
    .join(' ');
  const named =
    /(?:\blanguage|\blang|highlight-source|highlight-text|\bbrush:?|\bsourceCode)[-\s]+([\w+#-]+)/.exec(
      classes,
    )?.[1];
  return named ?? said.find((language) => language && !/^[a-z]{2}(?:-[A-Z]{2})?$/.test(language)) ?? '';
}

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
    case 'BR':
      return '\n';
    case 'B':
    case 'STRONG':
      return wrapMark('**', text());
    case 'I':
    case 'EM':
      return wrapMark('*', text());
    case 'S':
    case 'DEL':
      return wrapMark('~~', text());
    case 'CODE':
    case 'KBD':
    case 'SAMP': {
      const code = collapse(node.textContent ?? '');
      const ticks = code.includes('`') ? '``' : '`';
      return code.trim() ? ticks + (ticks.length > 1 ? ` ${code} ` : code) + ticks : code;
    }
    case 'SUB':
    case 'SUP': {
      const inner = text();
      const label = footnoteLabel(node, page.footnotes);
      if (label !== undefined) return `[^${label}]`;
      return inner.trim() ? `<${tagOf(node).toLowerCase()}>${inner}</${tagOf(node).toLowerCase()}>` : inner;
    }
    case 'IMG': {
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
  for (const child of parent.childNodes) {
    const part = inline(child, depth, page);
    text += page.blocks.has(child) ? ` ${part} ` : part;
  }
  return text;
}

function formula(element: Element): string {
  const tex = element.textContent ?? '';
  return element.getAttribute(formulaMark) === 'display' ? `\n$$${tex}$$\n` : `$${tex}$`;
}

const indent = (text: string, by: string): string => text.replace(/\n(?=[^\n])/g, `\n${by}`);

function list(node: Element, depth: number, page: Page): string {
  const isOrdered = tagOf(node) === 'OL';
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

function table(node: Element, depth: number, page: Page): string[] {
  const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
  const cells = rows.map((row) => [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName)));
  const width = Math.max(
    0,
    ...cells.map((row) => row.reduce((sum, cell) => sum + (Number(cell.getAttribute('colspan')) || 1), 0)),
  );
  const caption = [...node.children].find((child) => tagOf(child) === 'CAPTION');
  const captionBlocks = caption ? blocks(caption, depth + 1, page) : [];
  // One column, or tables inside tables: the table only lays the page out.
  if (width < 2 || node.querySelector('table'))
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
    const text = trimLines(collapse(parent.textContent ?? ''));
    return text ? [text] : [];
  }
  const out: string[] = [];
  let line = '';
  const flush = () => {
    const text = trimLines(line);
    if (text) out.push(text);
    line = '';
  };
  for (const child of parent.childNodes) {
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

/** Line breaks of a code block may be elements; its line numbers are not code. */
function codeOf(pre: Element): string {
  const copy = pre.cloneNode(true) as Element;
  for (const number of copy.querySelectorAll(
    '.lineno, .linenos, .line-number, .line-numbers, .gutter, [data-line-number]:empty',
  ))
    number.remove();
  for (const br of copy.querySelectorAll('br')) br.replaceWith('\n');
  return (copy.textContent ?? '').replace(/^\n|\s+$/g, '');
}

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
    case 'H1':
    case 'H2':
    case 'H3':
    case 'H4':
    case 'H5':
    case 'H6': {
      const text = collapse(inner().join(' ')).trim();
      return text ? [`${'#'.repeat(Number(tag[1]))} ${text}`] : [];
    }
    case 'UL':
    case 'OL':
    case 'MENU': {
      const text = list(element, depth, page);
      return text ? [text] : [];
    }
    case 'PRE': {
      const code = codeOf(element);
      return code ? [`${fence(code)}${languageOf(element)}\n${code}\n${fence(code)}`] : [];
    }
    case 'BLOCKQUOTE': {
      const text = inner().join('\n\n');
      return text ? [`> ${text.replace(/\n/g, '\n> ')}`] : [];
    }
    case 'TABLE':
      return table(element, depth, page);
    case 'HR':
      return ['---'];
    case 'DT': {
      const text = inner().join(' ');
      return text ? [`**${text}**`] : [];
    }
    case 'DD': {
      const text = inner().join('\n\n');
      return text ? [`: ${indent(text, '  ')}`] : [];
    }
    case 'SUMMARY': {
      const text = inner().join(' ');
      return text ? [/^#|\*\*/.test(text) ? text : `**${text}**`] : [];
    }
    default:
      return inner();
  }
}

/**
 * Markdown (GFM) of everything inside an element, in document order.
 * @param root an element of an inert document without hidden parts (see cloneVisible).
 */
export function toMarkdown(root: Element): string {
  const page = { blocks: findBlocks(root), footnotes: findFootnotes(root) };
  return blocks(root, 0, page).join('\n\n');
}

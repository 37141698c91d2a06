/** Deeper than any page that a person wrote; below it only the text counts, so that the stack holds. */
const maxDepth = 400;

const blockTags = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM ' +
    'H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LEGEND LI MAIN MENU NAV OL OPTGROUP OPTION P PRE SEARCH SECTION SELECT SUMMARY TABLE ' +
    'TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
);

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
  const classes = `${pre.className} ${pre.querySelector('code')?.className ?? ''}`;
  return /(?:language|lang|highlight-source|brush:?)[-\s]([\w+#-]+)/.exec(classes)?.[1] ?? '';
}

function wrapMark(mark: string, text: string): string {
  const inner = text.trim();
  if (!inner || inner.includes('\n')) return text;
  const [, before, after] = /^(\s*)[\s\S]*?(\s*)$/.exec(text)!;
  return `${before}${mark}${inner}${mark}${after}`;
}

function inline(node: Node, depth: number): string {
  if (node.nodeType === 3) return collapse(node.nodeValue ?? '');
  if (!isElement(node)) return '';
  if (depth > maxDepth) return collapse(node.textContent ?? '');
  const text = () => inlineChildren(node, depth + 1);
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
      return inner.trim() ? `<${tagOf(node).toLowerCase()}>${inner}</${tagOf(node).toLowerCase()}>` : inner;
    }
    case 'IMG': {
      const alt = collapse(node.getAttribute('alt') ?? '').trim();
      return alt ? `![${alt}]` : '';
    }
    case 'INPUT':
    case 'TEXTAREA':
      return '';
    case 'MATH':
      return collapse(
        node.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? node.textContent ?? '',
      );
    default:
      return text();
  }
}

function inlineChildren(parent: Node, depth: number): string {
  let text = '';
  for (const child of parent.childNodes)
    text += blockTags.has(tagOf(child)) ? ` ${inline(child, depth)} ` : inline(child, depth);
  return text;
}

const indent = (text: string, by: string): string => text.replace(/\n(?=[^\n])/g, `\n${by}`);

function list(node: Element, depth: number): string {
  const isOrdered = tagOf(node) === 'OL';
  let number = Number.parseInt(node.getAttribute('start') ?? '1', 10) || 1;
  const items: string[] = [];
  for (const child of node.children) {
    const content = blocks(child, depth + 1).join('\n\n');
    if (!content) continue;
    const mark = isOrdered ? `${number++}. ` : '- ';
    // A list inside an item follows its line directly; anything else keeps its blank line.
    items.push(mark + indent(content.replace(/\n\n(?=(?:- |\d+\. ))/g, '\n'), ' '.repeat(mark.length)));
  }
  return items.join('\n');
}

/** A cell's text on one line, as GFM tables want it. */
function cellText(cell: Element, depth: number): string {
  return blocks(cell, depth + 1)
    .join(' ')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\|/g, '\\|')
    .trim();
}

function table(node: HTMLTableElement, depth: number): string[] {
  const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
  const cells = rows.map((row) => [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName)));
  const width = Math.max(
    0,
    ...cells.map((row) => row.reduce((sum, cell) => sum + (Number(cell.getAttribute('colspan')) || 1), 0)),
  );
  const caption = [...node.children].find((child) => tagOf(child) === 'CAPTION');
  const captionBlocks = caption ? blocks(caption, depth + 1) : [];
  // One column, or tables inside tables: the table only lays the page out.
  if (width < 2 || node.querySelector('table'))
    return [...captionBlocks, ...cells.flat().flatMap((cell) => blocks(cell, depth + 1))];
  // A cell that spans several rows or columns is said in each of them, so that every row can be read alone.
  const grid: string[][] = rows.map(() => []);
  cells.forEach((row, y) => {
    let x = 0;
    for (const cell of row) {
      while (grid[y]![x] !== undefined) x++;
      const text = cellText(cell, depth);
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
function blocks(parent: Node, depth: number): string[] {
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
    if (isElement(child) && holdsBlocks(child)) {
      flush();
      out.push(...block(child, depth));
    } else line += inline(child, depth);
  }
  flush();
  return out;
}

/** Links and spans around whole cards hold blocks although their own tag is inline. */
function holdsBlocks(element: Element): boolean {
  if (blockTags.has(tagOf(element))) return true;
  if (element.childElementCount === 0) return false;
  for (const child of element.children)
    if (blockTags.has(tagOf(child)) || (child.childElementCount > 0 && child.querySelector(blockSelector)))
      return true;
  return false;
}
const blockSelector = [...blockTags].join(',').toLowerCase();

function block(element: Element, depth: number): string[] {
  const tag = tagOf(element);
  const inner = () => blocks(element, depth + 1);
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
      const text = list(element, depth);
      return text ? [text] : [];
    }
    case 'PRE': {
      const code = (element.textContent ?? '').replace(/^\n|\s+$/g, '');
      return code ? [`${fence(code)}${languageOf(element)}\n${code}\n${fence(code)}`] : [];
    }
    case 'BLOCKQUOTE': {
      const text = inner().join('\n\n');
      return text ? [`> ${text.replace(/\n/g, '\n> ')}`] : [];
    }
    case 'TABLE':
      return table(element as HTMLTableElement, depth);
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
    case 'SELECT':
    case 'OPTION':
      return [];
    default:
      return inner();
  }
}

/**
 * Markdown (GFM) of everything inside an element, in document order.
 * @param root an element of an inert document without hidden parts (see cloneVisible).
 */
export function toMarkdown(root: Element): string {
  return blocks(root, 0).join('\n\n');
}

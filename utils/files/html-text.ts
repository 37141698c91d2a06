import { toMarkdown } from '../extract/to-markdown';
import { parseHtml } from './parse-markup';

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in HTML, also in an attribute; characters that no document may hold are left out. */
export const escapeHtml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (sign) => signs[sign]!);

/** HTML that a reader of ours has written, as Markdown. */
export const htmlToMarkdown = (html: string): string => (html.trim() ? toMarkdown(parseHtml(html).body) : '');

/** A picture's alternative text; nothing where it has none. */
export const imageHtml = (alt: string | undefined): string =>
  alt?.trim() ? `<img alt="${escapeHtml(alt.trim())}">` : '';

/** @param rows each a row of cells as text. */
export const tableHtml = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<table>${rows
        .map(
          (row, index) =>
            `<tr>${row.map((cell) => `<${index ? 'td' : 'th'}>${escapeHtml(cell)}</${index ? 'td' : 'th'}>`).join('')}</tr>`,
        )
        .join('')}</table>`;

/** Cells of a table with figures and words are short; longer ones (HTML characters) are a page's text beside other text. */
const longestCell = 600;

/** Whether a table only puts texts beside each other. @param cells HTML. */
export const laysOutText = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell.length > longestCell);

import { binaryText } from '../binary-text';
import { decodeText } from '../decode-text';
import { escapeHtml } from '../html-text';
import { rtfHtml } from '../rtf/rtf-html';
import { extensionOf, headOf, isZip } from '../signatures';
import { readMimeParts } from '../web/mime-parts';
import { readMarkup } from '../web/read-markup';

/** A file's text as HTML, with what was left out of it because no reader sees it. */
interface ChunkHtml {
  html: string;
  hiddenCharacters: number;
}

function pageHtml(text: string): ChunkHtml {
  const { body, hiddenCharacters } = readMarkup(text);
  // The nodes of the reader's document write themselves as markup. They become part of a page that has a body.
  const html = Array.from(body.childNodes, String).join('');
  return { html: html.replace(/<\/?body\b[^>]*>/g, ''), hiddenCharacters };
}

/**
 * A whole file that a Word document takes into its text (`w:altChunk`): programs that make documents of web pages write nothing else.
 * @returns undefined where it is a Word document itself, or nothing known.
 */
export function chunkHtml(path: string, bytes: Uint8Array): ChunkHtml | undefined {
  if (isZip(bytes)) return undefined;
  const head = headOf(bytes, 2048);
  if (/^\s*\{\\rtf/.test(head)) return rtfHtml(binaryText(bytes));
  if (/^\s*(?:[\w-]+:.*\r?\n)*content-type:/i.test(head)) {
    const page = readMimeParts(bytes).find(({ type }) => /html/.test(type));
    return page && pageHtml(decodeText(page.bytes, page.charset));
  }
  if (/^x?html?$/.test(extensionOf(path)) || /<(?:html|body|p|div|!doctype)\b/i.test(head))
    return pageHtml(decodeText(bytes));
  if (extensionOf(path) !== 'txt') return undefined;
  const lines = decodeText(bytes).split(/\r?\n/);
  return { html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join(''), hiddenCharacters: 0 };
}

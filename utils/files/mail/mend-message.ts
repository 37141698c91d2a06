import { binaryBytes, binaryText } from '../binary-text';
import { decodeText } from '../decode-text';
import { decodeBody, readHeaders, splitParts } from '../web/mime-parts';

/** Parts in parts: deeper ones are left as they are. */
const mostDepth = 20;
const hasOther = /[\x80-\xff]/;
/** ISO-2022 is written in ASCII, with these to switch. */
const escapeByte = 0x1b;

const asUtf8 = (text: string): string => binaryText(new TextEncoder().encode(text));

/** Headers that hold bytes of some encoding as they are, though mail must not. @param charset that the part names. */
const mendHead = (head: string, charset: string | undefined): string =>
  hasOther.test(head) ? asUtf8(decodeText(binaryBytes(head), charset)) : head;

/** A text in UTF-8, in the place of its bytes. What stands first counts, where a header or its parameter is said twice. */
function mendText(head: string, type: string, text: string): string {
  const base64 = btoa(asUtf8(text)).replace(/.{76}/g, '$&\r\n');
  const typed = head.replace(/^(content-type:\s*[\w.+-]+\/[\w.+-]+)/im, '$1; charset="utf-8"');
  const added = typed === head ? `Content-Type: ${type}; charset="utf-8"\r\n` : '';
  return `Content-Transfer-Encoding: base64\r\n${added}${typed}\r\n\r\n${base64}`;
}

function mend(part: string, depth: number): string {
  // A part may begin with the empty line that ends its headers.
  const end = /^\r?\n|\r?\n\r?\n/.exec(part);
  const head = part.slice(0, end?.index ?? part.length);
  const gap = end?.[0] ?? '';
  const body = part.slice(head.length + gap.length);
  const { type, parameters, encoding, disposition } = readHeaders(head);
  const charset = parameters.get('charset');
  const mended = mendHead(head, charset);
  if (depth >= mostDepth) return mended + gap + body;
  const boundary = parameters.get('boundary');
  if (type.startsWith('multipart/') && boundary) {
    const { preamble, parts } = splitParts(body, boundary);
    return `${mended}${gap}${preamble}${parts.map(({ line, content }) => line + mend(content, depth + 1)).join('')}`;
  }
  if (/^message\/(?:rfc822|global)$/.test(type) && !/base64|quoted/.test(encoding))
    return mended + gap + mend(body, depth + 1);
  if (!/^text\b/.test(type) || disposition === 'attachment') return mended + gap + body;
  const bytes = decodeBody(body, encoding);
  if (!bytes.some((byte) => byte > 0x7f || byte === escapeByte)) return mended + gap + body;
  const text = decodeText(bytes, charset);
  const rest = /\r?\n$/.exec(body)?.[0] ?? '';
  return mendText(mended, /^text\/[\w.+-]+$/.test(type) ? type : 'text/plain', text) + rest;
}

/**
 * A letter whose headers and texts are in UTF-8, whatever they were in, and whatever they said of it or did not say. All else of it
 * stays as it is. Pure.
 */
export const mendMessage = (message: Uint8Array): Uint8Array<ArrayBuffer> =>
  binaryBytes(mend(binaryText(message), 0));

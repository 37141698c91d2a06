import { relations, zipParts } from './zip-parts.ts';

const names =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A part of a Word document: `w:styles`, `w:footnotes`… */
export const wordPart = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:${name} ${names}>${content}</w:${name}>`;

/** The least Word document with this body. @param parts more parts by their paths below `word/`. */
export const docxOf = (
  body: string,
  parts: Record<string, string> = {},
  links: Record<string, [string, string]> = {},
): Uint8Array =>
  zipParts({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations({ rId1: ['officeDocument', 'word/document.xml'] }),
    'word/document.xml': wordPart('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relations(links),
    ...Object.fromEntries(Object.entries(parts).map(([path, content]) => [`word/${path}`, content])),
  });

/** A paragraph of one run. */
export const p = (text: string, properties = '', run = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;

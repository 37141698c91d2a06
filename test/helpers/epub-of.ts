import { zipParts } from './zip-parts.ts';

export const page = (body: string, head = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>${head}</head><body>${body}</body></html>`;

/** The least book with these chapters, in this order. @param more parts by their paths below `OEBPS/`, also in place of others. */
export const epubOf = (
  chapters: string[],
  more: Record<string, string> = {},
  top: Record<string, string> = {},
): Uint8Array =>
  zipParts({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    'OEBPS/book.opf': `<package><manifest>${chapters
      .map((_, at) => `<item id="c${at}" href="text/c%20${at}.xhtml" media-type="application/xhtml+xml"/>`)
      .join(
        '',
      )}<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest><spine>${chapters
      .map((_, at) => `<itemref idref="c${at}"${at % 2 ? ' linear="no"' : ''}/>`)
      .join('')}</spine></package>`,
    // Stored in another order than they are read in.
    ...Object.fromEntries(
      chapters.map((chapter, at) => [`OEBPS/text/c ${at}.xhtml`, chapter] as const).reverse(),
    ),
    ...Object.fromEntries(Object.entries(more).map(([path, content]) => [`OEBPS/${path}`, content])),
    ...top,
  });

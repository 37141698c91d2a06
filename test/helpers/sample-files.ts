import { utils, write } from '@e965/xlsx';
import { buildPdf, textAt } from './build-pdf.ts';
import { docOf, wordFonts, wordLists, wordStyles } from './doc-of.ts';
import { docxOf, p } from './docx-of.ts';
import { epubOf, page } from './epub-of.ts';
import { lockAgile } from './lock-office.ts';
import { pptOf } from './ppt-of.ts';
import { relations, zipParts } from './zip-parts.ts';

export interface SampleFile {
  name: string;
  bytes: Uint8Array;
  /** Stands in its text. */
  says: string;
  password?: string;
}

const says = 'The lamp costs 94 euros.';
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function workbookOf(bookType: 'xlsx' | 'biff8'): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Lamp'], [says]]), 'One');
  return new Uint8Array(write(book, { type: 'array', bookType }));
}

const pptx = (): Uint8Array =>
  zipParts({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations({ a: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml':
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations({ s: ['slide', 'slides/slide1.xml'] }),
    'ppt/slides/slide1.xml': `<p:sld><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>${says}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
  });

const odt = (): Uint8Array =>
  zipParts({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content><office:body><office:text><text:p>${says}</text:p></office:text></office:body></office:document-content>`,
  });

const flatWord = `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:body>${p(says)}</w:body></w:wordDocument>`;

const listed = [
  ...wordLists([[{ format: 0, text: '\u0000.' }]]),
  wordStyles([undefined, [0x0b, 0x46, 1, 0]]),
  wordFonts(['Symbol']),
];

const mhtml = `From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>${says}</p>\r\n--b--\r\n`;

const eml = `Message-ID: <1@example.com>\r\nFrom: Ann <ann@example.com>\r\nSubject: Lamps\r\n\r\n${says}\r\n`;

/** One small file of each kind of document, all with the same sentence. */
export const sampleFiles: SampleFile[] = [
  { name: 'a.pdf', bytes: buildPdf({ pages: [{ content: textAt(72, 700, says) }] }), says },
  { name: 'a.eml', bytes: text(eml), says },
  { name: 'a.docx', bytes: docxOf(p(says)), says },
  { name: 'a.pptx', bytes: pptx(), says },
  { name: 'a.xlsx', bytes: workbookOf('xlsx'), says },
  { name: 'a.xls', bytes: workbookOf('biff8'), says },
  { name: 'a.odt', bytes: odt(), says },
  { name: 'a.epub', bytes: epubOf([page(`<p>${says}</p>`)]), says },
  { name: 'locked.docx', bytes: lockAgile(docxOf(p(says)), 'pass'), says, password: 'pass' },
  { name: 'flat.doc', bytes: text(flatWord), says },
  { name: 'a.doc', bytes: docOf([{ text: `${says}\r`, style: 1 }], { tables: listed }), says },
  { name: 'a.ppt', bytes: pptOf([{ shapes: [says] }]), says },
  { name: 'a.rtf', bytes: text(`{\\rtf1\\ansi\\pard ${says}\\par}`), says },
  { name: 'a.csv', bytes: text(`Lamp,Sum\n${says},94\n`), says },
  { name: 'a.mhtml', bytes: text(mhtml), says },
  { name: 'a.html', bytes: text(`<!doctype html><title>x</title><p>${says}</p>`), says },
  { name: 'a.txt', bytes: text(says), says },
];

import { AppError } from '../../shared/app-error';
import { codePageDecoder } from '../code-pages';
import { openCompoundFile } from '../compound-file';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileRemark, FileToRead, PartMark, UnreadPart } from '../file-format';
import { embeddedFiles } from '../ooxml/embedded-files';
import { extensionOf, headOf, isCompoundFile } from '../signatures';
import { openArchive } from '../unzip';
import { zipKindOf } from '../zip-kind';
import { isUncalculated, putFormulas } from './old-formulas';
import { safeWorkbook } from './safe-workbook';
import { sheetDrawings } from './sheet-drawings';
import { sheetMarkdown } from './sheet-markdown';
import { showXmlFormulas } from './show-xml-formulas';

/** Names of the stream that holds a workbook of before 2007. */
const streams = ['Workbook', 'Book', 'WORKBOOK', 'BOOK'];
/** A record that says that all after it is encrypted (MS-XLS 2.4.117). */
const filePass = 0x2f;

type Kind = 'XLSX' | 'XLS';

function kindOf(file: FileToRead): Kind | undefined {
  const { bytes, name } = file;
  if (zipKindOf(file) === 'XLSX') return 'XLSX';
  if (isCompoundFile(bytes)) {
    try {
      const { names } = openCompoundFile(bytes);
      return streams.some((stream) => names.includes(stream)) ? 'XLS' : undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return /^xl[st]$/.test(extensionOf(name)) ? 'XLS' : undefined;
    }
  }
  // Sheets of the first versions, without a file system around them; and those of 2003 in XML.
  const [first, , length, zero] = bytes;
  if (/^xl[stw]$/.test(extensionOf(name)) && first === 0x09 && length! <= 16 && zero === 0) return 'XLS';
  return /<\?mso-application[^>]*Excel\.Sheet|urn:schemas-microsoft-com:office:spreadsheet/.test(
    headOf(bytes, 2048),
  ) && /^\s*(?:\u00ef\u00bb\u00bf)?<\?xml/.test(headOf(bytes, 100))
    ? 'XLS'
    : undefined;
}

/** The stream of a workbook of before 2007; undefined where it is in another form. */
function oldStream(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (!isCompoundFile(bytes)) return undefined;
  const file = openCompoundFile(bytes);
  const name = streams.find((stream) => file.names.includes(stream));
  return name === undefined ? undefined : file.stream(name);
}

function isEncrypted(stream: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(stream.buffer);
  // It stands among the first records, before any cell.
  for (let at = 0, count = 0; at + 4 <= stream.length && count < 10; count++) {
    if (view.getUint16(at, true) === filePass) return true;
    at += 4 + view.getUint16(at + 2, true);
  }
  return false;
}

interface ToParse {
  bytes: Uint8Array<ArrayBuffer>;
  /** Formulas without a value that stand in it as text. */
  uncalculated: number;
  /** Formulas without a value are only told once it is parsed. */
  hasFormulas?: boolean;
}

/** @throws AppError `file-locked`, and as safeWorkbook does. */
function toParse(bytes: Uint8Array<ArrayBuffer>, kind: Kind): ToParse {
  if (kind === 'XLSX') return safeWorkbook(bytes);
  const stream = oldStream(bytes);
  if (stream) {
    if (isEncrypted(stream)) throw new AppError('file-locked');
    return { bytes, uncalculated: 0, hasFormulas: isUncalculated(stream) };
  }
  if (bytes[0] === 0x09) return { bytes, uncalculated: 0 };
  const { xml, count } = showXmlFormulas(decodeText(bytes));
  return { bytes: new TextEncoder().encode(xml), uncalculated: count };
}

/** Tables of encodings, as the parser asks for them. */
const codePages = {
  utils: {
    decode: (page: number, bytes: ArrayLike<number> | string): string =>
      codePageDecoder(page).decode(
        typeof bytes === 'string'
          ? Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))
          : Uint8Array.from(bytes),
      ),
  },
};

/**
 * Workbooks of Excel (XLSX, XLSM, XLS) and of programs that write its files: each sheet as one table of what its cells show;
 * comments, text boxes and charts below. Hidden sheets, rows and columns are marked so.
 */
export const workbook: FileFormat = {
  name: 'XLSX',
  accept: (file) => kindOf(file) !== undefined,
  async read(file: FileToRead): Promise<ExtractedFile> {
    const kind = kindOf(file)!;
    const { bytes, onProgress } = file;
    // In its binary form a damaged count has the parser fill all memory before anyone can stop it.
    if (kind === 'XLSX' && openArchive(bytes).paths.some((path) => /(?:^|\/)workbook\.bin$/i.test(path)))
      throw new AppError('file-old-format', { kind: 'XLSX' });
    const drawings = kind === 'XLSX' ? sheetDrawings(bytes) : new Map<string, string>();
    const safe = toParse(bytes, kind);
    const { read, set_cptable } = await import('@e965/xlsx');
    set_cptable(codePages);
    onProgress(0.2);
    const book = read(safe.bytes, {
      type: 'array',
      dense: true,
      cellFormula: safe.hasFormulas ?? false,
      cellHTML: false,
      cellNF: true,
      // Without them, nothing is said of hidden rows and columns.
      cellStyles: true,
      dateNF: 'yyyy-mm-dd',
    });
    onProgress(0.7);
    const marks: PartMark[] = [];
    const unread: UnreadPart[] = [];
    let markdown = '';
    let hiddenCharacters = 0;
    let { uncalculated } = safe;
    book.SheetNames.forEach((name, index) => {
      const sheet = book.Sheets[name];
      if (sheet && safe.hasFormulas) uncalculated += putFormulas(sheet);
      const text = sheet ? sheetMarkdown(sheet) : undefined;
      const drawn = drawings.get(name);
      const content = [text?.markdown, drawn].filter(Boolean).join('\n\n');
      hiddenCharacters += text?.hiddenCharacters ?? 0;
      if (!content) {
        unread.push({ kind: 'sheet', label: name, reason: 'empty' });
        return;
      }
      if (markdown) markdown += '\n\n';
      marks.push({ kind: 'sheet', label: name, start: markdown.length });
      const isHidden = Boolean(book.Workbook?.Sheets?.[index]?.Hidden);
      markdown += `## Sheet: ${name}${isHidden ? ' (hidden)' : ''}\n\n${content}`;
      onProgress(0.7 + (0.3 * index) / book.SheetNames.length);
    });
    if (marks.length === 0) throw new AppError('file-empty');
    const remarks: FileRemark[] = uncalculated > 0 ? [{ kind: 'uncalculated', count: uncalculated }] : [];
    const { files, unread: unreadFiles } = kind === 'XLSX' ? embeddedFiles(bytes) : { files: [], unread: [] };
    return {
      format: kind,
      markdown,
      marks,
      unread: [...unread, ...unreadFiles],
      hiddenCharacters,
      remarks,
      ...(files.length > 0 ? { files } : {}),
    };
  },
};

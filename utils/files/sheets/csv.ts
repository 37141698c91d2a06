import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { limits } from '../limits';
import { plainText } from '../plain-text';
import { extensionOf, isCompoundFile, isZip } from '../signatures';
import { markdownTable } from './markdown-table';

/** The separator that a name stands for; empty where it is to be found out. */
const separators: Record<string, string> = { csv: '', tsv: '\t', tab: '\t', psv: '|', xls: '\t' };

/** Stands in no text: no quote is a mark then. */
const noQuote = '\uffff';

/** How many rows have as many cells as the first one. */
const wholeRows = ([first, ...rows]: readonly (readonly string[])[]): number =>
  rows.filter(({ length }) => length === first!.length).length;

/** Text that programs call a workbook, so that Excel opens it. */
const isTabbed = (head: string): boolean => /^[^\n<]*\t/.test(head);

/** Tables in text, with commas or whatever else between the cells, in any encoding: one table, all of it. */
export const csv: FileFormat = {
  name: 'CSV',
  accept(file) {
    const extension = extensionOf(file.name);
    if (!(extension in separators) || isZip(file.bytes) || isCompoundFile(file.bytes)) return false;
    if (extension === 'xls' && !isTabbed(decodeText(file.bytes.subarray(0, 4000)))) return false;
    return plainText.accept(file);
  },
  async read({ name, bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const { default: papa } = await import('papaparse');
    // Excel's own way to say what separates the cells.
    const [, said, body] = /^(?:"?sep=(.)"?(?:\r\n?|\n))?([\s\S]*)$/i.exec(decodeText(bytes))!;
    // As a table it only becomes longer.
    if (body!.length > limits.characters) throw new AppError('file-over-limit', { limit: 'characters' });
    onProgress(0.2);
    const parse = (delimiter: string | undefined, quoteChar: string) =>
      papa.parse<string[]>(body!, { delimiter, quoteChar, skipEmptyLines: 'greedy' });
    const quoted = parse(said ?? separators[extensionOf(name)], '"');
    let { data } = quoted;
    // A quote that is no mark of its cell swallows the rows after it.
    if (quoted.errors.some(({ type }) => type === 'Quotes')) {
      const plain = parse(quoted.meta.delimiter, noQuote).data;
      if (wholeRows(plain) > wholeRows(data)) data = plain;
    }
    if (data.length === 0) throw new AppError('file-empty');
    onProgress(0.7);
    const markdown = markdownTable(data);
    return { format: 'CSV', markdown, marks: [], unread: [], hiddenCharacters: 0 };
  },
};

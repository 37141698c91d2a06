import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { plainText } from '../plain-text';
import { extensionOf, isCompoundFile, isZip } from '../signatures';
import { markdownTable } from './markdown-table';

/** The separator that a name stands for; empty where it is to be found out. */
const separators: Record<string, string> = { csv: '', tsv: '\t', tab: '\t', psv: '|', xls: '\t' };

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
    const [, said, body] = /^(?:sep=(.)\r?\n)?([\s\S]*)$/.exec(decodeText(bytes))!;
    onProgress(0.2);
    const { data } = papa.parse<string[]>(body!, {
      delimiter: said ?? separators[extensionOf(name)],
      skipEmptyLines: 'greedy',
    });
    if (data.length === 0) throw new AppError('file-empty');
    onProgress(0.7);
    const markdown = markdownTable(data);
    return { format: 'CSV', markdown, marks: [], unread: [], hiddenCharacters: 0 };
  },
};

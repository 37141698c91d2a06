import { AppError } from '../../shared/app-error';
import { binaryText } from '../binary-text';
import type { ExtractedFile, FileFormat, FileToRead, UnreadPart } from '../file-format';
import { htmlToMarkdown } from '../html-text';
import { headOf } from '../signatures';
import { rtfHtml } from './rtf-html';

/** Rich Text Format in any code page: text, lists with their marks, tables, text boxes, notes, comments, headers and footers. */
export const rtf: FileFormat = {
  name: 'RTF',
  accept: ({ bytes }) => /^(?:\u00ef\u00bb\u00bf)?\s*\{\s*\\rtf/.test(headOf(bytes, 64)),
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const { html, hiddenCharacters, hasImage, objects } = rtfHtml(binaryText(bytes));
    onProgress(0.6);
    const markdown = htmlToMarkdown(html);
    if (!markdown.trim()) throw new AppError(hasImage ? 'file-no-text' : 'file-empty');
    const unread = objects.map((label): UnreadPart => ({ kind: 'file', label, reason: 'not-supported' }));
    return { format: 'RTF', markdown, marks: [], unread, hiddenCharacters };
  },
};

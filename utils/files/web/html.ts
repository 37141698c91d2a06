import { toMarkdown } from '../../extract/to-markdown';
import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { plainText } from '../plain-text';
import { extensionOf } from '../signatures';
import { readMarkup } from './read-markup';

const endings = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml', 'svg']);
/** Texts that show how a page is written are not pages. */
const sources =
  /^(?:md|markdown|txt|text|rst|js|mjs|ts|jsx|tsx|vue|svelte|php|py|rb|java|jsp|aspx?|erb|ejs|hbs|csv|json|xml)$/;
/** As a page begins, in whatever encoding that has Latin letters where ASCII has them. */
const beginning =
  /^(?:\ufeff|\s|<!--[\s\S]{0,2000}?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html[\s>]|svg[\s>])/i;

/**
 * Pages that were saved as one file: all of what they show, whole; nothing of it runs or loads. Also pages that call themselves
 * workbooks or documents, as web sites give them out.
 */
export const html: FileFormat = {
  name: 'HTML',
  accept(file) {
    if (!plainText.accept(file)) return false;
    const extension = extensionOf(file.name);
    if (endings.has(extension)) return true;
    return !sources.test(extension) && beginning.test(decodeText(file.bytes.subarray(0, 4096)));
  },
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const text = decodeText(bytes);
    onProgress(0.1);
    const { body, hiddenCharacters } = readMarkup(text);
    onProgress(0.6);
    const markdown = toMarkdown(body);
    if (!markdown.trim()) throw new AppError(body.querySelector('img, svg') ? 'file-no-text' : 'file-empty');
    return { format: 'HTML', markdown, marks: [], unread: [], hiddenCharacters };
  },
};

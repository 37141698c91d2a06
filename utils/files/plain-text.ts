import { fenced } from '../extract/code-block';
import { AppError } from '../shared/app-error';
import { decodeText } from './decode-text';
import type { ExtractedFile, FileFormat, FileToRead } from './file-format';
import { isBinary } from './is-binary';
import { extensionOf } from './signatures';

/** Written to be read as they stand; everything else that is text is code or data, and keeps its signs in a block of code. */
const prose = new Set([
  '',
  'txt',
  'text',
  'md',
  'markdown',
  'mdown',
  'rst',
  'adoc',
  'org',
  'log',
  'nfo',
  'tex',
  'srt',
  'vtt',
]);
/** Endings whose language is called otherwise. */
const languages: Record<string, string> = {
  yml: 'yaml',
  htm: 'html',
  mjs: 'js',
  cjs: 'js',
  h: 'c',
  hpp: 'cpp',
  ps1: 'powershell',
};

/** Endings of files that are not text. */
const otherKinds =
  /^(?:pdf|do[ct][xm]?|xl[st][xmb]?|p[po]t[xm]?|od[tspg]|epub|rtf|zip|7z|rar|gz|png|jpe?g|gif|webp|bmp|avif|exe|dll|bin|dat)$/;

/** Plain text of any encoding, Markdown, subtitles, source code, data: all of it, as it is. Only line ends are made equal. */
export const plainText: FileFormat = {
  name: 'text',
  accept: ({ bytes }) => !isBinary(bytes),
  async read({ name, bytes }: FileToRead): Promise<ExtractedFile> {
    const text = decodeText(bytes).replace(/\r\n?/g, '\n');
    if (!text.trim()) throw new AppError('file-empty');
    const ending = extensionOf(name);
    // Told by content: text under the name of another kind of file is text.
    const extension = otherKinds.test(ending) ? '' : ending;
    const markdown = prose.has(extension)
      ? text
      : fenced(text.replace(/\n$/, ''), languages[extension] ?? extension);
    const format = extension ? extension.toUpperCase() : 'TXT';
    return { format, markdown, marks: [], unread: [], hiddenCharacters: 0 };
  },
};

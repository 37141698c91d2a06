import { toMarkdown } from '../../extract/to-markdown';
import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import type { ExtractedFile, FileFormat, FileToRead } from '../file-format';
import { extensionOf, headOf } from '../signatures';
import { type MimePart, readMimeParts } from './mime-parts';
import { readMarkup } from './read-markup';

const isPage = ({ type }: MimePart): boolean => /^(?:text\/html|application\/xhtml\+xml)$/.test(type);

function resolve(href: string, base: string): string {
  try {
    return new URL(href, base).href;
  } catch {
    // Of a page without an address: names count as they are.
    return href;
  }
}

/** Pages that a browser has saved with all their parts in one file (RFC 2557): the page itself, then what its frames show. */
export const mhtml: FileFormat = {
  name: 'MHTML',
  accept({ name, bytes }) {
    const head = headOf(bytes, 4096);
    if (!/^[\w-]+:.*\r?\n/.test(head) || !/^content-type:/im.test(head)) return false;
    return (
      /^mht(?:ml)?$/.test(extensionOf(name)) ||
      (/^snapshot-content-location:/im.test(head) && /multipart\/related/i.test(head)) ||
      (/^mime-version:/im.test(head) && /type="?text\/html/i.test(head) && /multipart\/related/i.test(head))
    );
  },
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const parts = readMimeParts(bytes);
    onProgress(0.2);
    const byAddress = new Map(
      parts.flatMap((part) => [[part.location, part] as const, [part.id && `cid:${part.id}`, part] as const]),
    );
    const pages = parts.filter(isPage);
    if (pages.length === 0) throw new AppError('file-broken', { kind: 'MHTML' });
    let hiddenCharacters = 0;
    const texts = pages.map((page, index) => {
      const sheetOf = (href: string): string | undefined => {
        const part = byAddress.get(href) ?? byAddress.get(resolve(href, page.location));
        return part && /css/.test(part.type) ? decodeText(part.bytes, part.charset) : undefined;
      };
      const markup = readMarkup(decodeText(page.bytes, page.charset), sheetOf);
      hiddenCharacters += markup.hiddenCharacters;
      onProgress(0.2 + (0.8 * (index + 1)) / pages.length);
      return toMarkdown(markup.body);
    });
    const markdown = texts.filter((text) => text.trim()).join('\n\n');
    if (!markdown) throw new AppError('file-no-text');
    return { format: 'MHTML', markdown, marks: [], unread: [], hiddenCharacters };
  },
};

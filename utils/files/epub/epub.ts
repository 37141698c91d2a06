import { toMarkdown } from '../../extract/to-markdown';
import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileFormat, FileToRead, PartMark, UnreadPart } from '../file-format';
import { readMarkup } from '../web/read-markup';
import { zipKindOf } from '../zip-kind';
import { placeMarks, takeMarks } from './chapter-marks';
import { openBook, resolvePath } from './open-book';
import { tappedNotes } from './tapped-notes';
import { holdTypedSpaces, restoreSpaces } from './typed-spaces';

/**
 * Books (EPUB 2 and 3): every document of the spine in its order, as it is written; chapters by the table of contents. Text that the
 * book's own style sheets hide is left out and counted.
 */
export const epub: FileFormat = {
  name: 'EPUB',
  accept: (file) => zipKindOf(file) === 'EPUB',
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const book = openBook(bytes);
    const sheets = new Map<string, string | undefined>();
    const marks: PartMark[] = [];
    const unread: UnreadPart[] = book.missing.map(({ label, isImage }) => ({
      kind: 'chapter',
      label,
      reason: isImage ? 'image' : 'broken',
    }));
    let markdown = '';
    let hiddenCharacters = 0;
    let hasImages = false;
    book.items.forEach(({ path }, index) => {
      onProgress(index / book.items.length);
      const source = book.text(path);
      if (source === undefined) {
        unread.push({ kind: 'chapter', label: path, reason: 'broken' });
        return;
      }
      const sheetOf = (href: string) => {
        const sheet = resolvePath(path, href);
        if (!sheets.has(sheet)) sheets.set(sheet, book.text(sheet));
        return sheets.get(sheet);
      };
      const { body, hiddenCharacters: hidden } = readMarkup(source, sheetOf, tappedNotes);
      hiddenCharacters += hidden;
      const hasImage = body.querySelector('img, image, svg') !== null;
      hasImages ||= hasImage;
      const places = book.places.filter((place) => place.path === path);
      holdTypedSpaces(body);
      placeMarks(body, places);
      const chapter = takeMarks(restoreSpaces(toMarkdown(body, { keepsIndent: true })), places);
      if (!chapter.text.trim()) {
        // Every book has a picture on its cover.
        if (hasImage && index > 0)
          unread.push({ kind: 'chapter', label: places[0]?.label ?? path, reason: 'image' });
        return;
      }
      if (markdown) markdown += '\n\n';
      for (const mark of chapter.marks) marks.push({ ...mark, start: mark.start + markdown.length });
      markdown += chapter.text;
    });
    if (!markdown) throw new AppError(hasImages ? 'file-no-text' : 'file-empty');
    return { format: 'EPUB', markdown, marks, unread, hiddenCharacters };
  },
};

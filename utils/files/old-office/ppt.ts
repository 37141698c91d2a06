import { AppError } from '../../shared/app-error';
import { holdsStream, openCompoundFile } from '../compound-file';
import type { ExtractedFile, FileFormat, FileToRead, PartMark, UnreadPart } from '../file-format';
import { type PptText, readShow } from './ppt-show';

/** Kinds of texts that are a slide's title. */
const isTitle = ({ kind }: PptText): boolean => kind === 0 || kind === 6;

/** Paragraphs as they are; breaks within them stay breaks. Signs that stand for fields are none. */
const paragraphs = (texts: readonly PptText[]): string =>
  texts
    .flatMap(({ text }) => text.split('\r'))
    .map((line) =>
      [...line.replaceAll('\u000b', '\n')]
        .filter((sign) => sign >= ' ' || sign === '\n')
        .join('')
        .trim(),
    )
    .filter((line) => line && line !== '*')
    .join('\n\n');

/** PowerPoint presentations of 1997 to 2003: the texts of each slide under its number and title, and the speaker's notes. */
export const ppt: FileFormat = {
  name: 'PPT',
  accept: ({ bytes }) => holdsStream(bytes, 'PowerPoint Document'),
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const slides = readShow(openCompoundFile(bytes));
    const marks: PartMark[] = [];
    let markdown = '';
    const unread: UnreadPart[] = [];
    let hasText = false;
    slides.forEach(({ texts, notes, isHidden, hasPicture }, index) => {
      const label = String(index + 1);
      const title = texts.find(isTitle);
      const heading = title ? paragraphs([title]).replace(/\s+/g, ' ') : '';
      const text = paragraphs(texts.filter((one) => one !== title));
      const said = paragraphs(notes);
      if (!heading && !text && hasPicture) unread.push({ kind: 'slide', label, reason: 'image' });
      hasText ||= Boolean(heading || text || said);
      if (markdown) markdown += '\n\n';
      marks.push({ kind: 'slide', label, start: markdown.length });
      markdown += [
        `## Slide ${label}${isHidden ? ' (hidden)' : ''}${heading && `: ${heading}`}`,
        text,
        said && `**Notes:**\n\n${said}`,
      ]
        .filter(Boolean)
        .join('\n\n');
      onProgress((index + 1) / slides.length);
    });
    if (!hasText) throw new AppError(slides.length > 0 ? 'file-no-text' : 'file-empty');
    return { format: 'PPT', markdown, marks, unread, hiddenCharacters: 0 };
  },
};

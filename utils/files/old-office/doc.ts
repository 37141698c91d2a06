import { AppError } from '../../shared/app-error';
import { holdsStream, isDamagedCompound, openCompoundFile } from '../compound-file';
import { countLists } from '../docx/count-lists';
import type { ExtractedFile, FileFormat, FileToRead, UnreadPart } from '../file-format';
import { escapeHtml, htmlToMarkdown } from '../html-text';
import { readWordComments } from './word-comments';
import { readWordFonts } from './word-fonts';
import { readFormats } from './word-formats';
import { wordHtml } from './word-html';
import { readWordLists } from './word-lists';
import { joinPieces } from './word-pieces';
import { readWordStyles } from './word-styles';

/** Number of the format that Word 97 brought; what is older is laid out otherwise (MS-DOC 2.5.1). */
const leastVersion = 0xc1;
/** Places in the file's header (bytes): counts of characters, then pairs of place and length in the table stream. */
const places = {
  counts: 0x4c,
  styles: 0xa2,
  commentReferences: 0xba,
  commentStarts: 0xc2,
  formats: 0xfa,
  fonts: 0x112,
  clx: 0x1a2,
  commentAuthors: 0x1ba,
  lists: 0x2e2,
  listUses: 0x2ea,
};
const flags = { encrypted: 0x0100, firstTable: 0x0200 };

/** Word documents of 1997 to 2003: the text with headings, lists and tables; then notes, comments, text boxes, headers and footers. */
export const doc: FileFormat = {
  name: 'DOC',
  // Whatever a damaged one was, opening it says that it is damaged.
  accept: ({ bytes }) => holdsStream(bytes, 'WordDocument') || isDamagedCompound(bytes),
  async read({ bytes, onProgress }: FileToRead): Promise<ExtractedFile> {
    const file = openCompoundFile(bytes);
    const main = file.stream('WordDocument')!;
    const view = new DataView(main.buffer);
    if (main.length < places.clx + 8) throw new AppError('file-old-format', { kind: 'DOCX' });
    if (view.getUint16(2, true) < leastVersion) throw new AppError('file-old-format', { kind: 'DOCX' });
    const said = view.getUint16(0x0a, true);
    if (said & flags.encrypted) throw new AppError('file-locked', { kind: 'DOC' });
    const table = file.stream(said & flags.firstTable ? '1Table' : '0Table');
    if (!table) throw new AppError('file-broken', { kind: 'DOC' });
    const at = (place: number) => {
      const start = view.getUint32(place, true);
      return table.subarray(start, start + view.getUint32(place + 4, true));
    };
    const text = joinPieces(main, at(places.clx));
    const formats = {
      characters: readFormats(main, at(places.formats), 'characters'),
      paragraphs: readFormats(main, at(places.formats + 8), 'paragraphs'),
      styles: readWordStyles(at(places.styles)),
      fonts: readWordFonts(at(places.fonts)),
      markOf: countLists(
        // What the lists hold stands after the part that names them.
        readWordLists(table.subarray(view.getUint32(places.lists, true)), at(places.listUses)),
      ),
    };
    // Something that is drawn may lie behind the text.
    const surface = text.text.includes('\u0008') ? 'painted' : 'FFFFFF';
    onProgress(0.3);
    // The parts of the text follow each other: body, footnotes, headers, macros, comments, endnotes, text boxes, those of headers.
    const ends: number[] = [];
    for (let part = 0; part < 8; part++)
      ends.push(
        Math.min((ends.at(-1) ?? 0) + view.getUint32(places.counts + part * 4, true), text.text.length),
      );
    let hiddenCharacters = 0;
    let hasImage = false;
    const unread: UnreadPart[] = [];
    // Footnotes and endnotes count on their own; where there are both, the text does not tell which it means.
    const hasBoth = ends[1]! > ends[0]! && ends[5]! > ends[4]!;
    const partHtml = (part: number, from = ends[part - 1] ?? 0, to = ends[part]!): string => {
      let count = 0;
      const noteAt = () => (hasBoth ? '[^*]' : `[^${++count}]`);
      const behind = part >= 6 ? 'painted' : surface;
      const story = wordHtml(text, [from, to], formats, behind, noteAt);
      hiddenCharacters += story.hiddenCharacters;
      hasImage ||= story.hasImage;
      for (const label of story.objects) unread.push({ kind: 'file', label, reason: 'not-supported' });
      return story.html;
    };
    const comments = readWordComments(
      at(places.commentStarts),
      at(places.commentReferences),
      at(places.commentAuthors),
    );
    const commentsHtml = (): string => {
      const [first, last] = [ends[3]!, ends[4]!];
      const items = comments.map(({ start, author }, index) => {
        const next = comments[index + 1]?.start ?? last - first;
        const html = partHtml(4, Math.min(first + (index && start), last), Math.min(first + next, last));
        return `<li>${author && `<p>${escapeHtml(author)}:</p>`}${html}</li>`;
      });
      return items.length > 0 ? `<ul>${items.join('')}</ul>` : partHtml(4);
    };
    const beside = [
      ['Footnotes', 1],
      ['Endnotes', 5],
      ['Comments', 4],
      ['Text boxes', 6],
      ['Headers and footers', 2],
      ['Text boxes of headers and footers', 7],
    ] as const;
    const sections = [
      partHtml(0),
      ...beside.map(([name, part]) => {
        const html = part === 4 ? commentsHtml() : partHtml(part);
        return html && `<h2>${name}</h2>${html}`;
      }),
    ];
    const markdown = htmlToMarkdown(sections.join(''));
    if (!markdown.trim()) throw new AppError(hasImage ? 'file-no-text' : 'file-empty');
    return { format: 'DOC', markdown, marks: [], unread, hiddenCharacters };
  },
};

import { AppError } from '../../shared/app-error';
import type { ExtractedFile, FileToRead, PartMark, UnreadPart } from '../file-format';
import { limits } from '../limits';
import type { Recogniser } from '../open-recogniser';
import { AttachedFiles, pinnedFile } from './attached-files';
import { checkStreams } from './check-streams';
import { findLines } from './find-lines';
import { formValues } from './form-values';
import { pictureShare, type SeenText, withoutHidden } from './hidden-text';
import { openPdf, type Pdf, type PdfPage } from './open-pdf';
import type { PageMarks } from './page-marks';
import { inReadingOrder, type TextLine } from './reading-order';
import { bodySizeOf, joinHyphens, toParagraphs } from './to-paragraphs';

/** With fewer letters than this a page may be a picture: a scan with a stamp or a page number on it. */
const fewLetters = 80;
/** A picture over so much of a page is the page (share). */
const scanShare = 0.5;
/** With more letters than this that stand for nothing, a page's font is of no use (share). */
const garbageShare = 0.3;
const dotsPerInch = 250;
/** What is drawn of a page to be read (dots): an A4 page has as many. The recogniser needs forty bytes for each. */
const mostDots = 6_000_000;
/** After so many pages, fonts that they shared are let go of: they would add up. */
const restPages = 200;

interface ReadPage {
  lines: TextLine[];
  /** Of fields, notes and comments; text that was read from a picture. */
  added: string[];
  hiddenCharacters: number;
  isRecognised: boolean;
  /** Files that are pinned to it. */
  pinned: { name: string; id: string }[];
  unread?: UnreadPart['reason'];
}

const lettersOf = (glyphs: SeenText['glyphs']): string =>
  glyphs
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, '');
const hasGarbage = (text: string): boolean =>
  (text.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0) > text.length * garbageShare;

/** Reads a PDF page by page. @param recogniser undefined where pictures cannot be read. */
class PdfReader {
  readonly #file: FileToRead;
  readonly #recogniser: Recogniser | undefined;
  #shown: Pdf | undefined;

  constructor(file: FileToRead, recogniser: Recogniser | undefined) {
    this.#file = file;
    this.#recogniser = recogniser;
  }

  /** The document once more, with its pictures: most never need it. */
  async #withPictures(number: number): Promise<PdfPage> {
    this.#shown ??= await openPdf(this.#file.bytes, this.#file.password, true);
    return this.#shown.page(number);
  }

  async #recognise(page: PdfPage, onProgress: (share: number) => void): Promise<string> {
    const recogniser = this.#recogniser;
    if (!recogniser) return '';
    const read = async () =>
      (await recogniser.read(await page.draw(dotsPerInch, mostDots), onProgress)).trim();
    // A page that cannot be drawn or recognised is told as one that is a picture; its other text is kept.
    return read().catch(() => '');
  }

  async readPage(page: PdfPage, number: number, onProgress: (share: number) => void): Promise<ReadPage> {
    let marks: PageMarks = await page.trace();
    let seen = withoutHidden(marks);
    let letters = lettersOf(seen.glyphs);
    const isGarbage = hasGarbage(letters);
    let recognised = '';
    let unread: UnreadPart['reason'] | undefined;
    // Whether it is a scan, or white text stands on a picture, is only known with its pictures.
    if (isGarbage || letters.length < fewLetters || seen.faintCharacters > 0) {
      const pictured = await this.#withPictures(number);
      try {
        marks = await pictured.trace();
        seen = withoutHidden(marks);
        letters = lettersOf(seen.glyphs);
        const isPicture = !seen.isScanned && letters.length < fewLetters && pictureShare(marks) >= scanShare;
        if (marks.hasMissing) unread = 'image';
        if (isGarbage || isPicture) {
          recognised = await this.#recognise(pictured, onProgress);
          if (!recognised) unread = 'image';
        }
      } finally {
        pictured.close();
      }
    }
    const glyphs = isGarbage && recognised ? [] : seen.glyphs;
    const lines = findLines(glyphs).flatMap((segments) => inReadingOrder(segments));
    const text = lines.flatMap(({ cells }) => cells).join('');
    const annotations = await page.annotations();
    const form = formValues(annotations, text);
    const added = form.lines;
    return {
      lines,
      added: recognised ? [recognised, ...added] : added,
      hiddenCharacters: seen.hiddenCharacters + form.hiddenCharacters,
      pinned: annotations.map(pinnedFile).filter((file) => file !== undefined),
      isRecognised: recognised !== '' || seen.isScanned,
      ...(unread ? { unread } : {}),
    };
  }

  async rest(): Promise<void> {
    await this.#shown?.rest();
  }

  async close(): Promise<void> {
    await this.#shown?.close();
  }
}

/** As a citation names it; labels come from the file, and stand in brackets in its text. */
const labelOf = (labels: Pdf['labels'], number: number): string =>
  labels?.[number - 1]?.replace(/[[\]\n\r]/g, '').trim() || String(number);

/**
 * Reads a PDF whole: text in reading order, fields and comments, and pages that are pictures by recognising their letters.
 * @param recogniser undefined where pictures cannot be read: their pages are told as unread.
 * @throws AppError `file-locked`, `password-wrong`, `file-broken`, `file-over-limit`, `file-empty`, `file-no-text`
 */
export async function readPdf(
  file: FileToRead,
  signal: AbortSignal,
  recogniser: Recogniser | undefined,
): Promise<ExtractedFile> {
  await checkStreams(file.bytes);
  // Bytes are taken over, and may be needed once more.
  const pdf = await openPdf(file.bytes.slice(), file.password, false);
  const reader = new PdfReader(file, recogniser);
  try {
    if (pdf.pageCount > limits.pages) throw new AppError('file-over-limit', { limit: 'pages' });
    const pages: ReadPage[] = [];
    for (let number = 1; number <= pdf.pageCount; number++) {
      signal.throwIfAborted();
      const onProgress = (share: number) => file.onProgress((number - 1 + share) / pdf.pageCount);
      onProgress(0);
      pages.push(await readOne(pdf, reader, number, onProgress));
      if (number % restPages === 0) await Promise.all([pdf.rest(), reader.rest()]);
    }
    return toFile(pages, pdf, await takeFiles(pdf, pages));
  } finally {
    await Promise.all([pdf.close(), reader.close()]);
  }
}

async function readOne(
  pdf: Pdf,
  reader: PdfReader,
  number: number,
  onProgress: (share: number) => void,
): Promise<ReadPage> {
  let page: PdfPage | undefined;
  try {
    page = await pdf.page(number);
    return await reader.readPage(page, number, onProgress);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // One broken page is told; the others are read.
    return { lines: [], added: [], hiddenCharacters: 0, isRecognised: false, pinned: [], unread: 'broken' };
  } finally {
    page?.close();
  }
}

/** The files that a PDF holds. */
async function takeFiles(pdf: Pdf, pages: readonly ReadPage[]): Promise<AttachedFiles> {
  const attached = new AttachedFiles();
  // A broken list is no reason to lose the pages: it is named.
  const listed = await pdf.attachments().catch(() => undefined);
  if (!listed) await attached.take({ name: 'EmbeddedFiles', bytes: async () => undefined });
  for (const { name, id } of [...(listed ?? []), ...pages.flatMap(({ pinned }) => pinned)])
    await attached.take({ name, bytes: () => pdf.attachment(id) });
  return attached;
}

function toFile(
  pages: readonly ReadPage[],
  { labels, hasOwnForm }: Pdf,
  { files, unread: unreadFiles }: AttachedFiles,
): ExtractedFile {
  const bodySize = bodySizeOf(pages.map(({ lines }) => lines));
  const marks: PartMark[] = [];
  const unread: UnreadPart[] = [];
  const parted = pages.map((page, index) => {
    const label = labelOf(labels, index + 1);
    if (page.unread) unread.push({ kind: 'page', label, reason: page.unread });
    return [`[page ${label}]`, toParagraphs(page.lines, bodySize), ...page.added]
      .filter(Boolean)
      .join('\n\n');
  });
  if (hasOwnForm) unread.push({ kind: 'form', label: 'XFA', reason: 'not-supported' });
  const texts = joinHyphens(parted);
  const hasText = pages.some(({ lines, added }) => lines.length > 0 || added.length > 0);
  if (!hasText && files.length === 0) {
    if (unread.some(({ reason }) => reason === 'image')) throw new AppError('file-no-text', { kind: 'PDF' });
    throw new AppError(unread.length > 0 || pages.length === 0 ? 'file-broken' : 'file-empty', {
      kind: 'PDF',
    });
  }
  let start = 0;
  texts.forEach((text, index) => {
    marks.push({ kind: 'page', label: labelOf(labels, index + 1), start });
    start += text.length + 2;
  });
  const recognised = pages.filter(({ isRecognised }) => isRecognised).length;
  return {
    format: 'PDF',
    // Where there is nothing on its pages, its files take its place.
    ...(hasText || unread.length > 0 ? { markdown: texts.join('\n\n'), marks } : { markdown: '', marks: [] }),
    unread: [...unread, ...unreadFiles],
    hiddenCharacters: pages.reduce((sum, page) => sum + page.hiddenCharacters, 0),
    ...(recognised > 0 ? { recognisedParts: recognised } : {}),
    ...(files.length > 0 ? { files } : {}),
  };
}

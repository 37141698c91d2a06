// The sets of files that `npm run bench:files -- --set NAME` reads: generated, and with `--in DIR` also files of a corpus.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { buildPdf, textAt } from '../helpers/build-pdf.ts';
import { docxOf, p } from '../helpers/docx-of.ts';
import { epubOf, page } from '../helpers/epub-of.ts';
import { sampleFiles } from '../helpers/sample-files.ts';
import { makeSource } from './make-source.ts';

/** A file to read, as in a corpus' manifest. */
export interface Entry {
  path: string;
  kind?: string;
  mustContain?: string[];
  password?: string;
  /** `graceful-error` and the like, where a file is not simply to be read. */
  expect?: string;
  /** Another file of the folder: the text is to be its, but for line ends. */
  sameAs?: string;
}

const mostFiles = 50;
const leastBytes = 40_000_000;
const novelCharacters = 850_000;
const linesPerPage = 46;
const lettersPerLine = 88;

/** Prose, Chinese where the index is even. */
const textOf = (index: number, characters: number): string => makeSource(index, characters).text;
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim());
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A text PDF as of a book: full lines of Helvetica. */
function bookPdf(pageCount: number): Uint8Array {
  const text = textOf(1, pageCount * linesPerPage * lettersPerLine).replace(/\s+/g, ' ');
  const lines = text.match(new RegExp(`.{1,${lettersPerLine}}(?: |$)`, 'g'))!;
  return buildPdf({
    pages: Array.from({ length: pageCount }, (_, index) => ({
      content: [
        ...lines.slice(index * linesPerPage, (index + 1) * linesPerPage),
        `This is page ${index + 1} of the book.`,
      ]
        .map((line, at) => textAt(60, 740 - at * 15, line.trim(), 10))
        .join('\n'),
    })),
  });
}

function table(rows: number): string[][] {
  return Array.from({ length: rows }, (_, row) => [
    String(row + 1),
    new Date(Date.UTC(2020, 0, 1 + (row % 2000))).toISOString().slice(0, 10),
    `Station ${row % 40}`,
    ((row * 7919) % 100_000).toString(),
    `A note on row ${row + 1}, long enough to be one that somebody has typed.`,
  ]);
}

function sheetFile(rows: number, bookType: 'xlsx' | 'csv'): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(table(rows)), 'Stations');
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }));
}

const chapterPage = (text: string): string =>
  page(
    linesOf(text)
      .map((line) => `<p>${escaped(line)}</p>`)
      .join(''),
  );

const chaptersOf = (text: string): string[] => text.match(/[\s\S]{1,20000}(?:\n|$)/g) ?? [];

const novelEpub = (text: string): Uint8Array => epubOf(chaptersOf(text).map(chapterPage));

/** Bytes in GB18030, as far as two of them are enough for a character. */
function toGbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number[]>();
  for (let first = 0x81; first < 0xff; first++)
    for (let second = 0x40; second < 0xff; second++)
      if (second !== 0x7f) codes.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  return Uint8Array.from(
    [...text].flatMap((sign) => (sign < '\u0080' ? sign.charCodeAt(0) : codes.get(sign)!)),
  );
}

/** The large ones of a mixed set. */
const large: Record<string, () => string | Uint8Array> = {
  'book.pdf': () => bookPdf(1000),
  'report.docx': () =>
    docxOf(
      linesOf(textOf(2, 1_500_000))
        .map((line) => p(escaped(line)))
        .join(''),
    ),
  'stations.xlsx': () => sheetFile(30_000, 'xlsx'),
  'stations.csv': () => sheetFile(60_000, 'csv'),
  'novel.epub': () => novelEpub(textOf(4, 1_500_000)),
  '小说.txt': () => toGbk(textOf(6, 1_500_000)),
  'history.md': () => textOf(7, 3_000_000),
  'stations.json': () => JSON.stringify(table(40_000), null, 1),
  'server.log': () =>
    table(90_000)
      .map((row) => row.join(' '))
      .join('\n'),
  'chronicle.html': () =>
    `<!doctype html><title>x</title>${linesOf(textOf(8, 1_500_000))
      .map((line) => `<p>${escaped(line)}</p>`)
      .join('\n')}`,
};

const readManifest = (corpus: string): Entry[] =>
  (JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as { entries: Entry[] }).entries;

/** Fifty files of forty megabytes: large ones, a corpus' own where there is one, small ones of each kind. */
function writeMany(folder: string, corpus: string | undefined): Entry[] {
  const entries: Entry[] = [];
  let bytes = 0;
  const put = (path: string, content: string | Uint8Array, more: Partial<Entry> = {}) => {
    writeFileSync(join(folder, path), content);
    bytes += Buffer.byteLength(content);
    entries.push({ path, ...more });
  };
  for (const [path, build] of Object.entries(large)) put(path, build());
  const given = corpus
    ? readManifest(corpus).filter(
        ({ path, expect, password }) =>
          path.startsWith('files/') && !expect && !password && existsSync(join(corpus, path)),
      )
    : [];
  const step = Math.max(1, given.length / (mostFiles - entries.length - 3));
  for (let at = 0; at < given.length && entries.length < mostFiles - 3; at += step) {
    const { path, mustContain } = given[Math.floor(at)]!;
    put(basename(path), readFileSync(join(corpus!, path)), mustContain ? { mustContain } : {});
  }
  for (const { name, bytes: content, says, password } of sampleFiles)
    if (entries.length < mostFiles - 3 && !password) put(`small-${name}`, content, { mustContain: [says] });
  for (let index = 0; entries.length < mostFiles; index++) {
    const rest = Math.max(100_000, (leastBytes - bytes) / (mostFiles - entries.length));
    put(`chronicle ${index + 1}.txt`, textOf(1 + 2 * index, Math.ceil(rest * 1.02)));
  }
  return entries;
}

/** A Chinese novel as text in GB18030 and as a book, beside itself in UTF-8. */
function writeNovel(folder: string, corpus: string | undefined): Entry[] {
  const old = (corpus ? readManifest(corpus) : []).find(({ path }) =>
    /^books\/.*-gb18030\.txt$/.test(path),
  )?.path;
  const given = old?.replace('-gb18030', '');
  const text = given ? readFileSync(join(corpus!, given), 'utf8') : textOf(0, novelCharacters);
  writeFileSync(join(folder, 'novel.utf-8'), text);
  if (old) copyFileSync(join(corpus!, old), join(folder, 'novel.txt'));
  else writeFileSync(join(folder, 'novel.txt'), toGbk(text));
  writeFileSync(join(folder, 'novel.epub'), novelEpub(text));
  return ['novel.txt', 'novel.epub'].map((path) => ({ path, sameAs: 'novel.utf-8' }));
}

function writePages(folder: string): Entry[] {
  writeFileSync(join(folder, 'book.pdf'), bookPdf(1000));
  const mustContain = [1, 500, 1000].map((number) => `This is page ${number} of the book.`);
  return [{ path: 'book.pdf', mustContain }];
}

/** The sets by their names. */
export const fileSets = {
  many: writeMany,
  novel: writeNovel,
  pages: writePages,
} satisfies Record<string, (folder: string, corpus: string | undefined) => Entry[]>;

/** Writes a set with its manifest. @param corpus a folder with a manifest of its own, to take files from. */
export function writeFileSet(name: string, folder: string, corpus: string | undefined): void {
  if (!Object.hasOwn(fileSets, name))
    throw new RangeError(`--set is one of ${Object.keys(fileSets).join(', ')}`);
  mkdirSync(folder, { recursive: true });
  const entries = fileSets[name as keyof typeof fileSets](folder, corpus);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ entries }));
}

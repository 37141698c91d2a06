import { AppError } from '../../shared/app-error';
import { decodeText } from '../decode-text';
import { limits } from '../limits';
import { type Archive, openArchive } from '../unzip';
import { childOf, childrenOf, descendantsOf, parseXmlTree, textOf, type XmlElement } from '../xml-tree';

/** A document of a book, in the order of reading. */
export interface BookItem {
  path: string;
  type: string;
}

/** A place that a table of contents leads to. */
export interface BookPlace {
  path: string;
  /** Id of an element; empty for the document's beginning. */
  fragment: string;
  label: string;
}

export interface Book {
  items: BookItem[];
  /** What its order names and holds no text. */
  missing: { label: string; isImage: boolean }[];
  places: BookPlace[];
  /** @returns undefined where there is no such part. @throws AppError as Archive.bytes does. */
  text(path: string): string | undefined;
}

/** Scrambled fonts are no lock (EPUB 3.3 §4.4, and Adobe's older way). */
const fontScrambling = /idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC/;
const pages =
  /^(?:application\/xhtml\+xml|text\/(?:html|x-oeb1-document)|application\/(?:x-dtbook\+xml|xml)|text\/xml|image\/svg\+xml)$/;

/** Address of a part as a path from the archive's top. @param from path of the part that names it. */
export function resolvePath(from: string, href: string): string {
  const [path = ''] = href.split('#');
  const steps = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of path.split('/'))
    if (step === '..') steps.pop();
    else if (step && step !== '.') steps.push(step);
  const joined = steps.join('/');
  try {
    return decodeURIComponent(joined);
  } catch {
    // A stray percent sign: the name is as written.
    return joined;
  }
}

function checkLock(encryption: XmlElement | undefined): void {
  if (!encryption) return;
  const methods = [...descendantsOf(encryption, 'EncryptedData')].map(
    (entry) => [...descendantsOf(entry, 'EncryptionMethod')][0]?.attributes.Algorithm ?? '',
  );
  if (methods.some((method) => !fontScrambling.test(method)))
    throw new AppError('file-locked', { kind: 'EPUB' });
}

function readPlaces(
  archive: Pick<Book, 'text'>,
  navPath: string | undefined,
  ncxPath: string | undefined,
): BookPlace[] {
  const place = (from: string, href: string, label: string): BookPlace => ({
    path: resolvePath(from, href),
    fragment: href.split('#')[1] ?? '',
    label: label.replace(/\s+/g, ' ').trim(),
  });
  const nav = navPath === undefined ? undefined : archive.text(navPath);
  if (nav !== undefined && navPath !== undefined) {
    const lists = [...descendantsOf(parseXmlTree(nav), 'nav')];
    const toc = lists.find(({ attributes }) => /\btoc\b/.test(attributes.type ?? '')) ?? lists[0];
    const found = toc ? [...descendantsOf(toc, 'a')] : [];
    if (found.length > 0)
      return found.map((link) => place(navPath, link.attributes.href ?? '', textOf(link)));
  }
  const ncx = ncxPath === undefined ? undefined : archive.text(ncxPath);
  if (ncx === undefined || ncxPath === undefined) return [];
  return [...descendantsOf(parseXmlTree(ncx), 'navPoint')].map((point) =>
    place(ncxPath, childOf(point, 'content')?.attributes.src ?? '', textOf(childOf(point, 'navLabel'))),
  );
}

/**
 * Finds out what a book (EPUB 2 or 3) holds and in which order it is read.
 * @throws AppError `file-locked` for one with rights management; `file-broken` where it names no document.
 */
export function openBook(file: Uint8Array): Book {
  const archive: Archive = openArchive(file);
  // Some books lie in a folder of their archive.
  const container = archive.paths.find((path) => /^(?:[^/]+\/)?META-INF\/container\.xml$/i.test(path));
  const base = container?.slice(0, -'META-INF/container.xml'.length) ?? '';
  const plain = (path: string) => path.normalize('NFC').toLowerCase();
  const stored = new Map(archive.paths.map((path) => [plain(path), path]));
  const book: Book = {
    items: [],
    missing: [],
    places: [],
    text(path) {
      const name = archive.has(base + path) ? base + path : stored.get(plain(base + path));
      return name === undefined ? undefined : decodeText(archive.bytes(name, limits.markupBytes));
    },
  };
  const xml = (path: string): XmlElement | undefined => {
    const text = book.text(path);
    return text === undefined ? undefined : childrenOf(parseXmlTree(text))[0];
  };
  checkLock(xml('META-INF/encryption.xml'));
  const list = xml('META-INF/container.xml');
  const rootFile = list && [...descendantsOf(list, 'rootfile')][0]?.attributes['full-path'];
  const inside = archive.paths.filter((path) => path.startsWith(base)).map((path) => path.slice(base.length));
  const opf = [rootFile, inside.find((path) => /\.opf$/i.test(path))].find(
    (path) => path !== undefined && book.text(path) !== undefined,
  );
  const root = opf === undefined ? undefined : xml(opf);
  const manifest = new Map(
    childrenOf(childOf(root, 'manifest'), 'item').map(({ attributes }) => [
      attributes.id ?? '',
      {
        path: resolvePath(opf!, attributes.href ?? ''),
        type: (attributes['media-type'] ?? '').toLowerCase(),
        properties: attributes.properties ?? '',
        fallback: attributes.fallback ?? '',
      },
    ]),
  );
  const spine = childOf(root, 'spine');
  const seen = new Set<string>();
  for (const { attributes } of childrenOf(spine, 'itemref')) {
    const named = manifest.get(attributes.idref ?? '');
    // What readers cannot show has something to be shown in its place.
    const item = [named, manifest.get(named?.fallback ?? '')].find(
      (one) => one && (pages.test(one.type) || /\.x?html?$/i.test(one.path)),
    );
    if (!item)
      book.missing.push({
        label: named?.path ?? attributes.idref ?? '',
        isImage: /^image\//.test(named?.type ?? ''),
      });
    if (!item || seen.has(item.path)) continue;
    seen.add(item.path);
    book.items.push(item);
  }
  // A list of contents that is lost does not take the book with it.
  if (book.items.length === 0)
    for (const path of inside)
      if (/\.x?html?$/i.test(path)) book.items.push({ path, type: 'application/xhtml+xml' });
  if (book.items.length === 0) throw new AppError('file-broken', { kind: 'EPUB' });
  const nav = [...manifest.values()].find(({ properties }) => /\bnav\b/.test(properties))?.path;
  const ncx =
    manifest.get(spine?.attributes.toc ?? '')?.path ??
    [...manifest.values()].find(({ type }) => /dtbncx/.test(type))?.path;
  book.places = readPlaces(book, nav, ncx);
  return book;
}

import { AppError } from '../shared/app-error';
import type { FileToRead } from './file-format';
import { extensionOf, headOf, isZip } from './signatures';
import { type Archive, openArchive } from './unzip';

/** What a ZIP archive is, where it is one document. */
export type ZipKind = 'DOCX' | 'XLSX' | 'PPTX' | 'ODF' | 'EPUB';

/** What else a kind of document may be called. */
const endings: Record<ZipKind, RegExp> = {
  DOCX: /^do[ct][xm]$/,
  XLSX: /^xl(?:s[xmb]|t[xm]|am)$/,
  PPTX: /^p(?:p[ts]|ot)[xm]$/,
  ODF: /^o[dt][tspg]$|^odm$/,
  EPUB: /^epub$/,
};

function kindInside(archive: Archive): ZipKind | undefined {
  const paths = archive.paths.map((path) => path.replaceAll('\\', '/').replace(/^\//, '').toLowerCase());
  const has = (pattern: RegExp) => paths.some((path) => pattern.test(path));
  if (archive.has('mimetype')) {
    const type = headOf(archive.bytes('mimetype', 1000));
    if (/epub/.test(type)) return 'EPUB';
    if (/opendocument\.(?:text|spreadsheet|presentation|graphics)/.test(type)) return 'ODF';
  }
  if (has(/^\[content_types\]\.xml$|^_rels\/\.rels$/)) {
    if (has(/^word\/.*\.xml$/)) return 'DOCX';
    if (has(/^xl\/.*\.(?:xml|bin)$/)) return 'XLSX';
    if (has(/^ppt\/.*\.xml$/)) return 'PPTX';
  }
  // Damaged, or written by a program that knows no better.
  if (has(/^word\/document\.xml$/)) return 'DOCX';
  if (has(/^xl\/workbook\.(?:xml|bin)$/)) return 'XLSX';
  if (has(/^ppt\/presentation\.xml$/)) return 'PPTX';
  if (has(/^(?:[^/]+\/)?meta-inf\/container\.xml$/)) return 'EPUB';
  return has(/^content\.xml$/) && has(/^meta-inf\/manifest\.xml$/) ? 'ODF' : undefined;
}

/**
 * Told by an archive's directory; by the name only where the directory is lost, so that a damaged document is called so. Never throws.
 */
export function zipKindOf({ bytes, name }: Pick<FileToRead, 'bytes' | 'name'>): ZipKind | undefined {
  if (!isZip(bytes)) return undefined;
  try {
    return kindInside(openArchive(bytes));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const ending = extensionOf(name);
    return (Object.keys(endings) as ZipKind[]).find((kind) => endings[kind].test(ending));
  }
}

const packageParts =
  /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|word\/|xl\/|ppt\/|META-INF\/)|^(?:.*\/)?Index\/.*\.iwa$/i;

/**
 * Whether an archive of no kind above is one document all the same: damaged, or of a program that is not known here. Its parts are not
 * files that anyone has packed (Pages, Numbers and Keynote keep theirs as `Index/….iwa`).
 * @returns the code of what to say of it; undefined for an archive of files.
 */
export function packageFault(
  name: string,
  paths: readonly string[],
): 'file-broken' | 'file-not-supported' | undefined {
  const ending = extensionOf(name);
  if (Object.values(endings).some((pattern) => pattern.test(ending))) return 'file-broken';
  return paths.some((path) => packageParts.test(path)) ? 'file-not-supported' : undefined;
}

import { AppError } from '../../shared/app-error';
import { openCompoundFile } from '../compound-file';
import { decodeText } from '../decode-text';
import type { ContainedFile, UnreadPart } from '../file-format';
import { limits } from '../limits';
import { shownPath } from '../shown-path';
import { isCompoundFile } from '../signatures';
import { openArchive } from '../unzip';

const embedded = /(?:^|\/)embeddings\/([^/]+)$/i;

/** Whether a part of an office document is a file that embeddedFiles takes out, or names. */
export const isEmbeddedFile = (path: string): boolean => embedded.test(path);

const chartRelations = /(?:^|\/)charts\/_rels\/[^/]+\.rels$/i;
/** Files of before 2007 are wrapped as they are; by a stream that each has. */
const oldKinds: readonly (readonly [stream: string, ending: string])[] = [
  ['WordDocument', 'doc'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['PowerPoint Document', 'ppt'],
];
/** Formulas are read where they stand. */
const formula = 'Equation Native';

interface Unwrapped {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file of any kind that was put into a document (MS-OLEDS 2.3.6, and what is inside as programs write it). */
function unpackNative(stream: Uint8Array<ArrayBuffer>): Unwrapped | undefined {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = 6;
  const text = (): Uint8Array => {
    const end = stream.indexOf(0, at);
    const found = stream.subarray(at, end);
    at = end + 1;
    return found;
  };
  const label = text();
  text();
  if (at + 8 > stream.length) return undefined;
  at += 8 + view.getUint32(at + 4, true);
  if (at + 4 > stream.length) return undefined;
  const length = view.getUint32(at, true);
  return at + 4 + length > stream.length
    ? undefined
    : { name: decodeText(label), bytes: stream.slice(at + 4, at + 4 + length) };
}

/** What is in a wrapping of OLE; undefined where nothing known is, `'formula'` where nothing is missed. */
function unwrap(bytes: Uint8Array<ArrayBuffer>, base: string): Unwrapped | 'formula' | undefined {
  const { names, stream } = openCompoundFile(bytes);
  if (names.includes(formula)) return 'formula';
  const native = stream('\u0001Ole10Native');
  if (native) return unpackNative(native);
  const whole = stream('Package') ?? stream('CONTENTS');
  if (whole) return { name: base, bytes: whole };
  const kind = oldKinds.find(([name]) => names.includes(name));
  return kind && { name: `${base}.${kind[1]}`, bytes };
}

export interface EmbeddedFiles {
  files: ContainedFile[];
  unread: UnreadPart[];
}

/**
 * Files that were put into an office document, which shows a picture of them at most. The tables of its charts are not among them: they
 * are read with the charts.
 */
export function embeddedFiles(file: Uint8Array): EmbeddedFiles {
  const archive = openArchive(file);
  const found: EmbeddedFiles = { files: [], unread: [] };
  const paths = archive.paths.filter((path) => embedded.test(path));
  if (paths.length === 0) return found;
  const ofCharts = archive.paths
    .filter((path) => chartRelations.test(path))
    .map((path) => new TextDecoder().decode(archive.bytes(path, limits.markupBytes)))
    .join('\n');
  for (const path of paths) {
    const name = embedded.exec(path)![1]!;
    if (ofCharts.includes(`embeddings/${name}"`)) continue;
    try {
      const bytes = archive.bytes(path);
      const base = name.replace(/\.bin$/i, '');
      const inner = base !== name && isCompoundFile(bytes) ? unwrap(bytes, base) : { name, bytes };
      if (inner === 'formula') continue;
      if (inner) found.files.push({ path: shownPath(inner.name) || name, blob: new Blob([inner.bytes]) });
      else found.unread.push({ kind: 'file', label: name, reason: 'not-supported' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const reason = error.code === 'file-over-limit' ? 'over-limit' : 'broken';
      found.unread.push({ kind: 'file', label: name, reason });
    }
  }
  return found;
}

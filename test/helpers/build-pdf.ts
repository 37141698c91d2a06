import { createHash } from 'node:crypto';

export interface PdfPageToBuild {
  /** Drawing operators; `/F1` is Helvetica, `/F2` its bold. */
  content: string;
  /** More entries of the page's resources, e.g. `/XObject << /Im1 9 0 R >>`. */
  resources?: string;
  /** More entries of the page, e.g. `/Annots [9 0 R]`, `/Rotate 90`. */
  entries?: string;
}

export interface PdfToBuild {
  pages: PdfPageToBuild[];
  /** More fonts of all pages, e.g. `/F3 10 0 R`. */
  fonts?: string;
  /** More objects, numbered from 10. */
  objects?: (string | Uint8Array)[];
  /** More entries of the catalog, e.g. `/PageLabels << … >>`. */
  catalog?: string;
  /** Locks it (RC4 with 40 bits, as in 1994). */
  userPassword?: string;
}

const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const md5 = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest();

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const box = Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    [box[a], box[b]] = [box[b]!, box[a]!];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + box[i]! + key[i % key.length]!) % 256;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return Buffer.from(
    bytes.map((byte) => {
      i = (i + 1) % 256;
      j = (j + box[i]!) % 256;
      swap(i, j);
      return byte ^ box[(box[i]! + box[j]!) % 256]!;
    }),
  );
}

const padded = (password: string): Buffer =>
  Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);

/** The standard security handler's second revision: its dictionary and the document's key. */
function lock(userPassword: string, id: Buffer): { dictionary: string; key: Buffer } {
  const owner = rc4(md5(padded('owner')).subarray(0, 5), padded(userPassword));
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(padded(userPassword), owner, permissions, id).subarray(0, 5);
  const user = rc4(key, padding);
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
  return { dictionary: `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P -4 >>`, key };
}

/** A stream as an object's text. @param entries of its dictionary beside the length. */
export function streamOf(bytes: Uint8Array, entries = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

/** Text at a place, from the lower left corner of the page (points). */
export const textAt = (x: number, y: number, text: string, size = 12, font = 'F1'): string =>
  `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;

/** A PDF of the given pages (612 by 792 points), with a table of its objects. */
export function buildPdf({
  pages,
  fonts = '',
  objects = [],
  catalog = '',
  userPassword,
}: PdfToBuild): Uint8Array<ArrayBuffer> {
  const id = Buffer.alloc(16, 7);
  const security = userPassword === undefined ? undefined : lock(userPassword, id);
  const all = new Map<number, Uint8Array>();
  const put = (number: number, body: string | Uint8Array) =>
    all.set(number, typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
  const firstPage = 10 + objects.length;
  put(1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  put(
    2,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ')}] >>`,
  );
  put(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  put(4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>');
  if (security) put(5, security.dictionary);
  for (const [index, body] of objects.entries()) put(10 + index, body);
  pages.forEach(({ content, resources = '', entries = '' }, index) => {
    const number = firstPage + 2 * index;
    const bytes = Buffer.from(content, 'latin1');
    const locked = security
      ? rc4(md5(security.key, Buffer.from([number + 1, (number + 1) >> 8, 0, 0, 0])).subarray(0, 10), bytes)
      : bytes;
    put(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${number + 1} 0 R ` +
        `/Resources << /Font << /F1 3 0 R /F2 4 0 R ${fonts} >> ${resources} >> ${entries} >>`,
    );
    put(number + 1, streamOf(locked));
  });
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.5\n', 'latin1')];
  let length = parts[0]!.length;
  const table: string[] = [];
  for (const [number, body] of [...all].sort(([a], [b]) => a - b)) {
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    table.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`);
    parts.push(part);
    length += part.length;
  }
  const size = Math.max(...all.keys()) + 1;
  const hexId = `<${id.toString('hex')}>`;
  parts.push(
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \n${table.join('')}trailer\n<< /Size ${size} /Root 1 0 R ` +
        `/ID [${hexId} ${hexId}] ${security ? '/Encrypt 5 0 R' : ''} >>\nstartxref\n${length}\n%%EOF\n`,
      'latin1',
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

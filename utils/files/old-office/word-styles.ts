import { readProperties } from './word-formats';

/** Properties of a style's paragraphs, its own and those that it takes from the styles it is based on. */
export type StyleProperties = (style: number) => ReadonlyMap<number, number>;

const noStyle = 0xfff;
const none: ReadonlyMap<number, number> = new Map();

/** The styles of an old Word file (MS-DOC 2.9.271). @param sheet from the table stream; damage ends it. */
export function readWordStyles(sheet: Uint8Array): StyleProperties {
  const view = new DataView(sheet.buffer, sheet.byteOffset, sheet.byteLength);
  const own: { base: number; properties: ReadonlyMap<number, number> }[] = [];
  const headBytes = sheet.length >= 6 ? view.getUint16(0, true) : 0;
  const fixedBytes = headBytes >= 4 ? view.getUint16(4, true) : 0;
  for (let at = 2 + headBytes; headBytes > 0 && at + 2 <= sheet.length; ) {
    const length = view.getUint16(at, true);
    const start = at + 2;
    at = start + length + (length % 2);
    const nameAt = start + fixedBytes;
    const kind = length >= 4 ? view.getUint16(start + 2, true) : 0;
    const entry = { base: kind >> 4, properties: none };
    own.push(entry);
    // Only paragraphs' styles (1) say something of paragraphs.
    if (length === 0 || (kind & 15) !== 1 || nameAt + 2 > sheet.length) continue;
    const formatAt = nameAt + 2 + view.getUint16(nameAt, true) * 2 + 2;
    if (formatAt + 4 > Math.min(at, sheet.length)) continue;
    const end = formatAt + 2 + view.getUint16(formatAt, true);
    entry.properties = readProperties(sheet.subarray(formatAt + 4, Math.min(end, at)));
  }
  const known = new Map<number, ReadonlyMap<number, number>>();
  const whole = (style: number, depth: number): ReadonlyMap<number, number> => {
    const before = known.get(style);
    const entry = own[style];
    if (before || !entry || depth > own.length) return before ?? none;
    const inherited = entry.base === noStyle ? none : whole(entry.base, depth + 1);
    const found = new Map([...inherited, ...entry.properties]);
    known.set(style, found);
    return found;
  };
  return (style) => whole(style, 0);
}

/** What a stretch of an old Word file's text is formatted as. */
export interface FormatRun {
  /** Offsets in the file's main stream (bytes); `to` is the first after it. */
  from: number;
  to: number;
  /** Number of the paragraph's style; 0 in runs of characters. */
  style: number;
  /** Values of properties (sprm) by their code, as far as they fit a number. */
  properties: ReadonlyMap<number, number>;
}

const pageBytes = 512;

/** Lengths of a property's value by the upper bits of its code (MS-DOC 2.6.1); 0 where the value says its own. */
const valueBytes = [1, 1, 2, 4, 2, 2, 0, 3];

/** Properties in a run of bytes. Damage ends it. */
export function readProperties(bytes: Uint8Array): Map<number, number> {
  const found = new Map<number, number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 2 < bytes.length; ) {
    const code = view.getUint16(at, true);
    at += 2;
    let length = valueBytes[code >> 13]!;
    if (length === 0) {
      // Definitions of tables give their length in two bytes.
      if (code === 0xd608) length = at + 2 <= bytes.length ? view.getUint16(at, true) + 1 : bytes.length;
      else length = 1 + bytes[at]!;
    }
    if (at + length > bytes.length) break;
    let value = 0;
    for (let index = 0; index < Math.min(length, 4); index++) value += bytes[at + index]! * 256 ** index;
    found.set(code, value);
    at += length;
  }
  return found;
}

/**
 * The formats of a file's text, in the order of its bytes (MS-DOC 2.9.6, 2.9.7: pages of formats).
 * @param main the stream that text and formats stand in. @param plan a list of bytes and pages, from the table stream.
 */
export function readFormats(
  main: Uint8Array,
  plan: Uint8Array,
  kind: 'characters' | 'paragraphs',
): FormatRun[] {
  const runs: FormatRun[] = [];
  const pages = Math.max(0, Math.floor((plan.length - 4) / 8));
  const planView = new DataView(plan.buffer, plan.byteOffset, plan.byteLength);
  for (let page = 0; page < pages; page++) {
    const start = (planView.getUint32((pages + 1) * 4 + page * 4, true) & 0x3fffff) * pageBytes;
    const bytes = main.subarray(start, start + pageBytes);
    if (bytes.length < pageBytes) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, pageBytes);
    const count = bytes[pageBytes - 1]!;
    const entryBytes = kind === 'characters' ? 1 : 13;
    if ((count + 1) * 4 + count * entryBytes >= pageBytes) continue;
    for (let index = 0; index < count; index++) {
      let at = bytes[(count + 1) * 4 + index * entryBytes]! * 2;
      let style = 0;
      let length = 0;
      if (at > 0) {
        if (kind === 'characters') length = bytes[at++]!;
        else {
          // Counted in words; a zero means that the real count follows.
          length = bytes[at] === 0 ? bytes[++at]! * 2 : bytes[at]! * 2 - 1;
          at++;
          if (at + 2 <= pageBytes) style = view.getUint16(at, true);
          at += 2;
          length -= 2;
        }
      }
      const properties = readProperties(
        bytes.subarray(at, Math.min(at + Math.max(length, 0), pageBytes - 1)),
      );
      runs.push({
        from: view.getUint32(index * 4, true),
        to: view.getUint32(index * 4 + 4, true),
        style,
        properties: at > 0 ? properties : new Map(),
      });
    }
  }
  return runs.sort((a, b) => a.from - b.from);
}

/** Looks runs up by offset; quick where the offsets are asked for mostly in order. */
export function formatLookup(runs: readonly FormatRun[]): (offset: number) => FormatRun | undefined {
  let last = 0;
  return (offset) => {
    const near = runs[last];
    if (near && offset >= near.from && offset < near.to) return near;
    let low = 0;
    let high = runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = runs[middle]!;
      if (offset < run.from) high = middle - 1;
      else if (offset >= run.to) low = middle + 1;
      else {
        last = middle;
        return run;
      }
    }
    return undefined;
  };
}

import { compoundOf } from './compound-of.ts';

interface Run {
  text: string;
  /** Properties of characters (sprm with its value), as bytes. */
  characters?: number[];
  /** Of the paragraph that ends in it. */
  paragraph?: number[];
  style?: number;
}

const textAt = 0x800;

/** A page of formats (MS-DOC 2.9.33, 2.9.32) for runs of text. */
function formatPage(runs: { bytes: number; entry: number[] }[], entryBytes: number): Uint8Array {
  const page = new Uint8Array(512);
  const view = new DataView(page.buffer);
  let offset = textAt;
  let free = 510;
  runs.forEach(({ bytes, entry }, index) => {
    view.setUint32(index * 4, offset, true);
    offset += bytes;
    if (entry.length === 0) return;
    free -= entry.length + (entry.length % 2);
    page.set(entry, free);
    page[(runs.length + 1) * 4 + index * entryBytes] = free / 2;
  });
  view.setUint32(runs.length * 4, offset, true);
  page[511] = runs.length;
  return page;
}

/**
 * The least Word 97 document with these runs.
 * @param counts characters of the parts: body, footnotes, headers, macros, comments, endnotes, text boxes.
 */
export function docOf(
  runs: Run[],
  { counts, flags = 0, version = 0xc1 }: { counts?: number[]; flags?: number; version?: number } = {},
): Uint8Array {
  const text = runs.map((run) => run.text).join('');
  const main = new Uint8Array(Math.max(textAt + text.length * 2, 0x1400));
  const view = new DataView(main.buffer);
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(2, version, true);
  view.setUint16(0x0a, flags, true);
  for (const [part, count] of (counts ?? [text.length]).entries())
    view.setUint32(0x4c + part * 4, count, true);
  for (let at = 0; at < text.length; at++) view.setUint16(textAt + at * 2, text.charCodeAt(at), true);
  main.set(
    formatPage(
      runs.map(({ text, characters = [] }) => ({
        bytes: text.length * 2,
        entry: characters.length > 0 ? [characters.length, ...characters] : [],
      })),
      1,
    ),
    0x1000,
  );
  main.set(
    formatPage(
      runs.map(({ text, paragraph = [], style = 0 }) => {
        const entry = [style, 0, ...paragraph];
        return { bytes: text.length * 2, entry: [0, Math.ceil(entry.length / 2), ...entry] };
      }),
      13,
    ),
    0x1200,
  );
  const end = textAt + text.length * 2;
  const uint32s = (...values: number[]) => new Uint8Array(Uint32Array.from(values).buffer);
  const pieces = Uint8Array.of(2, 16, 0, 0, 0, ...uint32s(0, text.length), 0, 0, ...uint32s(textAt), 0, 0);
  const characters = uint32s(textAt, end, 0x1000 / 512);
  const paragraphs = uint32s(textAt, end, 0x1200 / 512);
  const table = new Uint8Array(4500);
  let at = 0;
  for (const [place, bytes] of [
    [0xfa, characters],
    [0x102, paragraphs],
    [0x1a2, pieces],
  ] as const) {
    table.set(bytes, at);
    view.setUint32(place, at, true);
    view.setUint32(place + 4, bytes.length, true);
    at += bytes.length;
  }
  return compoundOf({ WordDocument: main, '0Table': table });
}

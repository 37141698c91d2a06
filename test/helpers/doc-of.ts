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
 * @param counts characters of the parts: body, footnotes, headers, macros, comments, endnotes, text boxes, those of headers.
 */
export function docOf(
  runs: Run[],
  {
    counts,
    flags = 0,
    version = 0xc1,
    tables = [],
  }: {
    counts?: number[];
    flags?: number;
    version?: number;
    /** More parts of the table stream, with where the header says their place. */
    tables?: (readonly [place: number, bytes: Uint8Array])[];
  } = {},
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
    ...tables,
  ] as const) {
    table.set(bytes, at);
    view.setUint32(place, at, true);
    view.setUint32(place + 4, bytes.length, true);
    at += bytes.length;
  }
  return compoundOf({ WordDocument: main, '0Table': table });
}

const uint16s = (...values: number[]): number[] =>
  values.flatMap((value) => [value & 255, (value >> 8) & 255]);

interface LevelParts {
  /** Number of the numbers' format. */
  format: number;
  /** Signs 0 to 8 are the places of the levels' numbers. */
  text: string;
}

/** Lists for docOf, each of these levels: paragraphs refer to them by 1, 2… (MS-DOC 2.9.131, 2.9.147). */
export function wordLists(lists: LevelParts[][]): (readonly [number, Uint8Array])[] {
  const heads = lists.flatMap((_, id) => [id + 1, ...Array(7).fill(0), ...Array(18).fill(0xff), 0, 0]);
  const levels = lists.flatMap((list) =>
    Array.from({ length: 9 }, (_, at) => list[at] ?? { format: 255, text: '' }).flatMap(
      ({ format, text }) => [
        ...[1, 0, 0, 0, format, ...Array(23).fill(0)],
        ...uint16s(text.length, ...[...text].map((sign) => sign.charCodeAt(0))),
      ],
    ),
  );
  const uses = lists.flatMap((_, id) => [id + 1, ...Array(15).fill(0)]);
  return [
    [0x2e2, Uint8Array.from([...uint16s(lists.length), ...heads, ...levels])],
    [0x2ea, Uint8Array.from([lists.length, 0, 0, 0, ...uses, ...Array(lists.length * 4).fill(0)])],
  ];
}

/** Styles for docOf: properties of the paragraphs of each, by its number; undefined for one that is not there (MS-DOC 2.9.271). */
export function wordStyles(styles: (number[] | undefined)[]): readonly [number, Uint8Array] {
  const entries = styles.flatMap((properties, at) => {
    if (!properties) return [0, 0];
    const format = uint16s(properties.length + 2, at).concat(properties);
    const entry = [0, 0, 0xf1, 0xff, 2, 0, 0, 0, 0, 0, ...uint16s(1, 0x53, 0), ...format, 0, 0];
    return [...uint16s(entry.length), ...entry, ...(entry.length % 2 ? [0] : [])];
  });
  return [0xa2, Uint8Array.from([...uint16s(18, styles.length, 10), ...Array(14).fill(0), ...entries])];
}

/** Fonts for docOf (MS-DOC 2.9.286). */
export const wordFonts = (names: string[]): readonly [number, Uint8Array] => [
  0x112,
  Uint8Array.from([
    ...uint16s(names.length, 0),
    ...names.flatMap((name) => {
      const font = [...Array(39).fill(0), ...uint16s(...[...name].map((sign) => sign.charCodeAt(0)), 0)];
      return [font.length, ...font];
    }),
  ]),
];

/** Comments for docOf, each by another author: where they begin, and their names (MS-DOC 2.8.7, 2.8.8, 2.9.104). */
export function wordComments(starts: number[], authors: string[]): (readonly [number, Uint8Array])[] {
  const places = (values: number[]) => values.flatMap((value) => uint16s(value, 0));
  const references = starts.flatMap((_, index) => [
    ...Array(20).fill(0),
    ...uint16s(index),
    ...Array(8).fill(0),
  ]);
  const names = authors.flatMap((name) =>
    uint16s(name.length, ...[...name].map((sign) => sign.charCodeAt(0))),
  );
  return [
    [0xba, Uint8Array.from([...places([...starts, 0]), ...references])],
    [0xc2, Uint8Array.from(places([...starts, 0, 0]))],
    [0x1ba, Uint8Array.from(names)],
  ];
}

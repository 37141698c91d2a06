import { AppError } from '../../shared/app-error';
import type { CompoundFile } from '../compound-file';
import { type PptRecord, recordsBelow, recordsIn, uint32At } from './ppt-records';

/** Types of records (MS-PPT 2.13.24). */
const types = {
  edit: 4085,
  places: 6002,
  list: 4080,
  slidePlace: 1011,
  header: 3999,
  wide: 4000,
  narrow: 4008,
  outline: 3998,
  textBox: 0xf00d,
  noteAtom: 1009,
  showInfo: 1017,
  shape: 0xf00a,
};
/** Kind of the shapes that are frames of pictures (MS-ODRAW 2.4.24). */
const pictureFrame = 75;
/** Of lists of slides. */
const lists = { slides: 0, notes: 2 };
const fHidden = 4;

/** A text of a slide, by what it is for (0 and 6: title, 1: body, 2: notes…). */
export interface PptText {
  kind: number;
  text: string;
}

export interface PptSlide {
  texts: PptText[];
  notes: PptText[];
  isHidden: boolean;
  hasPicture: boolean;
}

const textOf = ({ type, bytes }: PptRecord): string => {
  const units: string[] = [];
  if (type === types.wide)
    for (let at = 0; at + 1 < bytes.length; at += 2)
      units.push(String.fromCharCode(bytes[at]! + bytes[at + 1]! * 256));
  // The lower halves of UTF-16, the upper ones being zero.
  else for (const byte of bytes) units.push(String.fromCharCode(byte));
  return units.join('');
};

/** Where each saved object stands in the stream; later saves come first. */
function placesOf(
  stream: Uint8Array,
  currentUser: Uint8Array | undefined,
): { places: Map<number, number>; document: number } {
  const places = new Map<number, number>();
  let document = 0;
  const seen = new Set<number>();
  for (let at = uint32At(currentUser ?? new Uint8Array(), 16); at > 0 && !seen.has(at); ) {
    seen.add(at);
    const edit = recordsIn(stream.subarray(at)).next().value;
    if (edit?.type !== types.edit) break;
    // A longer one says how it is encrypted.
    if (edit.bytes.length >= 32 && uint32At(edit.bytes, 28) > 0)
      throw new AppError('file-locked', { kind: 'PPT' });
    document ||= uint32At(edit.bytes, 16);
    const table = recordsIn(stream.subarray(uint32At(edit.bytes, 12))).next().value;
    if (table?.type === types.places)
      for (let entry = 0; entry + 4 <= table.bytes.length; ) {
        const head = uint32At(table.bytes, entry);
        entry += 4;
        for (let index = 0; index < head >>> 20; index++, entry += 4) {
          const id = (head & 0xfffff) + index;
          if (!places.has(id)) places.set(id, uint32At(table.bytes, entry));
        }
      }
    at = uint32At(edit.bytes, 8);
  }
  return { places, document };
}

/** Texts of a slide's shapes in their order; some stand in the list of slides, and the shape says which. */
function shapeTexts(container: Uint8Array, listed: readonly PptText[]): PptText[] {
  const found: PptText[] = [];
  const used = new Set<PptText>();
  for (const record of recordsBelow(container)) {
    if (record.type !== types.textBox) continue;
    let kind = 4;
    for (const inner of recordsIn(record.bytes)) {
      if (inner.type === types.header) kind = uint32At(inner.bytes, 0);
      else if (inner.type === types.wide || inner.type === types.narrow)
        found.push({ kind, text: textOf(inner) });
      else if (inner.type === types.outline) {
        const text = listed[uint32At(inner.bytes, 0)];
        if (text && !used.has(text)) {
          used.add(text);
          found.push(text);
        }
      }
    }
  }
  return [...listed.filter((text) => !used.has(text)), ...found];
}

interface Listed {
  place: number;
  texts: PptText[];
}

function listOf(document: Uint8Array, which: number): Listed[] {
  const found: Listed[] = [];
  for (const record of recordsIn(document)) {
    if (record.type !== types.list || record.instance !== which) continue;
    let kind = 4;
    for (const inner of recordsIn(record.bytes)) {
      if (inner.type === types.slidePlace) found.push({ place: uint32At(inner.bytes, 0), texts: [] });
      else if (inner.type === types.header) kind = uint32At(inner.bytes, 0);
      else if (inner.type === types.wide || inner.type === types.narrow)
        found.at(-1)?.texts.push({ kind, text: textOf(inner) });
    }
  }
  return found;
}

/**
 * The slides of an old PowerPoint file in the order of the show.
 * @throws AppError `file-locked` where it is encrypted; `file-broken` where it does not say where its slides are.
 */
export function readShow(file: CompoundFile): PptSlide[] {
  const stream = file.stream('PowerPoint Document');
  if (!stream) throw new AppError('file-broken', { kind: 'PPT' });
  const { places, document } = placesOf(stream, file.stream('Current User'));
  const containerAt = (id: number): Uint8Array => {
    const place = places.get(id);
    const record = place === undefined ? undefined : recordsIn(stream.subarray(place)).next().value;
    return record?.isContainer ? record.bytes : new Uint8Array();
  };
  const root = containerAt(document);
  if (root.length === 0) throw new AppError('file-broken', { kind: 'PPT' });
  const notes = new Map<number, PptText[]>();
  for (const { place, texts } of listOf(root, lists.notes)) {
    const container = containerAt(place);
    for (const record of recordsIn(container))
      if (record.type === types.noteAtom)
        notes.set(
          uint32At(record.bytes, 0),
          shapeTexts(container, texts).filter(({ kind }) => kind === 2),
        );
  }
  const ids = slideIds(root);
  return listOf(root, lists.slides).map(({ place, texts }, index) => {
    const container = containerAt(place);
    const info = [...recordsIn(container)].find(({ type }) => type === types.showInfo);
    return {
      texts: shapeTexts(container, texts),
      notes: notes.get(ids[index] ?? 0) ?? [],
      isHidden: ((info?.bytes[10] ?? 0) & fHidden) !== 0,
      hasPicture: [...recordsBelow(container)].some(
        ({ type, instance }) => type === types.shape && instance === pictureFrame,
      ),
    };
  });
}

/** Numbers by which notes name their slides. */
function slideIds(document: Uint8Array): number[] {
  const found: number[] = [];
  for (const record of recordsIn(document))
    if (record.type === types.list && record.instance === lists.slides)
      for (const inner of recordsIn(record.bytes))
        if (inner.type === types.slidePlace) found.push(uint32At(inner.bytes, 12));
  return found;
}

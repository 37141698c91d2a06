import { compoundOf } from './compound-of.ts';

const bytesOf = (...parts: ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));
const uint32s = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
const utf16 = (text: string): Uint8Array =>
  new Uint8Array(Uint16Array.from(text, (sign) => sign.charCodeAt(0)).buffer);

/** A record: a container where it holds others. */
const record = (type: number, content: Uint8Array | Uint8Array[], instance = 0): Uint8Array => {
  const inner = content instanceof Uint8Array ? content : bytesOf(...content);
  const start = (instance << 4) | (content instanceof Uint8Array ? 0 : 0xf);
  return bytesOf([start & 255, start >> 8, type & 255, type >> 8], uint32s(inner.length), inner);
};

export interface PptSlideParts {
  title?: string;
  /** Texts of shapes of the slide's own. */
  shapes?: string[];
  notes?: string;
  isHidden?: boolean;
  hasPicture?: boolean;
}

const shapeOf = (kind: number, text: string): Uint8Array =>
  record(1036, [record(0xf00d, [record(3999, uint32s(kind)), record(4000, utf16(text))])]);

/** The least presentation of PowerPoint 97 with these slides. */
export function pptOf(slides: PptSlideParts[], isLocked = false): Uint8Array {
  const objects: Uint8Array[] = [];
  const place = (id: number) => uint32s(id, 0, 0, 1000 + id, 0);
  const slideList: Uint8Array[] = [];
  const notesList: Uint8Array[] = [];
  slides.forEach(({ title, shapes = [], notes, isHidden, hasPicture }, at) => {
    const id = 2 + at * 2;
    slideList.push(record(1011, place(id)));
    if (title)
      slideList.push(
        record(3999, uint32s(0)),
        record(4008, bytesOf([...title].map((sign) => sign.charCodeAt(0)))),
      );
    const info = new Uint8Array(16);
    info[10] = isHidden ? 4 : 0;
    objects[id] = record(1006, [
      ...(title ? [record(1036, [record(0xf00d, [record(3998, uint32s(0))])])] : []),
      ...shapes.map((text) => shapeOf(4, text)),
      ...(hasPicture ? [record(1036, [record(0xf00a, new Uint8Array(8), 75)])] : []),
      record(1017, info),
    ]);
    if (notes) notesList.push(record(1011, place(id + 1)));
    objects[id + 1] = record(1008, [
      record(1009, uint32s(1000 + id, 0)),
      shapeOf(2, notes ?? ''),
      shapeOf(4, 'not notes'),
    ]);
  });
  objects[1] = record(1000, [record(4080, [...slideList], 0), record(4080, [...notesList], 2)]);
  let stream = new Uint8Array(8);
  const places: number[] = [];
  for (const object of objects.slice(1)) {
    places.push(stream.length);
    stream = bytesOf(stream, object) as Uint8Array<ArrayBuffer>;
  }
  const table = stream.length;
  stream = bytesOf(
    stream,
    record(6002, bytesOf(uint32s((places.length << 20) | 1), uint32s(...places))),
  ) as Uint8Array<ArrayBuffer>;
  const edit = stream.length;
  stream = bytesOf(
    stream,
    record(4085, uint32s(0, 0, 0, table, 1, 0, 0, ...(isLocked ? [9] : []))),
    new Uint8Array(4200),
  ) as Uint8Array<ArrayBuffer>;
  return compoundOf({ 'PowerPoint Document': stream, 'Current User': uint32s(0, 0, 0, 0, edit, 0) });
}

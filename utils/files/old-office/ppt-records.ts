/** A record of an old PowerPoint file (MS-PPT 2.3.1). */
export interface PptRecord {
  type: number;
  instance: number;
  /** What it holds: other records, or data. */
  bytes: Uint8Array;
  isContainer: boolean;
}

const headerBytes = 8;

/** The records that stand one after another in some bytes; damage ends them. */
export function* recordsIn(bytes: Uint8Array): Generator<PptRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + headerBytes <= bytes.length; ) {
    const start = view.getUint16(at, true);
    const length = view.getUint32(at + 4, true);
    const end = at + headerBytes + length;
    yield {
      type: view.getUint16(at + 2, true),
      instance: start >> 4,
      bytes: bytes.subarray(at + headerBytes, Math.min(end, bytes.length)),
      isContainer: (start & 0xf) === 0xf,
    };
    at = end;
  }
}

/** Records in each other; no program nests near as deep. */
const mostDepth = 60;

/** Every record below, the outer ones first, in their order. */
export function* recordsBelow(bytes: Uint8Array, depth = 0): Generator<PptRecord> {
  for (const record of recordsIn(bytes)) {
    yield record;
    if (record.isContainer && depth < mostDepth) yield* recordsBelow(record.bytes, depth + 1);
  }
}

export const uint32At = (bytes: Uint8Array, at: number): number =>
  at + 4 <= bytes.length
    ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true)
    : 0;

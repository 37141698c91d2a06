import type { WorkSheet } from '@e965/xlsx';

/** A record of a formula (MS-XLS 2.4.127). */
const formulaRecord = 0x06;
/** Where its value stands; two bytes of ones at its end say that it is no number, and the first byte what it is. */
const valueAt = 6;
const emptyText = 3;

/**
 * Whether a workbook of before 2007 has formulas and all of them have the empty text for a value: so programs write it that do not
 * calculate. Pure.
 * @param stream of the workbook in its compound file.
 */
export function isUncalculated(stream: Uint8Array): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let hasFormula = false;
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = view.getUint16(at + 2, true);
    const value = at + 4 + valueAt;
    if (view.getUint16(at, true) === formulaRecord && value + 8 <= stream.length) {
      if (view.getUint16(value + 6, true) !== 0xffff || stream[value] !== emptyText) return false;
      hasFormula = true;
    }
    at += 4 + length;
  }
  return hasFormula;
}

/** Has each formula of a sheet stand in its cell. @returns how many there were. */
export function putFormulas(sheet: WorkSheet): number {
  let count = 0;
  for (const row of sheet['!data'] ?? [])
    for (const cell of row ?? []) {
      if (!cell?.f || cell.v !== '') continue;
      Object.assign(cell, { t: 's', v: `=${cell.f}`, w: `=${cell.f}` });
      count++;
    }
  return count;
}

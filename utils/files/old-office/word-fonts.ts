/** Names of an old Word file's fonts, by their number (MS-DOC 2.9.286). @param table from the table stream; damage ends it. */
export function readWordFonts(table: Uint8Array): string[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const names: string[] = [];
  const nameAt = 40;
  for (let at = 4; at < table.length; ) {
    const end = at + 1 + table[at]!;
    let name = '';
    for (let unit = at + nameAt; unit + 2 <= Math.min(end, table.length); unit += 2) {
      const sign = view.getUint16(unit, true);
      if (sign === 0) break;
      name += String.fromCharCode(sign);
    }
    names.push(name);
    at = end;
  }
  return names;
}

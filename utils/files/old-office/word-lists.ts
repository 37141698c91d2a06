import type { CountedLevel, CountedList } from '../docx/count-lists';

/** Formats of numbers by their number (MS-OSHARED 2.2.1.3), as formatNumber calls them; others are shown as digits. */
const formats: Record<number, string> = {
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  5: 'ordinal',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  12: 'aiueo',
  13: 'iroha',
  14: 'decimalFullWidth',
  17: 'japaneseDigitalTenThousand',
  18: 'decimalEnclosedCircle',
  19: 'decimalFullWidth2',
  20: 'aiueoFullWidth',
  22: 'decimalZero',
  23: 'bullet',
  24: 'ganada',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  28: 'decimalEnclosedCircleChinese',
  29: 'ideographEnclosedCircle',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  33: 'taiwaneseCounting',
  35: 'taiwaneseCountingThousand',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  42: 'koreanCounting',
  46: 'arabicAlpha',
  47: 'hebrew2',
  48: 'arabicAbjad',
  57: 'numberInDash',
  58: 'russianLower',
  59: 'russianUpper',
  255: 'none',
};

const bytesOf = { list: 28, level: 28, use: 16 };
/** What stands for no style. */
const noStyle = 0xfff;

/** A level (MS-DOC 2.9.150) and where the next begins; undefined past the end. */
function readLevel(view: DataView, at: number): { level: CountedLevel; next: number } | undefined {
  if (at + bytesOf.level + 2 > view.byteLength) return undefined;
  const flags = view.getUint8(at + 5);
  const textAt = at + bytesOf.level + view.getUint8(at + 24) + view.getUint8(at + 25);
  if (textAt + 2 > view.byteLength) return undefined;
  const length = view.getUint16(textAt, true);
  const next = textAt + 2 + length * 2;
  if (next > view.byteLength) return undefined;
  let text = '';
  for (let unit = textAt + 2; unit < next; unit += 2) {
    const sign = view.getUint16(unit, true);
    // Small numbers are the places of the levels' numbers.
    text += sign < 9 ? `%${sign + 1}` : String.fromCharCode(sign);
  }
  const level: CountedLevel = {
    start: view.getInt32(at, true),
    format: formats[view.getUint8(at + 4)] ?? 'decimal',
    text,
    isLegal: (flags & 4) !== 0,
  };
  if (flags & 8) level.restart = view.getUint8(at + 26);
  return { level, next };
}

/**
 * The lists of an old Word file (MS-DOC 2.9.131, 2.9.147), to be counted, by the numbers that paragraphs refer to them by.
 * @param definitions where they begin in the table stream; what they hold stands after them. @param uses the part with the references.
 */
export function readWordLists(definitions: Uint8Array, uses: Uint8Array): Map<string, CountedList> {
  const lists = new Map<string, CountedList>();
  const view = new DataView(definitions.buffer, definitions.byteOffset, definitions.byteLength);
  const useView = new DataView(uses.buffer, uses.byteOffset, uses.byteLength);
  if (view.byteLength < 2 || useView.byteLength < 4) return lists;
  const count = view.getUint16(0, true);
  let at = 2 + count * bytesOf.list;
  const byId = new Map<number, CountedList>();
  for (let index = 0; index < count && at < view.byteLength; index++) {
    const head = 2 + index * bytesOf.list;
    const list: CountedList = { levels: new Map(), styles: new Map(), counts: [], starts: new Map() };
    const isSimple = (view.getUint8(head + 26) & 1) !== 0;
    for (let level = 0; level < (isSimple ? 1 : 9); level++) {
      const found = readLevel(view, at);
      if (!found) break;
      list.levels.set(level, found.level);
      const style = view.getUint16(head + 8 + level * 2, true);
      if (style !== noStyle) list.styles.set(String(style), level);
      at = found.next;
    }
    byId.set(view.getInt32(head, true), list);
  }
  const useCount = Math.min(useView.getUint32(0, true), Math.floor((useView.byteLength - 4) / bytesOf.use));
  at = 4 + useCount * bytesOf.use;
  for (let index = 0; index < useCount; index++) {
    const head = 4 + index * bytesOf.use;
    const definition = byId.get(useView.getInt32(head, true));
    const list: CountedList | undefined = definition && {
      ...definition,
      levels: new Map(definition.levels),
      starts: new Map(),
    };
    at += 4;
    for (let change = useView.getUint8(head + 12); change > 0 && at + 8 <= useView.byteLength; change--) {
      const flags = useView.getUint32(at + 4, true);
      if (list && flags & 16 && !(flags & 32)) list.starts.set(flags & 15, useView.getInt32(at, true));
      at += 8;
      const found = flags & 32 ? readLevel(useView, at) : undefined;
      if (!found) continue;
      list?.levels.set(flags & 15, found.level);
      if (flags & 16) list?.starts.set(flags & 15, found.level.start);
      at = found.next;
    }
    if (list) lists.set(String(index + 1), list);
  }
  return lists;
}

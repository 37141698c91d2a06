import { limits } from '../limits';
import { openArchive, storeArchive } from '../unzip';
import { hasCalculated, showFormulas } from './show-formulas';

/** Parts without text of cells: pictures, embedded files, caches of pivot tables, programs. */
const needless =
  /(?:^|\/)(?:media|embeddings|pivotCache|printerSettings|theme|ctrlProps|activeX|drawings)\/|vbaProject|customXml\//i;
/** Needed all the same: notes of old kind lie beside the drawings. */
const needed = /drawings\/.*vml/i;

/**
 * Date formats that programs in Chinese, Japanese and Korean use by number only, without saying what they are (ECMA-376 part 1
 * §18.8.30, as in Chinese).
 */
const builtIn: Record<number, string> = {
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'AM/PM h"时"mm"分"',
  35: 'AM/PM h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'AM/PM h"时"mm"分"',
  56: 'AM/PM h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** Number formats of a workbook's styles, with those that are used and not said. */
function nameFormats(styles: string): string {
  const missing = Object.entries(builtIn).filter(
    ([id]) =>
      styles.includes(`numFmtId="${id}"`) &&
      !new RegExp(`<(?:\\w+:)?numFmt [^>]*numFmtId="${id}"`).test(styles),
  );
  if (missing.length === 0) return styles;
  const added = missing
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('');
  return /<numFmts[^>]*[^/]>/.test(styles)
    ? styles.replace(/<numFmts[^>]*>/, (tag) => tag + added)
    : styles.replace(
        /<styleSheet[^>]*>/,
        (tag) => `${tag}<numFmts count="${missing.length}">${added}</numFmts>`,
      );
}

const isSheet = (path: string): boolean => /(?:^|\/)worksheets\/[^/]+\.xml$/i.test(path);

/** Programs that do not calculate say so, that the one that opens the file does (ECMA-376 part 1 §18.2.2). */
const isLeftToCalculate = (workbook: string): boolean =>
  /<(?:\w+:)?calcPr\s[^>]*fullCalcOnLoad\s*=\s*["'](?:1|true)/.test(workbook);

export interface SafeWorkbook {
  bytes: Uint8Array<ArrayBuffer>;
  /** Formulas that nobody has calculated: they stand in their cells as text. */
  uncalculated: number;
}

/**
 * A workbook's parts unpacked within our limits, so that its parser has no bomb to meet; with what it makes of formulas without a value
 * and of formats without a name mended.
 * @throws AppError as Archive.bytes and showFormulas do.
 */
export function safeWorkbook(file: Uint8Array): SafeWorkbook {
  const archive = openArchive(file);
  const wanted = archive.paths.filter(
    // Keys of an object that is not one: `__proto__` is no part of a workbook.
    (path) => path !== '__proto__' && (needed.test(path) || !needless.test(path)),
  );
  const entries: Record<string, Uint8Array> = {};
  const sheets = new Map<string, string>();
  let isLeft = false;
  for (const [path, bytes] of archive.several(wanted, limits.markupBytes)) {
    const text = () => new TextDecoder().decode(bytes);
    entries[path] = bytes;
    if (isSheet(path)) sheets.set(path, text());
    else if (/(?:^|\/)workbook\.xml$/i.test(path)) isLeft = isLeftToCalculate(text());
    else if (/(?:^|\/)styles\.xml$/i.test(path))
      entries[path] = new TextEncoder().encode(nameFormats(text()));
  }
  // XlsxWriter and others store 0 for every formula: where all of them are 0, none was calculated.
  const isZeroNone = isLeft && ![...sheets.values()].some(hasCalculated);
  let uncalculated = 0;
  for (const [path, sheet] of sheets) {
    const { xml, count } = showFormulas(sheet, isZeroNone);
    uncalculated += count;
    if (count > 0) entries[path] = new TextEncoder().encode(xml);
  }
  return { bytes: storeArchive(entries), uncalculated };
}

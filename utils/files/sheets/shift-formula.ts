/** A sheet's last row and column, from 1. */
const lastRow = 1_048_576;
const lastColumn = 16_384;

/** Texts, sheets’ names in quotes and what stands in brackets are kept; then a cell, whole columns, whole rows. */
const tokens =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|(?<![\w.$])(?:\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\w.(!])/g;

/** @param letters as in `AB`. @returns from 1. */
const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

function columnLetters(number: number): string {
  let letters = '';
  for (let at = number; at > 0; at = Math.floor((at - 1) / 26))
    letters = String.fromCharCode(65 + ((at - 1) % 26)) + letters;
  return letters;
}

/** Over an edge, sheets go on from the other one. */
const wrapped = (number: number, last: number): number => ((((number - 1) % last) + last) % last) + 1;

/**
 * A formula as it reads in another cell that it was copied to: parts without `$` move along. Pure.
 * @param formula without entities of XML.
 */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  return formula.replace(tokens, (token) => {
    if (/^["'[]/.test(token)) return token;
    const isName = token.match(/[A-Z]+/g)?.some((letters) => columnNumber(letters) > lastColumn);
    if (isName) return token;
    return token.replace(/(\$?)([A-Z]+|\d+)/g, (part, fixed: string, at: string) => {
      if (fixed) return part;
      return /\d/.test(at)
        ? String(wrapped(Number(at) + rows, lastRow))
        : columnLetters(wrapped(columnNumber(at) + columns, lastColumn));
    });
  });
}

/** @param address as in `AB12`. @returns undefined for what is none. */
export function cellPlace(address: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address) ?? [];
  return letters && digits ? { row: Number(digits), column: columnNumber(letters) } : undefined;
}

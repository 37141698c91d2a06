import { AppError } from '../../shared/app-error';
import { limits } from '../limits';
import { cellPlace, shiftFormula } from './shift-formula';

const hasFormula = /<(?:\w+:)?f[\s/>]/;
const beforeCell = /(?=<(?:\w+:)?c[\s>])/;
const cell = /^<((?:\w+:)?)c((?:\s[^>]*)?)>([\s\S]*?)<\/(?:\w+:)?c>/;
const formulaIn = /<(?:\w+:)?f((?:\s[^>]*?)?)(?:\/>|>([^<]*)<)/;
/** A value, or a text that stands in the cell itself. */
const valueIn = /<(?:\w+:)?[vt](?:\s[^>]*)?>([^<]+)</;
/** What newer functions and their arguments are called in files only. */
const filePrefix = /_xl(?:fn|ws|pm|udf)\./g;

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)`).exec(attributes)?.[1];

/** Quotes tell where a text in a formula begins; in XML both forms are the same. */
const plainQuotes = (text: string): string => text.replace(/&quot;/g, '"').replace(/&apos;/g, "'");

interface Written {
  formula: string;
  address: string;
}

/** The formula of a cell as people write it. @param shared formulas that cells have in common, by number; grows. */
function formulaOf(tag: string, text: string, address: string, shared: Map<string, Written>): string {
  const formula = plainQuotes(text).replace(filePrefix, '');
  const kind = attribute(tag, 't');
  if (kind === 'array') return `{=${formula}}`;
  const number = kind === 'shared' ? attribute(tag, 'si') : undefined;
  if (number === undefined) return `=${formula}`;
  if (formula) {
    shared.set(number, { formula, address });
    return `=${formula}`;
  }
  const first = shared.get(number);
  const from = first && cellPlace(first.address);
  const to = cellPlace(address);
  return from && to ? `=${shiftFormula(first.formula, to.row - from.row, to.column - from.column)}` : '=';
}

/** Whether some formula of a sheet (its XML) has a value other than 0. */
export function hasCalculated(sheet: string): boolean {
  if (!hasFormula.test(sheet)) return false;
  return sheet.split(beforeCell).some((piece) => {
    const inner = hasFormula.test(piece) ? cell.exec(piece)?.[3] : undefined;
    const value = inner === undefined || !hasFormula.test(inner) ? undefined : valueIn.exec(inner)?.[1];
    return value !== undefined && Number(value) !== 0;
  });
}

/**
 * A sheet's XML in which a formula without a value stands as its cell's text: programs that write workbooks without calculating them
 * leave the value to the one that opens it. An empty text is a value (`t="str"`), and stays. Pure.
 * @param isZeroNone whether 0 stands for a value that is still to be calculated.
 * @returns with how many there were.
 * @throws AppError `file-over-limit` where formulas that cells share come to more text than is read.
 */
export function showFormulas(sheet: string, isZeroNone: boolean): { xml: string; count: number } {
  if (!hasFormula.test(sheet)) return { xml: sheet, count: 0 };
  const shared = new Map<string, Written>();
  let count = 0;
  let characters = 0;
  const pieces = sheet.split(beforeCell).map((piece) => {
    if (!hasFormula.test(piece)) return piece;
    const [whole, prefix = '', attributes = '', inner = ''] = cell.exec(piece) ?? [];
    const [, tag = '', text = ''] = formulaIn.exec(inner) ?? [];
    if (whole === undefined || !formulaIn.test(inner)) return piece;
    const formula = formulaOf(tag, text, attribute(attributes, 'r') ?? '', shared);
    const value = valueIn.exec(inner)?.[1];
    const isStored =
      value === undefined ? attribute(attributes, 't') === 'str' : !(isZeroNone && Number(value) === 0);
    if (isStored) return piece;
    count++;
    characters += formula.length;
    if (characters > limits.characters) throw new AppError('file-over-limit', { limit: 'characters' });
    const others = attributes.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, '');
    return `<${prefix}c${others} t="str"><${prefix}v>${formula}</${prefix}v></${prefix}c>${piece.slice(whole.length)}`;
  });
  return { xml: pieces.join(''), count };
}

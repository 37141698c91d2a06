import { isUnseen } from '../docx/is-unseen';
import { escapeHtml } from '../html-text';
import { listWriter } from '../list-html';
import { type FormatRun, formatLookup } from './word-formats';
import type { WordText } from './word-pieces';

/** Codes of properties (MS-DOC 2.6). */
const codes = {
  inTable: 0x2416,
  rowEnd: 0x2417,
  listLevel: 0x260a,
  list: 0x460b,
  hidden: 0x083c,
  deleted: 0x0800,
  size: 0x4a43,
  color: 0x6870,
  palette: 0x2a42,
  shade: 0x4866,
  highlight: 0x2a0c,
};
/** Number of white in the palette of old files. */
const paletteWhite = 8;

export interface WordStory {
  html: string;
  hiddenCharacters: number;
  hasImage: boolean;
}

/**
 * A stretch of an old Word file's text as HTML: paragraphs, headings, lists and tables.
 * @param noteAt HTML of the mark where the text refers to its next note.
 */
export function wordHtml(
  { text, offsets }: WordText,
  [from, to]: readonly [number, number],
  formats: { characters: readonly FormatRun[]; paragraphs: readonly FormatRun[] },
  noteAt: () => string,
): WordStory {
  const characterAt = formatLookup(formats.characters);
  const paragraphAt = formatLookup(formats.paragraphs);
  const out: string[] = [];
  const lists = listWriter(out);
  let rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let line = '';
  let hiddenCharacters = 0;
  let hasImage = false;
  /** Of each field that is open, whether its instruction is being read. */
  const fields: boolean[] = [];

  const isSeen = (offset: number): boolean => {
    const properties = characterAt(offset)?.properties;
    if (!properties || properties.size === 0) return true;
    if (properties.get(codes.deleted) === 1) return false;
    const rgb = properties.get(codes.color);
    const color =
      rgb !== undefined && rgb < 0x1000000
        ? [rgb & 255, (rgb >> 8) & 255, (rgb >> 16) & 255]
            .map((part) => part.toString(16).padStart(2, '0'))
            .join('')
        : properties.get(codes.palette) === paletteWhite
          ? 'ffffff'
          : undefined;
    const behind =
      row.length > 0 || properties.has(codes.shade) || properties.has(codes.highlight) ? 'painted' : 'FFFFFF';
    return !isUnseen(
      {
        isVanished: properties.get(codes.hidden) === 1,
        size: properties.get(codes.size),
        ...(color ? { color } : {}),
      },
      behind,
    );
  };
  const endTable = () => {
    if (row.length > 0) rows.push(row);
    if (rows.length > 0) {
      lists.close();
      out.push(
        `<table>${rows.map((cells) => `<tr>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`).join('')}</table>`,
      );
    }
    rows = [];
    row = [];
  };
  const endParagraph = (offset: number, isCell: boolean) => {
    const run = paragraphAt(offset);
    const html = line.trim();
    line = '';
    if (run?.properties.get(codes.rowEnd) === 1) {
      if (row.length > 0) rows.push(row);
      row = [];
      return;
    }
    const isInTable = isCell || run?.properties.get(codes.inTable) === 1;
    if (isInTable) {
      cell += html && `<p>${html}</p>`;
      if (isCell) {
        row.push(cell);
        cell = '';
      }
      return;
    }
    endTable();
    if (!html) return;
    // Styles 1 to 9 are the headings, whatever they are called.
    const heading = run && run.style >= 1 && run.style <= 9 ? Math.min(run.style, 6) : undefined;
    const list = run?.properties.get(codes.list);
    if (heading === undefined && list !== undefined && list > 0 && list < 0xffff)
      lists.item(run?.properties.get(codes.listLevel) ?? 0, html);
    else {
      lists.close();
      out.push(heading ? `<h${heading}>${html}</h${heading}>` : `<p>${html}</p>`);
    }
  };
  for (let at = from; at < to; at++) {
    const offset = offsets[at]!;
    const sign = text[at]!;
    switch (sign) {
      case '\u0013':
        fields.push(true);
        continue;
      case '\u0014':
        if (fields.length > 0) fields[fields.length - 1] = false;
        continue;
      case '\u0015':
        fields.pop();
        continue;
    }
    if (fields.includes(true)) continue;
    if (sign === '\r' || sign === '\u0007' || sign === '\f') endParagraph(offset, sign === '\u0007');
    else if (sign === '\u0002') line += noteAt();
    else if (sign === '\u0001' || sign === '\u0008') hasImage = true;
    else if (!isSeen(offset)) {
      if (/\S/.test(sign) && characterAt(offset)?.properties.get(codes.deleted) !== 1) hiddenCharacters++;
    } else if (sign === '\u000b') line += '<br>';
    else if (sign === '\t') line += ' ';
    else if (sign === '\u001e') line += '-';
    else if (sign >= ' ') line += escapeHtml(sign);
  }
  if (line || cell) endParagraph(offsets[to - 1] ?? 0, cell !== '');
  endTable();
  lists.close();
  return { html: out.join(''), hiddenCharacters, hasImage };
}

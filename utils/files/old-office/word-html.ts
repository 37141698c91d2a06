import type { MarkOf } from '../docx/count-lists';
import { fieldHtml, innerInstruction, showsInstruction } from '../docx/field-html';
import { markedLine } from '../docx/marked-line';
import { symbolOf, textIn } from '../docx/symbols';
import { escapeHtml } from '../html-text';
import { listWriter } from '../list-html';
import { type FormatRun, formatLookup } from './word-formats';
import { sightOf } from './word-look';
import type { WordText } from './word-pieces';
import type { StyleProperties } from './word-styles';

/** Codes of properties (MS-DOC 2.6). */
const codes = {
  inTable: 0x2416,
  rowEnd: 0x2417,
  listLevel: 0x260a,
  list: 0x460b,
  outlineLevel: 0x2640,
  font: 0x4a4f,
  symbol: 0x6a09,
};

/** What a file says of its text, beside the text. */
export interface WordFormats {
  characters: readonly FormatRun[];
  paragraphs: readonly FormatRun[];
  styles: StyleProperties;
  /** Asked in the order of the text. */
  markOf: MarkOf;
  /** Names of fonts by their number. */
  fonts: readonly string[];
}

export interface WordStory {
  html: string;
  hiddenCharacters: number;
  hasImage: boolean;
  /** Programs whose objects stand in it. */
  objects: string[];
}

/**
 * A stretch of an old Word file's text as HTML: paragraphs, headings, lists and tables.
 * @param surface what is behind it, as isUnseen takes it. @param noteAt HTML of the mark where the text refers to its next note.
 */
export function wordHtml(
  { text, offsets }: WordText,
  [from, to]: readonly [number, number],
  { characters, paragraphs, styles, markOf, fonts }: WordFormats,
  surface: string,
  noteAt: () => string,
): WordStory {
  const characterAt = formatLookup(characters);
  const paragraphAt = formatLookup(paragraphs);
  const out: string[] = [];
  const lists = listWriter(out);
  let rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let line = '';
  let hiddenCharacters = 0;
  let hasImage = false;
  const objects: string[] = [];
  /** Fields that are open, the innermost last. */
  let fields: { instruction: string; hasResult: boolean }[] = [];

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
    const said = (code: number) => run && (run.properties.get(code) ?? styles(run.style).get(code));
    // An empty paragraph of a list counts as well.
    const list = said(codes.list) ?? 0;
    const level = said(codes.listLevel);
    const use = { numberingId: String(list), ...(level === undefined ? {} : { level }) };
    const mark = list > 0 ? markOf(use, String(run?.style)) : undefined;
    const label = mark?.label ? `${escapeHtml(mark.label)} ` : '';
    if (isCell || run?.properties.get(codes.inTable) === 1) {
      cell += html && `<p>${label}${html}</p>`;
      if (isCell) {
        row.push(cell);
        cell = '';
      }
      return;
    }
    endTable();
    if (!html) return;
    // Styles 1 to 9 are the headings, whatever they are called; others say that they are.
    const outline = said(codes.outlineLevel) ?? 9;
    const heading = run && run.style >= 1 && run.style <= 9 ? run.style : outline + 1;
    const marked = mark && heading > 9 ? markedLine(mark, html) : { html: label + html };
    if (marked.list) lists.item(marked.list.level, marked.html, marked.list.number);
    else {
      lists.close();
      const tag = heading > 9 ? 'p' : `h${Math.min(heading, 6)}`;
      out.push(`<${tag}>${marked.html}</${tag}>`);
    }
  };
  const endField = () => {
    const field = fields.pop();
    const around = fields.at(-1);
    const object = /^\s*(?:EMBED|LINK)\s+(\S+)/i.exec(field?.instruction ?? '')?.[1];
    if (object) objects.push(object);
    if (!field || field.hasResult) return;
    if (around && !around.hasResult) around.instruction += innerInstruction(field.instruction);
    else line += fieldHtml(field.instruction);
  };
  const say = (sign: string, run: FormatRun | undefined) => {
    const symbol = run?.properties.get(codes.symbol);
    const font =
      fonts[symbol === undefined ? (run?.properties.get(codes.font) ?? -1) : symbol & 0xffff] ?? '';
    const shown = symbol === undefined ? textIn(font, sign) : symbolOf(font, (symbol >>> 16).toString(16));
    const field = fields.findLast(({ hasResult }) => !hasResult);
    // Results of fields in an instruction are shown only as a part of it.
    const isPart = field && (field === fields.at(-1) || showsInstruction(field.instruction));
    if (field) field.instruction += isPart ? shown : '';
    else line += escapeHtml(shown);
  };
  for (let at = from; at < to; at++) {
    const offset = offsets[at]!;
    const sign = text[at]!;
    switch (sign) {
      case '\u0013':
        fields.push({ instruction: '', hasResult: false });
        continue;
      case '\u0014':
        if (fields.length > 0) fields.at(-1)!.hasResult = true;
        continue;
      case '\u0015':
        endField();
        continue;
    }
    const isInstruction = fields.some(({ hasResult }) => !hasResult);
    if (isInstruction && sign < ' ') continue;
    if (sign === '\r' || sign === '\u0007' || sign === '\f') endParagraph(offset, sign === '\u0007');
    else if (sign === '\u0002') line += noteAt();
    else if (sign === '\u0001' || sign === '\u0008') hasImage = true;
    else if (sign === '\u000b' || sign === '\u000e') line += '<br>';
    else if (sign === '\t') line += ' ';
    else if (sign === '\u001e') line += '-';
    else if (sign >= ' ') {
      const run = characterAt(offset);
      const sight = sightOf(run, paragraphAt(offset), surface);
      if (sight === 'seen') say(sign, run);
      else if (sight === 'unseen' && !isInstruction && /\S/.test(sign)) hiddenCharacters++;
    }
  }
  fields = [];
  if (line || cell) endParagraph(offsets[to - 1] ?? 0, cell !== '');
  endTable();
  lists.close();
  return { html: out.join(''), hiddenCharacters, hasImage, objects };
}

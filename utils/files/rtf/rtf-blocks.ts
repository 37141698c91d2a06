import { escapeHtml } from '../html-text';
import { type ListWriter, listWriter } from '../list-html';

/** What holds for a paragraph. */
export interface RtfParagraph {
  isInTable: boolean;
  /** 1 for the highest of headings. */
  heading: number | undefined;
  /** As shown, with the list's own sign or number. */
  label: string;
  level: number;
}

export const plainParagraph: RtfParagraph = { isInTable: false, heading: undefined, label: '', level: 0 };

/** How a cell goes on from the one before or above it. */
export interface CellMerge {
  isLeft: boolean;
  isAbove: boolean;
}

interface Cell {
  html: string;
  across: number;
  down: number;
}

/** Builds the HTML of one story: the body, a note, a header, a text box. */
export interface RtfBlocks {
  /** @param html of what stands in the line. */
  line(html: string): void;
  endParagraph(paragraph: RtfParagraph): void;
  endCell(paragraph: RtfParagraph): void;
  endRow(merges: readonly CellMerge[]): void;
  /** After the paragraph that is being written. */
  hang(html: string): void;
  /** All of it; nothing may be added after. */
  html(paragraph: RtfParagraph): string;
}

const plainNumber = /^(\d{1,9})\.$/;
const bullet = /^[•·o\uf0b7▪■●○◦‣–\-*§\uf0a7➢✓❖◆⧫□❑❒☐☑★➔→]$/u;

export function rtfBlocks(): RtfBlocks {
  const out: string[] = [];
  let line = '';
  let hung: string[] = [];
  /** Rows of the table that is being written. */
  let rows: Cell[][] = [];
  let row: string[] = [];
  let cell: string[] = [];
  let cellLists: ListWriter = listWriter(cell);
  const lists = listWriter(out);

  const write = (to: string[], toLists: ListWriter, { heading, label, level }: RtfParagraph) => {
    const html = line.trim();
    const mark = label.trim();
    line = '';
    if (html) {
      const number = plainNumber.exec(mark)?.[1];
      if (heading !== undefined) {
        toLists.close();
        to.push(
          `<h${Math.min(heading, 6)}>${mark && !bullet.test(mark) ? `${escapeHtml(mark)} ` : ''}${html}</h${Math.min(heading, 6)}>`,
        );
      } else if (number) toLists.item(level, html, Number(number));
      else if (bullet.test(mark)) toLists.item(level, html);
      else if (mark && level > 0) toLists.item(level, `${escapeHtml(mark)} ${html}`);
      else {
        toLists.close();
        to.push(`<p>${mark && `${escapeHtml(mark)} `}${html}</p>`);
      }
    }
    if (hung.length > 0) {
      toLists.close();
      to.push(...hung);
      hung = [];
    }
  };
  const endTable = () => {
    if (rows.length === 0) return;
    lists.close();
    out.push(
      `<table>${rows
        .map(
          (cells) =>
            `<tr>${cells.map(({ html, across, down }) => `<td colspan="${across}" rowspan="${down}">${html}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`,
    );
    rows = [];
  };
  const blocks: RtfBlocks = {
    line(html) {
      line += html;
    },
    endParagraph(paragraph) {
      if (paragraph.isInTable) write(cell, cellLists, paragraph);
      else {
        // An empty line between two rows does not end their table only if nothing else does.
        if (line.trim() || hung.length > 0) endTable();
        write(out, lists, paragraph);
      }
    },
    endCell(paragraph) {
      write(cell, cellLists, paragraph);
      cellLists.close();
      row.push(cell.join(''));
      cell = [];
      cellLists = listWriter(cell);
    },
    endRow(merges) {
      const cells: Cell[] = [];
      row.forEach((html, index) => {
        const merge = merges[index];
        const before = cells.at(-1);
        const above = rows.at(-1)?.[cells.length];
        if (merge?.isLeft && before) before.across++;
        else if (merge?.isAbove && above) cells.push({ html: html || above.html, across: 1, down: 1 });
        else cells.push({ html, across: 1, down: 1 });
      });
      row = [];
      if (cells.length > 0) rows.push(cells);
    },
    hang(html) {
      if (html) hung.push(html);
    },
    html(paragraph) {
      blocks.endParagraph({ ...paragraph, isInTable: paragraph.isInTable && row.length > 0 });
      if (row.length > 0 || cell.length > 0) {
        blocks.endCell(paragraph);
        blocks.endRow([]);
      }
      endTable();
      lists.close();
      return out.join('');
    },
  };
  return blocks;
}

import { formatNumber } from './format-number';
import type { NumberingUse } from './read-styles';

/** What stands before a paragraph of a list. */
export interface ListMark {
  /** 0 for the outermost list. */
  level: number;
  /** As the document shows it, `1.2.` or `（三）`; empty for a bullet. */
  label: string;
}

export interface CountedLevel {
  start: number;
  /** As formatNumber calls it; `bullet`. */
  format: string;
  /** `%1.%2`: places of the numbers of the levels. */
  text: string;
  isLegal: boolean;
  /** The level whose new number sets this one back; 0 for none. */
  restart?: number;
}

export interface CountedList {
  levels: Map<number, CountedLevel>;
  /** Style of the paragraphs of a level. */
  styles: Map<string, number>;
  /** Lists of one definition count on together. */
  counts: (number | undefined)[];
  starts: Map<number, number>;
}

/** To be asked for each numbered paragraph in the order of the text; undefined where it has no mark. */
export type MarkOf = (use: NumberingUse, style: string | undefined) => ListMark | undefined;

/** Counts a document's lists, which store no numbers. */
export function countLists(lists: ReadonlyMap<string, CountedList>): MarkOf {
  return (use, style) => {
    const list = lists.get(use.numberingId);
    if (!list) return undefined;
    const at = use.level ?? (style ? list.styles.get(style) : undefined) ?? 0;
    const level = list.levels.get(at);
    if (!level) return undefined;
    const forced = list.starts.get(at);
    list.starts.delete(at);
    list.counts[at] = forced ?? (list.counts[at] === undefined ? level.start : list.counts[at] + 1);
    for (const [deeper, { restart }] of list.levels)
      if (deeper > at && restart !== 0 && (restart === undefined || restart > at))
        list.counts[deeper] = undefined;
    if (level.format === 'bullet') return { level: at, label: '' };
    if (level.format === 'none' && !/%/.test(level.text) && !level.text) return undefined;
    const label = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const of = Number(digit) - 1;
      const named = list.levels.get(of);
      const format = level.isLegal && named?.format !== 'none' ? 'decimal' : (named?.format ?? 'decimal');
      return formatNumber(list.counts[of] ?? named?.start ?? 1, format);
    });
    return { level: at, label: label.trim() };
  };
}

import { childOf, childrenOf, descendantsOf, type XmlElement } from '../xml-tree';
import { formatNumber } from './format-number';
import type { NumberingUse } from './read-styles';

/** What stands before a paragraph of a list. */
export interface ListMark {
  /** 0 for the outermost list. */
  level: number;
  /** As the document shows it, `1.2.` or `（三）`; empty for a bullet. */
  label: string;
}

interface Level {
  start: number;
  format: string;
  /** `%1.%2`: places of the numbers of the levels. */
  text: string;
  isLegal: boolean;
  /** The level whose new number sets this one back; 0 for none. */
  restart?: number;
}

interface List {
  levels: Map<number, Level>;
  /** Style of the paragraphs of a level. */
  styles: Map<string, number>;
  /** Lists of one definition count on together. */
  counts: (number | undefined)[];
  starts: Map<number, number>;
}

const settingOf = (element: XmlElement | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes.val;

function readLevel(element: XmlElement): Level {
  const restart = settingOf(element, 'lvlRestart');
  const format =
    settingOf(element, 'numFmt') ??
    [...descendantsOf(element, 'numFmt')].find(({ attributes }) => attributes.val !== 'custom')?.attributes
      .val;
  return {
    start: Number(settingOf(element, 'start') ?? 1),
    format: format ?? 'decimal',
    text: settingOf(element, 'lvlText') ?? '',
    isLegal: childOf(element, 'isLgl') !== undefined,
    ...(restart === undefined ? {} : { restart: Number(restart) }),
  };
}

/**
 * Counts a document's lists, which store no numbers.
 * @param root of `word/numbering.xml`.
 * @returns to be asked for each numbered paragraph in the order of the text; undefined where it has no mark.
 */
export function readNumbering(
  root: XmlElement | undefined,
): (use: NumberingUse, style: string | undefined) => ListMark | undefined {
  const definitions = new Map(
    childrenOf(root, 'abstractNum').map((element) => [element.attributes.abstractNumId, element] as const),
  );
  const byStyleLink = (name: string | undefined) =>
    [...definitions.values()].find((element) => name && settingOf(element, 'styleLink') === name);
  const counts = new Map<XmlElement, (number | undefined)[]>();
  const lists = new Map<string, List>();
  for (const element of childrenOf(root, 'num')) {
    const abstract = definitions.get(settingOf(element, 'abstractNumId') ?? '');
    const definition = byStyleLink(settingOf(abstract, 'numStyleLink')) ?? abstract;
    if (!definition) continue;
    const list: List = { levels: new Map(), styles: new Map(), counts: [], starts: new Map() };
    for (const level of childrenOf(definition, 'lvl')) {
      const at = Number(level.attributes.ilvl);
      list.levels.set(at, readLevel(level));
      const style = settingOf(level, 'pStyle');
      if (style) list.styles.set(style, at);
    }
    for (const override of childrenOf(element, 'lvlOverride')) {
      const at = Number(override.attributes.ilvl);
      const level = childOf(override, 'lvl');
      if (level) list.levels.set(at, readLevel(level));
      const start = settingOf(override, 'startOverride');
      if (start !== undefined) list.starts.set(at, Number(start));
    }
    list.counts = counts.get(definition) ?? [];
    counts.set(definition, list.counts);
    lists.set(element.attributes.numId ?? '', list);
  }
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

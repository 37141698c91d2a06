import { childOf, childrenOf, descendantsOf, type XmlElement } from '../xml-tree';
import { type CountedLevel, type CountedList, countLists, type MarkOf } from './count-lists';

const settingOf = (element: XmlElement | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes.val;

function readLevel(element: XmlElement): CountedLevel {
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

/** The lists of a document, to be counted. @param root of `word/numbering.xml`. */
export function readNumbering(root: XmlElement | undefined): MarkOf {
  const definitions = new Map(
    childrenOf(root, 'abstractNum').map((element) => [element.attributes.abstractNumId, element] as const),
  );
  const byStyleLink = (name: string | undefined) =>
    [...definitions.values()].find((element) => name && settingOf(element, 'styleLink') === name);
  const counts = new Map<XmlElement, (number | undefined)[]>();
  const lists = new Map<string, CountedList>();
  for (const element of childrenOf(root, 'num')) {
    const abstract = definitions.get(settingOf(element, 'abstractNumId') ?? '');
    const definition = byStyleLink(settingOf(abstract, 'numStyleLink')) ?? abstract;
    if (!definition) continue;
    const list: CountedList = { levels: new Map(), styles: new Map(), counts: [], starts: new Map() };
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
  return countLists(lists);
}

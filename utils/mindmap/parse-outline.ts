import { parseCitations, placeholders } from '../citations/parse-citations';
import { deepestLevel, type MapCitation, type MapNode, toLabel } from './map-node';
import { readInline } from './outline-signs';

export interface ParsedOutline {
  root: MapNode;
  /** Nodes that the text itself has written: a root of ours is not counted. */
  writtenCount: number;
  /** Whether the text is an outline, and not an answer in prose. Certain only once it has ended. */
  isOutline: boolean;
}

export interface OutlineOptions {
  /** Whether the text is still being written. */
  isOpen: boolean;
  /** Of a root that the text does not have. */
  title: string;
  /** Words of footnotes by their names, which a file has at its end. */
  notes?: ReadonlyMap<string, string>;
}

interface Line {
  /** 1 to 6 for a heading, 7 for a line in bold; undefined for an item of a list. */
  heading?: number;
  /** Columns before an item. */
  indent: number;
  /** Of an item that is numbered as 1.2.3: how deep that is. */
  numbered?: number;
  text: string;
}

interface Open extends Pick<Line, 'heading' | 'indent'> {
  node: MapNode;
}

const blank = String.raw`[ \t\u00a0\u3000]`;
const heading = new RegExp(`^${blank}{0,3}(#{1,6})${blank}+(.*?)(?:${blank}+#+)?${blank}*$`, 'su');
const bold = new RegExp(`^${blank}{0,3}\\*\\*([^*]+)\\*\\*[:：]?${blank}*$`, 'u');
const bullet = `[-*+•‣◦▪●○–—](?:${blank}+|$)`;
const number = String.raw`(\d{1,3}(?:\.\d{1,3})*)(?:[.)）](?:${blank}+|$)|、${blank}*|(?<=\.\d+)${blank}+)`;
const bracketed = String.raw`[(（]\d{1,3}[)）]${blank}*`;
const item = new RegExp(`^(${blank}*)(?:${bullet}|${number}|${bracketed})(.*)$`, 'su');
const fence = new RegExp(`^${blank}{0,3}(?:\x60{3,}|~{3,})[\\w-]*${blank}*$`, 'u');
const rule = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/;
const checkbox = /^\[[ xX]\][ \t]+/;
const footnotes = /(?:\[\^[\w-]+\])+$/;
/** The beginning of a line that a longer one could still give another meaning: shown now, it might be taken back. */
const undecided = new RegExp(
  `^${blank}*(?:[-*+•‣]|#{1,6}|[(（]?\\d{1,3}[.)）]?|\`{1,3}|~{1,3}|\\*\\*[^*]*\\*{0,2}[:：]?)?${blank}*$`,
  'u',
);

/** More words than these beside an outline, as a share of all, are an answer in prose that has a list in it. */
const mostProse = 0.6;
const fewestNodes = 2;

/** Columns that blanks take: a tab goes to the next fourth one, a wide blank takes two. */
function widthOf(indent: string): number {
  let width = 0;
  for (const sign of indent) {
    if (sign === '\t') width += 4 - (width % 4);
    else width += sign === '\u3000' ? 2 : 1;
  }
  return width;
}

function readLine(line: string): Line | undefined {
  const headed = heading.exec(line);
  if (headed) return { heading: headed[1]!.length, indent: 0, text: headed[2]! };
  const bolded = bold.exec(line);
  if (bolded) return { heading: 7, indent: 0, text: bolded[1]! };
  const listed = item.exec(line);
  if (!listed) return undefined;
  const levels = listed[2]?.split('.').length ?? 1;
  const text = listed[3]!.replace(checkbox, '');
  return { indent: widthOf(listed[1]!), text, ...(levels > 1 ? { numbered: levels } : {}) };
}

/** What a line says: its words, its passages apart. @param isOpen whether it may grow: a marker whose end has not come is not shown yet. */
function readWords(written: string, isOpen: boolean, notes: OutlineOptions['notes']) {
  const refs = (notes && footnotes.exec(written)?.[0]) ?? '';
  const text = written.slice(0, written.length - refs.length);
  const note = [...refs.matchAll(/\[\^([\w-]+)\]/g)].map(([, name]) => notes?.get(name!)).filter(Boolean);
  const cited = /[[【［]/.test(text) ? parseCitations(text, isOpen) : { text, citations: [] };
  const citations: MapCitation[] = cited.citations.map(({ number, quote }) => ({ number, quote }));
  // Where a marker stood before a full stop, none is left; so is the stop.
  const words = cited.text.replace(placeholders, '');
  return { label: toLabel(readInline(words)), citations, note: note.join('\n') };
}

/** The words of one line of an outline, as they would be read; undefined where it is none, or says more than words. */
export function wordsOfLine(line: string): string | undefined {
  if (rule.test(line) || fence.test(line)) return undefined;
  const read = readLine(line);
  const words = read && readWords(read.text, false, new Map());
  return words && words.citations.length === 0 && !footnotes.test(read.text) ? words.label : undefined;
}

/** What a level's end leaves open: the nodes that a line hangs below. */
function closeLevels(open: readonly Open[], { heading, indent, numbered }: Line): Open[] {
  const headings = open.findLastIndex((one) => one.heading !== undefined) + 1;
  let kept = open.length;
  if (heading !== undefined) while (kept > 1 && (open[kept - 1]!.heading ?? 9) >= heading) kept--;
  else if (numbered !== undefined) kept = Math.min(kept, Math.max(headings, 1) + numbered - 1);
  else while (kept > Math.max(headings, 1) && indent < open[kept - 1]!.indent + 2) kept--;
  // What is too deep hangs beside what stands there.
  return open.slice(0, Math.min(kept, deepestLevel));
}

/**
 * Reads an outline as models write it: headings, items of lists with any sign or number, indented by tabs, two, four or mixed blanks,
 * in a code fence or not, with prose before and after. Skipped levels are closed, and all hangs on one root. A text that grows only
 * adds nodes, but for its last one, whose label grows: nodes keep their identity. Once it has ended, several first headings get a root
 * of ours, and a single first item becomes the root.
 */
export function parseOutline(text: string, { isOpen, title, notes }: OutlineOptions): ParsedOutline {
  const lines = text.split(/\r\n|\r|\n/);
  const node = (id: string, label: string): MapNode => ({ id, label, citations: [], note: '', children: [] });
  const root = node('root', title);
  const otherRoots = new Set<MapNode>();
  let open: Open[] = [{ node: root, indent: -2 }];
  let writtenCount = 0;
  const letters = { outline: 0, prose: 0 };
  let last: { text: string; node: MapNode } | undefined;

  const take = (line: Line, isGrowing: boolean) => {
    letters.outline += line.text.length;
    open = closeLevels(open, line);
    const words = readWords(line.text, isGrowing, notes);
    last = undefined;
    // A sign without words is no node; what stands below it hangs one level higher.
    if (!words.label && words.citations.length === 0) return;
    writtenCount++;
    const isRoot = writtenCount === 1 && line.heading !== undefined && line.heading < 7;
    const added = isRoot ? root : node(`n${writtenCount}`, '');
    Object.assign(added, words, { label: words.label || '…' });
    last = { text: line.text, node: added };
    if (isRoot) {
      open = [{ node: root, heading: line.heading, indent: -2 }];
      return;
    }
    const [first] = open;
    const { node: parent } = open.at(-1)!;
    if (parent === root && line.heading !== undefined && line.heading <= (first!.heading ?? 0))
      otherRoots.add(added);
    parent.children.push(added);
    open.push({ node: added, heading: line.heading, indent: line.indent });
  };

  lines.forEach((line, index) => {
    const isGrowing = isOpen && index === lines.length - 1;
    if (/^\s*$/.test(line)) {
      last = undefined;
      return;
    }
    if (fence.test(line) || rule.test(line) || (isGrowing && undecided.test(line))) return;
    const read = readLine(line);
    if (read) take(read, isGrowing);
    else if (last && /^[ \t\u00a0\u3000]/.test(line)) {
      // An item that goes on in the next line, without a blank one between.
      last.text += ` ${line.trim()}`;
      letters.outline += line.trim().length;
      Object.assign(last.node, readWords(last.text, isGrowing, notes));
    } else {
      letters.prose += line.trim().length;
      last = undefined;
    }
  });

  const isOutline =
    writtenCount >= fewestNodes && letters.prose <= (letters.prose + letters.outline) * mostProse;
  return { root: isOpen ? root : closeRoot(root, otherRoots, title), writtenCount, isOutline };
}

/** One root for a text that has ended: ours over several, the item itself where there is only one. */
function closeRoot(root: MapNode, otherRoots: ReadonlySet<MapNode>, title: string): MapNode {
  if (otherRoots.size > 0) {
    const first = { ...root, id: 'first', children: root.children.filter((child) => !otherRoots.has(child)) };
    return { ...root, label: title, citations: [], note: '', children: [first, ...otherRoots] };
  }
  const [only, ...others] = root.children;
  const isOurs = root.label === title && root.citations.length === 0;
  return isOurs && only && others.length === 0 && only.children.length > 0 ? { ...only, id: root.id } : root;
}

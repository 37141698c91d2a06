import type { Passage } from './passages';
import { surroundingsOf } from './surroundings';

/** Containers above a passage that are looked at, counted from its own block. */
const levels = [0, 1, 2, 3, 5];
/** A container with more than this share of the page is the page. */
const wholePage = 0.95;
/** From this length on, and with few links, a passage counts as prose (characters). */
const proseLength = 60;
const proseLinkShare = 0.3;
/** Deeper ancestors add nothing to a passage's own surroundings. */
const maxClimb = 200;

const sentenceEnds = /[.!?…]["'”’)]?(?=\s|$)|[。！？]/g;

const log = (value: number): number => Math.log2(1 + value);
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Sums over the passages of a container, a group or the page. */
interface Sums {
  characters: number;
  linked: number;
  passages: number;
  prose: number;
}

interface Measured {
  passage: Passage;
  length: number;
  isProse: boolean;
  headingLevel: number;
  /** Names of the block and the two above it: passages of one template share it. */
  signature: string;
}

const noSums = (): Sums => ({ characters: 0, linked: 0, passages: 0, prose: 0 });

function add(sums: Sums, { passage, length, isProse }: Measured): void {
  sums.characters += length;
  sums.linked += passage.linkedCharacters;
  sums.passages++;
  if (isProse) sums.prose += length;
}

function sumFor<Key>(map: Map<Key, Sums>, key: Key): Sums {
  let sums = map.get(key);
  if (!sums) {
    sums = noSums();
    map.set(key, sums);
  }
  return sums;
}

type Name = (element: Element | null | undefined) => string;

/** Tag and classes; numbers in them count as the same. */
function nameOnce(): Name {
  const name = memoize(
    (element: Element) => `${element.tagName}.${(element.getAttribute('class') ?? '').replace(/\d+/g, '0')}`,
  );
  return (element) => (element ? name(element) : '');
}

function measure(passage: Passage, ownName: Name): Measured {
  const { text, block, linkedCharacters } = passage;
  const parent = block.parentElement;
  return {
    passage,
    length: text.length,
    isProse: text.length >= proseLength && linkedCharacters < proseLinkShare * text.length,
    headingLevel: Number(/^H([1-6])$/.exec(block.tagName)?.[1] ?? 0),
    signature: `${ownName(block)}<${ownName(parent)}<${ownName(parent?.parentElement)}`,
  };
}

/** The elements from one up to the root, each with its distance. */
function pathUp(element: Element | undefined): Map<Element, number> {
  const path = new Map<Element, number>();
  for (let at: Element | null = element ?? null; at; at = at.parentElement) path.set(at, path.size);
  return path;
}

/** The element with the most prose of its own: a paragraph counts for its parent, and half for its grandparent (as in Readability). */
function proseCentre(measured: readonly Measured[]): Element | undefined {
  const scores = new Map<Element, number>();
  let best: Element | undefined;
  const score = (element: Element | null | undefined, characters: number) => {
    if (!element) return;
    const sum = (scores.get(element) ?? 0) + characters;
    scores.set(element, sum);
    if (!best || sum > scores.get(best)!) best = element;
  };
  for (const { isProse, length, passage } of measured) {
    if (!isProse) continue;
    const parent = passage.block.parentElement;
    score(parent, length);
    score(parent?.parentElement, length / 2);
  }
  return best;
}

/** How many siblings have an element's name: cards of a list, posts of a thread. */
function countTwins(ownName: Name): (element: Element | null) => number {
  const known = new Map<Element, Map<string, number>>();
  return (element) => {
    const parent = element?.parentElement;
    if (!parent) return 0;
    let counts = known.get(parent);
    if (!counts) {
      counts = new Map();
      for (const child of parent.children) counts.set(ownName(child), (counts.get(ownName(child)) ?? 0) + 1);
      known.set(parent, counts);
    }
    return counts.get(ownName(element)) ?? 0;
  };
}

/** How many elements of a kind each element holds. */
function countWithin(root: Element | undefined, selector: string): Map<Element, number> {
  const counts = new Map<Element, number>();
  for (const element of root?.querySelectorAll(selector) ?? []) {
    let climbed = 0;
    for (let at = element.parentElement; at && climbed < maxClimb; at = at.parentElement, climbed++)
      counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

function memoize<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key)!;
  };
}

/**
 * What can be told of each passage from the page alone: its text, its surroundings, its neighbours. No site, no word of any
 * language. The order of the numbers is the model's (main-text-model.json): whoever changes it trains anew.
 * @returns one row a passage.
 */
export function passageFeatures(passages: readonly Passage[]): number[][] {
  const ownName = nameOnce();
  const measured = passages.map((passage) => measure(passage, ownName));
  const page = noSums();
  const containers = new Map<Element, Sums>();
  const groups = new Map<string, Sums>();
  for (const one of measured) {
    add(page, one);
    add(sumFor(groups, one.signature), one);
    let climbed = 0;
    for (
      let at: Element | null = one.passage.block;
      at && climbed < maxClimb;
      at = at.parentElement, climbed++
    )
      add(sumFor(containers, at), one);
  }
  const shareOfPage = (element: Element): number =>
    share(containers.get(element)?.characters ?? 0, page.characters);
  const surroundings = surroundingsOf((element) => shareOfPage(element) > wholePage);
  const twinsOf = countTwins(ownName);
  const root = passages[0]?.block.ownerDocument.body;
  const imagesIn = countWithin(root, 'img, svg');
  const controlsIn = countWithin(root, 'button');
  const inElement = (element: Element | null | undefined, counts: ReadonlyMap<Element, number>): number =>
    element ? log(counts.get(element) ?? 0) : 0;
  const toHeadline = pathUp(measured.find((one) => one.headingLevel === 1)?.passage.block);
  const toProse = pathUp(proseCentre(measured));
  /** Where the ways up from a block and from another place meet: share of the page there, and both distances. */
  const meeting = (block: Element, path: Map<Element, number>): number[] => {
    let up = 0;
    for (let at: Element | null = block; at; at = at.parentElement, up++)
      if (path.has(at)) return [shareOfPage(at), up, path.get(at)!];
    return [-1, -1, -1];
  };
  const pageRow = [
    log(page.characters),
    log(page.passages),
    share(page.linked, page.characters),
    share(page.prose, page.characters),
    share(measured.filter((one) => one.headingLevel > 0).length, page.passages),
  ];
  const firstHeadline = measured.findIndex((one) => one.headingLevel === 1);

  let before = 0;
  let lastHeading: number | undefined;
  return measured.map((one, index) => {
    const { passage, length } = one;
    const { text, block } = passage;
    const row = [
      log(length),
      Math.min(1, share(passage.linkedCharacters, length)),
      log(text.match(sentenceEnds)?.length ?? 0),
      share(length, text.split(' ').length),
      Number(/[.!?…。！？]["'”’)]?$/.test(text)),
      one.headingLevel,
      Number(block.tagName === 'P'),
      Number(block.tagName === 'DIV'),
      share(index, passages.length),
      share(before, page.characters),
      firstHeadline < 0 ? -100 : clamp(index - firstHeadline, 50),
      lastHeading === undefined ? 60 : Math.min(50, index - lastHeading),
      ...surroundings(block),
    ];
    const group = groups.get(one.signature)!;
    row.push(
      log(group.passages),
      share(group.characters, group.passages),
      share(group.linked, group.characters),
      share(group.prose, group.characters),
      share(group.characters, page.characters),
    );
    let at: Element | null = block;
    let level = 0;
    let sums = page;
    for (const wanted of levels) {
      for (; at && level < wanted; level++) at = at.parentElement;
      sums = (at && containers.get(at)) || sums;
      row.push(
        share(sums.characters, page.characters),
        share(sums.linked, sums.characters),
        share(sums.characters, sums.passages),
        share(sums.prose, sums.characters),
        share(sums.prose, page.prose),
      );
    }
    const next = measured[index + 1];
    const parent = block.parentElement;
    const above = parent?.parentElement;
    row.push(
      next ? log(next.length) : -1,
      ...pageRow,
      ...meeting(block, toHeadline),
      ...meeting(block, toProse),
      log(twinsOf(block)),
      inElement(parent, controlsIn),
      inElement(above, controlsIn),
      inElement(above?.parentElement, imagesIn),
      inElement(above?.parentElement, controlsIn),
    );
    before += length;
    if (one.headingLevel > 0) lastHeading = index;
    return row;
  });
}

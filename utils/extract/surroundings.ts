import type { Outline } from './passages';

/** What an element calls itself, by any part of its names. */
const nameFamilies = [
  'nav|menu|crumb|pager|paginat|\\btabs?\\b|sitemap',
  'foot|copyright|colophon|legal',
  'side-?bar|aside|\\brail|widget|secondary|complementary',
  'relat|recommend|similar|\\bmore\\b|also|trend|popular|latest|recent|recirc|\\bnext|\\bprev|suggest',
  'modal|popup|overlay|dialog|cookie|consent|gdpr|toast',
  'newsletter|subscri|sign-?up|sign-?in|login|regist|form|search|contact',
  'comment|disqus|respon|repl(?:y|ies)',
  'meta|byline|author|\\bdate|time|\\btags?\\b|categor|label|\\binfo|credit|user|avatar|profile|signature|stats|count|vote',
  'content|article|body|story|entry|\\bpost|text|main|prose|rich|markdown|\\bcopy\\b',
  'rating|review|star|testimonial',
];
/** One pattern for all families, for one pass over each name. */
const familyWords = new RegExp(nameFamilies.join('|'), 'g');
/** The same once more, to tell the family of a word that was found. */
const familyOfWord = new RegExp(nameFamilies.map((words) => `(${words})`).join('|'));
const nameFamilyCount = nameFamilies.length;
const tagFamilies = new Map([
  ['nav', 0],
  ['menu', 0],
  ['aside', 1],
  ['footer', 2],
  ['form', 3],
  ['fieldset', 3],
  ['main', 4],
  ['figure', 5],
  ['figcaption', 5],
]);
export const familyCount = nameFamilyCount + new Set(tagFamilies.values()).size;

/** Distance at which an ancestor no longer counts. */
const farthest = 12;

const namingAttributes = new Set([
  'class',
  'id',
  'role',
  'itemprop',
  'data-testid',
  'data-component',
  'aria-label',
]);

/** Longer names say how an element looks (characters). */
const longestNames = 400;

const asWritten = new Map<string, string>();

/** Everything by which an element names itself, as words in small letters; a custom tag is a name too. */
export function namesOf(element: Element, tag: string = element.localName): string {
  let written = tag.includes('-') ? tag : '';
  if (element.hasAttributes())
    for (const attribute of element.getAttributeNames())
      if (namingAttributes.has(attribute)) written += ` ${element.getAttribute(attribute)}`;
  if (written === '') return '';
  let names = asWritten.get(written);
  if (names === undefined) {
    names = written
      .slice(0, longestNames)
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .replace(/[_\d]+/g, '-')
      .toLowerCase();
    asWritten.set(written, names);
  }
  return names;
}

const known = new Map<string, readonly number[]>();

const families = new Map<string, number>();

function familyOf(word: string): number {
  let family = families.get(word);
  if (family === undefined) {
    family = familyOfWord.exec(word)!.findIndex((part, at) => at > 0 && part !== undefined) - 1;
    families.set(word, family);
  }
  return family;
}

/** The families that a name belongs to, by number; some more than once. */
function familiesOf(names: string): readonly number[] {
  let found = known.get(names);
  if (!found) {
    found = (names.match(familyWords) ?? []).map(familyOf);
    known.set(names, found);
  }
  return found;
}

/**
 * How far above each block the nearest one of each family of names and tags stands, itself included.
 * @param names each block's own names (see namesOf).
 * @param isPage whether a block holds nearly all of the page: its names say nothing of its parts.
 * @returns block by block, `familyCount` distances.
 */
export function surroundings(
  { tags, parents }: Outline,
  names: readonly string[],
  isPage: (block: number) => boolean,
): Uint8Array {
  const distances = new Uint8Array(tags.length * familyCount).fill(farthest);
  for (let block = 0; block < tags.length; block++) {
    const own = block * familyCount;
    if (block > 0) {
      const above = parents[block]! * familyCount;
      for (let family = 0; family < familyCount; family++) {
        const distance = distances[above + family]!;
        if (distance < farthest) distances[own + family] = distance + 1;
      }
    }
    if (names[block] && !isPage(block))
      for (const family of familiesOf(names[block]!)) distances[own + family] = 0;
    const ofTag = tagFamilies.get(tags[block]!);
    if (ofTag !== undefined) distances[own + nameFamilyCount + ofTag] = 0;
  }
  return distances;
}

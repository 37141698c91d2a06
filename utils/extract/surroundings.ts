/** What an element calls itself, by any part of its names. */
const nameFamilies: RegExp[] = [
  /nav|menu|crumb|pager|paginat|\btabs?\b|sitemap/,
  /foot|copyright|colophon|legal/,
  /side-?bar|aside|\brail|widget|secondary|complementary/,
  /relat|recommend|similar|\bmore\b|also|trend|popular|latest|recent|recirc|\bnext|\bprev|suggest/,
  /modal|popup|overlay|dialog|cookie|consent|gdpr|toast/,
  /newsletter|subscri|sign-?up|sign-?in|login|regist|form|search|contact/,
  /comment|disqus|respon|repl(?:y|ies)/,
  /meta|byline|author|\bdate|time|\btags?\b|categor|label|\binfo|credit|user|avatar|profile|signature|stats|count|vote/,
  /content|article|body|story|entry|\bpost|text|main|prose|rich|markdown|\bcopy\b/,
  /rating|review|star|testimonial/,
];
const tagFamilies: readonly (readonly string[])[] = [
  ['NAV', 'MENU'],
  ['ASIDE'],
  ['FOOTER'],
  ['FORM', 'FIELDSET'],
  ['MAIN'],
  ['FIGURE', 'FIGCAPTION'],
];
const namingAttributes = ['class', 'id', 'role', 'itemprop', 'data-testid', 'data-component', 'aria-label'];

/** Distance at which an ancestor no longer counts. */
const farthest = 12;

/** Everything by which an element names itself, as words in small letters; a custom tag is a name too. */
function namesOf(element: Element): string {
  let names = element.tagName.includes('-') ? element.tagName : '';
  for (const attribute of namingAttributes) {
    const value = element.getAttribute(attribute);
    if (value) names += ` ${value}`;
  }
  return names
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[_\d]+/g, '-')
    .toLowerCase();
}

/**
 * How far above an element the nearest one of each family of names and tags stands, itself included.
 * @param isPage an element that holds nearly all of the page: its names say nothing of its parts.
 * @returns a function that remembers: elements share their ancestors.
 */
export function surroundingsOf(isPage: (element: Element) => boolean): (element: Element) => number[] {
  const known = new Map<Element, number[]>();
  const named = new Map<string, number[]>();
  const none = new Array<number>(nameFamilies.length + tagFamilies.length).fill(farthest);
  const familiesOf = (names: string): number[] => {
    let found = named.get(names);
    if (!found) {
      found = nameFamilies.flatMap((family, index) => (family.test(names) ? [index] : []));
      named.set(names, found);
    }
    return found;
  };
  return (element) => {
    const path: Element[] = [];
    let at: Element | null = element;
    for (; at && !known.has(at); at = at.parentElement) path.push(at);
    let distances = at ? known.get(at)! : none;
    for (const next of path.reverse()) {
      distances = distances.map((distance) => Math.min(farthest, distance + 1));
      const names = namesOf(next);
      if (names && !isPage(next)) for (const index of familiesOf(names)) distances[index] = 0;
      tagFamilies.forEach((tags, index) => {
        if (tags.includes(next.tagName)) distances[nameFamilies.length + index] = 0;
      });
      known.set(next, distances);
    }
    return distances;
  };
}

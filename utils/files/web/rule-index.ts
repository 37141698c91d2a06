import type { CssRule } from './css-rules';

/** What a selector may ask that no file can answer, or that is not about the element itself. */
const unanswerable =
  /::|:(?:before|after|first-l|hover|focus|active|visited|target|checked|disabled|-|placeholder)/i;
/** Tests of an element against a selector that is more than a name: each costs some microseconds. Above, rules are passed over. */
const mostTests = 100_000;

/** Finds what rules are about, quickly: most of them ask for one class. */
export interface RuleIndex {
  /** The elements that a rule is about. */
  elementsOf(rule: CssRule): readonly Element[];
  /** The rules that are about an element, the weightier later. */
  rulesOf(element: Element): CssRule[];
}

/** What an element must have for a selector to be about it: `#id`, `.class` or a name; `*` for anything. */
function keyOf(selector: string): string {
  const last = /([^\s>+~]+)\s*$/.exec(selector.replace(/\([^()]*\)|\[[^\]]*\]/g, ''))?.[1] ?? '';
  return (
    /#[\w-]+/.exec(last)?.[0] ??
    /\.[\w-]+/.exec(last)?.[0] ??
    /^[a-z][\w-]*/i.exec(last)?.[0].toLowerCase() ??
    '*'
  );
}

const keysOf = (element: Element): string[] => [
  '*',
  element.localName,
  ...(element.id ? [`#${element.id}`] : []),
  ...(element.getAttribute('class')?.split(/\s+/).filter(Boolean) ?? []).map((name) => `.${name}`),
];

/** @param root the elements of which count, itself included. */
export function indexRules(root: Element, rules: readonly CssRule[]): RuleIndex {
  const elements = new Map<string, Element[]>();
  for (const element of [root, ...root.querySelectorAll('*')])
    for (const key of keysOf(element)) {
      const found = elements.get(key);
      if (found) found.push(element);
      else elements.set(key, [element]);
    }
  const byKey = new Map<string, CssRule[]>();
  for (const rule of rules) {
    if (unanswerable.test(rule.selector)) continue;
    const named = rule.selector.replace(/\([^()]*\)|\[[^\]]*\]/g, '').match(/[#.][\w-]+/g) ?? [];
    // About elements in others that this document does not have.
    if (named.some((name) => !elements.has(name))) continue;
    const key = keyOf(rule.selector);
    const found = byKey.get(key);
    if (found) found.push(rule);
    else byKey.set(key, [rule]);
  }
  const usable = new Set([...byKey.values()].flat());
  let tests = 0;
  const isAbout = (element: Element, { selector }: CssRule): boolean => {
    if (selector === '*' || selector === keyOf(selector)) return true;
    if (++tests > mostTests) return false;
    try {
      return element.matches(selector);
    } catch {
      // A selector that the parser does not know hides nothing.
      return false;
    }
  };
  return {
    elementsOf: (rule) =>
      usable.has(rule)
        ? (elements.get(keyOf(rule.selector)) ?? []).filter((element) => isAbout(element, rule))
        : [],
    rulesOf: (element) =>
      keysOf(element)
        .flatMap((key) => byKey.get(key) ?? [])
        .filter((rule) => isAbout(element, rule))
        .sort((a, b) => a.weight - b.weight),
  };
}

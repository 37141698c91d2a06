/** What one rule of a style sheet sets for the elements of one selector. */
export interface CssRule {
  selector: string;
  declarations: ReadonlyMap<string, string>;
  /** Later and more special rules win: a number to compare. */
  weight: number;
}

/** The width of window that rules for some widths are judged by (CSS pixels). */
const windowWidth = 1280;
/** More rules than any page has; beyond, none is looked at. */
const mostRules = 50_000;

/** `name: value` pairs in small letters; what is marked as important keeps its mark. */
export function parseDeclarations(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const declaration of text.split(';')) {
    const at = declaration.indexOf(':');
    if (at < 0) continue;
    const name = declaration.slice(0, at).trim().toLowerCase();
    const value = declaration
      .slice(at + 1)
      .trim()
      .toLowerCase();
    const before = found.get(name);
    if (name && value && !(before?.includes('!important') && !value.includes('!important')))
      found.set(name, value);
  }
  return found;
}

/** Ids, then classes and the like, then names (as CSS counts). */
function specificity(selector: string): number {
  const count = (pattern: RegExp) => selector.match(pattern)?.length ?? 0;
  return count(/#/g) * 10_000 + count(/[.[]|:(?!:)/g) * 100 + count(/(?:^|[\s>+~])[a-z]/gi);
}

/** Whether what a block of rules asks for holds on a screen. */
function holds(condition: string): boolean {
  if (/^@(?:supports|layer|container|document)/i.test(condition)) return true;
  if (!/^@media/i.test(condition)) return false;
  return condition
    .slice(6)
    .split(',')
    .some((query) => {
      if (/\bprint\b|\bspeech\b|prefers-|\bnot\b|hover|orientation:\s*portrait|amzn/i.test(query))
        return false;
      const pixels = (pattern: RegExp): number | undefined => {
        const [, value, unit] = pattern.exec(query) ?? [];
        return value === undefined ? undefined : Number(value) * (unit === 'px' ? 1 : 16);
      };
      const least = pixels(/min-width:\s*([\d.]+)(px|r?em)/i) ?? 0;
      const most = pixels(/max-width:\s*([\d.]+)(px|r?em)/i) ?? Number.POSITIVE_INFINITY;
      return least <= windowWidth && windowWidth <= most;
    });
}

/**
 * The rules of style sheets in their order, as far as they hold on a screen.
 * @param sheets texts of CSS; damage costs the rules that it is in.
 */
export function parseCss(sheets: readonly string[]): CssRule[] {
  const rules: CssRule[] = [];
  const read = (css: string) => {
    let at = 0;
    /** Blocks of rules that are open. */
    let depth = 0;
    while (at < css.length && rules.length < mostRules) {
      const open = css.indexOf('{', at);
      const close = css.indexOf('}', at);
      if (close >= 0 && (open < 0 || close < open)) {
        depth = Math.max(0, depth - 1);
        at = close + 1;
        continue;
      }
      if (open < 0) break;
      // Statements without a block stand before it.
      const prelude = css.slice(at, open).split(';').at(-1)!.trim();
      if (prelude.startsWith('@') && holds(prelude)) {
        depth++;
        at = open + 1;
        continue;
      }
      const end = prelude.startsWith('@') ? endOfBlock(css, open) : close < 0 ? css.length : close;
      if (!prelude.startsWith('@')) {
        const declarations = parseDeclarations(css.slice(open + 1, end));
        for (const selector of prelude
          .split(/,(?![^(]*\))/)
          .map((one) => one.trim())
          .filter(Boolean))
          rules.push({ selector, declarations, weight: specificity(selector) * mostRules + rules.length });
      }
      at = end + 1;
    }
  };
  for (const sheet of sheets) read(sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ''));
  return rules;
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    else if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}

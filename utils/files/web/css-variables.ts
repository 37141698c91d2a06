import type { CssRule } from './css-rules';

type Declarations = ReadonlyMap<string, string>;

/** Variables in variables; deeper ones are left as they are, and so is one that names itself. */
const deepest = 8;
/** No value that hides anything is longer; variables that double each other would grow without end (characters). */
const longest = 500;

const use = /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)/g;

/** Variables of style sheets, by name. Which element has which is not asked: the last rule that sets one counts. */
export const variablesOf = (rules: readonly CssRule[]): Map<string, string> =>
  new Map(rules.flatMap(({ declarations }) => [...declarations].filter(([name]) => name.startsWith('--'))));

/** The same declarations with the values of variables, or what stands for those that are not set, in the place of their names. */
export function withVariables(declarations: Declarations, variables: Declarations): Declarations {
  if (![...declarations.values()].some((value) => value.includes('var('))) return declarations;
  const setTo = (name: string) => {
    const value = declarations.get(name) ?? variables.get(name);
    return value === undefined || value.length <= longest ? value : '';
  };
  const resolved = new Map<string, string>();
  for (const [property, written] of declarations) {
    let value = written;
    for (let depth = 0; depth < deepest && value.length <= longest && value.includes('var('); depth++)
      value = value.replace(use, (all, name: string, otherwise?: string) => setTo(name) ?? otherwise ?? all);
    resolved.set(property, value.length <= longest ? value : written);
  }
  return resolved;
}

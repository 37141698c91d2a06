/** Where the order is left, in the extension's own world of a page: no script of the page sees it. */
const key = 'unabridgedReadsWhole';

/** Runs in the page, before the reader: a file cannot be given arguments. */
export function orderReader(isWhole: boolean, name: string): boolean {
  (globalThis as Record<string, unknown>)[name] = isWhole;
  return true;
}
export const orderArguments = (isWhole: boolean): [boolean, string] => [isWhole, key];

/** In the reader: whether all of the page is wanted, not its main text only. */
export const readsWhole = (): boolean => (globalThis as Record<string, unknown>)[key] === true;

/** Where the order is left, in the extension's own world of a page: no script of the page sees it. */
const key = 'unabridgedReadsWhole';

export interface PageState {
  /** The page's own address. */
  address: string;
  isLoaded: boolean;
}

/** Runs in the page, before the reader: a file cannot be given arguments. @returns what the page knows of itself. */
export function orderReader(isWhole: boolean, name: string): PageState {
  (globalThis as Record<string, unknown>)[name] = isWhole;
  return { address: document.URL, isLoaded: document.readyState === 'complete' };
}
export const orderArguments = (isWhole: boolean): [boolean, string] => [isWhole, key];

/** In the reader: whether all of the page is wanted, not its main text only. */
export const readsWhole = (): boolean => (globalThis as Record<string, unknown>)[key] === true;

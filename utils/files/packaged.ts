/**
 * Address of a file that comes with the extension (see wxt.config.ts); undefined where there is none to ask (in Node).
 * @param path from the root of the package.
 */
export const packaged = (path: string): string | undefined =>
  typeof location === 'undefined' ? undefined : `${location.origin}/${path}`;

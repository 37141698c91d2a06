import { browser } from 'wxt/browser';

/** The address of a file in the extension's package. */
export const packagedUrl = (path: string): string => browser.runtime.getURL(path as '/');

/** Whether the package has the file: a fetch of one that it lacks fails like a network that is down. */
export function isPackaged(path: string): Promise<boolean> {
  return fetch(packagedUrl(path), { method: 'HEAD' }).then(
    (response) => response.ok,
    () => false,
  );
}

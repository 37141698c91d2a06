import { browser } from 'wxt/browser';

/** The address of a file in the extension's package. */
export const packagedUrl = (path: string): string => browser.runtime.getURL(path as '/');

/** Whether the package has the file: a fetch of one that it lacks fails like a network that is down. */
export async function isPackaged(path: string): Promise<boolean> {
  try {
    // Not HEAD: Firefox says yes to that for any path.
    const response = await fetch(packagedUrl(path));
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

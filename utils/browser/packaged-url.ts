import { browser } from 'wxt/browser';

/** The address of a file in the extension's package. */
export const packagedUrl = (path: string): string => browser.runtime.getURL(path as '/');

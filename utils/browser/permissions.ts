import { browser } from 'wxt/browser';
import { AppError } from '../shared/app-error';

/** Match pattern of an address's host; ports cannot be told apart by browsers' patterns. */
function patternFor(url: string): string {
  if (!URL.canParse(url)) throw new AppError('unexpected', { said: 'not an address' });
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

export const hasHostPermission = (url: string): Promise<boolean> =>
  URL.canParse(url) ? browser.permissions.contains({ origins: [patternFor(url)] }) : Promise.resolve(false);

/** Asks the user, from a click only. @returns whether it was given. */
export const requestHostPermission = (url: string): Promise<boolean> =>
  browser.permissions.request({ origins: [patternFor(url)] });

const everySite = ['http://*/*', 'https://*/*'];

/** Whether the user has switched on local files for the extension, in the browser's own list: that cannot be asked for. */
export const mayReadFiles = (): Promise<boolean> => browser.extension.isAllowedFileSchemeAccess();

/** Whether other tabs' pages are open to us, as far as the browser opens any. */
export const hasEverySite = (): Promise<boolean> => browser.permissions.contains({ origins: everySite });

const ask = (origins: string[]): Promise<boolean> => browser.permissions.request({ origins });

/**
 * Asks the user for all sites, and for local files where those are switched on, from a click only; asks nothing where it was given
 * before.
 * @returns whether it is given.
 */
export const requestEverySite = (): Promise<boolean> => {
  const asked = import.meta.env.FIREFOX
    ? ask(everySite)
    : // Chromium refuses, without a question, to ask for files that are not switched on.
      ask([...everySite, 'file:///*']).catch(() => ask(everySite));
  // Where the browser does not even ask, or the user wants no files read, what was given before counts.
  return asked.catch(() => false).then((isGiven) => isGiven || hasEverySite());
};

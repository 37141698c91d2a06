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

/** Asks the user, from a click only; asks nothing where it was given before. @returns whether it is given. */
export const requestEverySite = (): Promise<boolean> => browser.permissions.request({ origins: everySite });

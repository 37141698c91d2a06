/** A path for showing: it is never written to a disk, and no part of it leads upwards. */
export const shownPath = (path: string): string =>
  path
    .replace(/\\/g, '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');

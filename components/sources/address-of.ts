/** An address as a person reads it; below its own site's name without that name. */
export function addressOf(url: string, ownHost: string): string {
  const { host, pathname, search } = new URL(url);
  const path = `${pathname}${search}`;
  const shown = host === ownHost ? path : `${host}${path === '/' ? '' : path}`;
  try {
    return decodeURI(shown);
  } catch {
    // Not everything that looks like an encoding is one.
    return shown;
  }
}

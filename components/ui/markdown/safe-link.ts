const allowed = new Set(['http:', 'https:', 'mailto:']);

export interface SafeLink {
  href: string;
  /** The true host, where the visible text names another one; shown beside it. */
  hostToShow: string;
}

const hostInText = /(?:[a-z][a-z0-9+.-]*:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/iu;

/**
 * A link out of a model's text that may be shown as one, or null: other schemes than http(s) and mailto stay text.
 * @param label what the reader sees of the link.
 */
export function toSafeLink(url: string, label: string): SafeLink | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, href } = new URL(url);
  if (!allowed.has(protocol)) return null;
  const named = hostInText
    .exec(label)?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '');
  const isOther = named !== undefined && host !== '' && host.replace(/^www\./, '') !== named;
  return { href, hostToShow: isOther ? host : '' };
}

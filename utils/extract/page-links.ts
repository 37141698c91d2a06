import type { PageLink } from './extracted-page';

/** What pages call the way to their next part, in the languages that do. */
const nextWords =
  /^(?:(?:go to )?next(?: page| chapter| part| post)?|continue(?: reading)?|older posts?|下一?[页頁章节節篇回话話]|下页|次(?:の(?:ページ|章|話))?へ?|次のページ|следующая|weiter|suivant|siguiente)\s*[›»>→▶]*$|^[›»→▶]$/iu;

/** A link to the next part says no more than that (characters). */
const longestNext = 60;

const textOf = (link: Element): string =>
  (
    link.textContent?.trim() ||
    link.getAttribute('aria-label') ||
    link.getAttribute('title') ||
    link.querySelector('img[alt]')?.getAttribute('alt') ||
    ''
  )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

interface Address {
  href: string;
  host: string;
}

/** An address that can be read as a page of its own, without its fragment; null for anything else. */
function pageAddress(written: string | null, base: string): Address | null {
  const full = written ? URL.parse(written, base)?.href : undefined;
  if (!full) return null;
  // Its parts are cut out of the whole, as each question to an URL takes its time; a name with an @ would be a user's.
  const host = /^https?:\/\/([^/@]*)\//.exec(full)?.[1];
  if (host === undefined) return null;
  const hash = full.indexOf('#');
  return { href: hash < 0 ? full : full.slice(0, hash), host };
}

/** The links of a page and the address of its next part. */
export interface PageLinks {
  /** Each address once, in reading order, those of the same site first; never the page itself. */
  links: PageLink[];
  /** On the same site; empty where the page names none. */
  nextUrl: string;
}

/**
 * @param page for what its head declares.
 * @param body of an inert copy, before anything is left out.
 * @param pageUrl the page's own address.
 * @param base what relative addresses start from.
 */
export function pageLinks(page: Document, body: Element, pageUrl: string, base: string): PageLinks {
  const own = pageAddress(pageUrl, pageUrl)?.href;
  const host = URL.parse(pageUrl)?.host ?? '';
  const known = new Map<string, PageLink & { isOwnSite: boolean }>();
  const addresses = new Map<string, Address | null>();
  const addressOf = (link: Element): Address | null => {
    const written = link.getAttribute('href') ?? '';
    let found = addresses.get(written);
    if (found === undefined) {
      found = pageAddress(written, base);
      addresses.set(written, found);
    }
    return found;
  };
  let nextUrl = declaredNext(page, host, own, base);
  for (const link of body.querySelectorAll('a[href]')) {
    const url = addressOf(link);
    if (!url || url.href === own) continue;
    const text = textOf(link);
    const isOwnSite = url.host === host;
    // Longer texts are headlines that begin with such a word.
    if (!nextUrl && isOwnSite && text.length < longestNext && nextWords.test(text)) nextUrl = url.href;
    const before = known.get(url.href);
    // A card is often linked twice, the first time by its picture.
    if (!before) known.set(url.href, { url: url.href, text, isOwnSite });
    else if (before.text === '' && text) before.text = text;
  }
  const links = (isWanted: boolean): PageLink[] =>
    [...known.values()].flatMap(({ url, text, isOwnSite }) =>
      isOwnSite === isWanted ? [{ url, text: text || url }] : [],
    );
  return { links: [...links(true), ...links(false)], nextUrl };
}

function declaredNext(page: Document, host: string, own: string | undefined, base: string): string {
  for (const declared of page.querySelectorAll('link[rel~="next"], a[rel~="next"]')) {
    const url = pageAddress(declared.getAttribute('href'), base);
    if (url && url.href !== own && url.host === host) return url.href;
  }
  return '';
}

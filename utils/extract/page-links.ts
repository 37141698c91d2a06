import type { PageLink } from './extracted-page';

/** What pages call the way to their next part, in the languages that do. */
const nextWords =
  /^(?:(?:go to )?next(?: page| chapter| part| post)?|continue(?: reading)?|older posts?|下一?[页頁章节節篇回话話]|下页|次(?:の(?:ページ|章|話))?へ?|次のページ|следующая|weiter|suivant|siguiente)\s*[›»>→▶]*$|^[›»→▶]$/iu;

/** Longer ones are headlines that begin with such a word (characters, with white space). */
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

/** An address that can be read as a page of its own; null for anything else. */
function pageAddress(href: string | null, base: string): string | null {
  if (!href || !URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  url.hash = '';
  return url.href;
}

/**
 * The links of a page: each address once, in reading order, those of the same site first; never the page itself.
 * @param body of an inert copy, before anything is left out.
 * @param pageUrl the page's own address.
 * @param base what relative addresses start from.
 */
export function pageLinks(body: Element, pageUrl: string, base: string): PageLink[] {
  const own = pageAddress(pageUrl, pageUrl);
  const host = URL.canParse(pageUrl) ? new URL(pageUrl).host : '';
  const known = new Map<string, PageLink>();
  for (const link of body.querySelectorAll('a[href]')) {
    const url = pageAddress(link.getAttribute('href'), base);
    if (!url || url === own) continue;
    const text = textOf(link);
    const before = known.get(url);
    // A card is often linked twice, the first time by its picture.
    if (!before) known.set(url, { url, text });
    else if (before.text === '' && text) before.text = text;
  }
  const links = [...known.values()].map(({ url, text }) => ({ url, text: text || url }));
  const isOwnSite = ({ url }: PageLink) => new URL(url).host === host;
  return [...links.filter(isOwnSite), ...links.filter((link) => !isOwnSite(link))];
}

/** The address of the page's next part, on the same site; empty where it names none. */
export function nextPage(page: Document, body: Element, pageUrl: string, base: string): string {
  const host = URL.canParse(pageUrl) ? new URL(pageUrl).host : '';
  const own = pageAddress(pageUrl, pageUrl);
  const addressOf = (candidate: Element): string | undefined => {
    const url = pageAddress(candidate.getAttribute('href'), base);
    return url && url !== own && new URL(url).host === host ? url : undefined;
  };
  for (const declared of page.querySelectorAll('link[rel~="next"], a[rel~="next"]')) {
    const url = addressOf(declared);
    if (url) return url;
  }
  for (const link of body.querySelectorAll('a[href]')) {
    const isShort = (link.textContent?.length ?? 0) < longestNext;
    const url = isShort && nextWords.test(textOf(link)) ? addressOf(link) : undefined;
    if (url) return url;
  }
  return '';
}

import type { PageLink } from '../extract/extracted-page';

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** What wikis call a page in its address; empty where that cannot be read. */
function pageNameOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname.split('/').at(-1)!);
  } catch {
    // Not everything that looks like an encoding is one.
    return '';
  }
}

/**
 * The link of a page that lists what a name may mean to one of these entries: called so, by the name in its address, or, where that
 * is one link only, with more or fewer words.
 */
export function findEntry(links: readonly PageLink[], name: string): PageLink | undefined {
  const wanted = fold(name);
  if (!wanted) return undefined;
  const called = links.map((link) => ({ link, text: fold(link.text) }));
  const near = called.filter(
    ({ text }) => text.length > 1 && (text.startsWith(wanted) || wanted.startsWith(text)),
  );
  return (
    called.find(({ text }) => text === wanted)?.link ??
    links.find(({ url }) => fold(pageNameOf(url)) === wanted) ??
    (near.length === 1 ? near[0]!.link : undefined)
  );
}

import { inject } from './inject';
import { findTabWith } from './tabs';

/** The page fetches for some seconds itself. */
const limitMs = 20_000;

/**
 * The pictures of an open page that may show whom it is about, the likeliest first, as the page itself has them: the extension fetches
 * nothing.
 * @param tabId the tab that it was read from.
 * @returns `closed` where no tab shows the address any more, as far as the browser tells us; no picture where the page has none, or
 * lets none be taken.
 */
export async function picturesOfPage(page: { url: string; tabId?: number }): Promise<Blob[] | 'closed'> {
  const tab = await findTabWith(page.url, page.tabId);
  if (!tab) return 'closed';
  const [main] = await inject({ tabId: tab.id }, limitMs, { files: ['/pictures.js'] }).catch(() => []);
  const coded = Array.isArray(main?.result) ? main.result.map(String) : [];
  return coded.map((one) => new Blob([Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0))]));
}

import { extractPlain, extractShownPage } from '../extract/extract-page';
import { isPlainDocument } from '../extract/plain-document';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { fetchPage } from './fetch-page';
import { withPageLaidOut } from './lay-out-page';
import type { ReadPage } from './read-tab';

/**
 * Reads a page that another one links to, whole.
 * @param parentUrl see fetchPage.
 * @param isWhole see extractShownPage.
 * @throws AppError what fetchPage throws; `page-needs-scripts` where the page has no text of its own
 */
export async function readPage(
  url: string,
  parentUrl: string,
  isWhole: boolean,
  signal: AbortSignal,
): Promise<ReadPage> {
  const fetched = await fetchPage(url, parentUrl, signal);
  const page = isPlainDocument(fetched.contentType)
    ? extractPlain('', fetched.url, fetched.contentType, fetched.text)
    : withPageLaidOut(fetched.text, fetched.url, (shown) => extractShownPage(shown, isWhole));
  if (!page.markdown) throw new AppError('page-needs-scripts', { host: hostOf(url) });
  return { ...page, unreadFrames: page.foreignFrames.length };
}

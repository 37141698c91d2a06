import { extractPlain, extractShownPage } from '../extract/extract-page';
import { isPlainDocument } from '../extract/plain-document';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { fetchPage } from './fetch-page';
import { withPageLaidOut } from './lay-out-page';
import { nestsTooDeep } from './nests-too-deep';
import { pageToSourceText, type SourceText } from './source-text';

/**
 * Reads a page that another one links to, whole.
 * @param parentUrl see fetchPage.
 * @param isWhole see extractShownPage.
 * @param readFile reads what is no page but a PDF.
 * @param get fetches the page.
 * @throws AppError what fetchPage and `readFile` throw; `page-too-deep`; `page-needs-scripts` where the page has no text of its own
 */
export async function readPage(
  url: string,
  parentUrl: string,
  isWhole: boolean,
  signal: AbortSignal,
  readFile: (file: Blob) => Promise<SourceText>,
  get = fetchPage,
): Promise<SourceText> {
  const fetched = await get(url, parentUrl, signal);
  if (fetched.file) return { ...(await readFile(fetched.file)), url: fetched.url };
  if (isPlainDocument(fetched.contentType))
    return pageToSourceText({
      ...extractPlain('', fetched.url, fetched.contentType, fetched.text),
      unreadFrameHosts: [],
    });
  if (nestsTooDeep(fetched.text)) throw new AppError('page-too-deep', { host: hostOf(url) });
  const page = withPageLaidOut(fetched.text, fetched.url, (shown, frames) => ({
    ...extractShownPage(shown, isWhole),
    unreadFrameHosts: frames.map(hostOf),
    wasFetched: true,
  }));
  if (!page.markdown) throw new AppError('page-needs-scripts', { host: hostOf(url) });
  return pageToSourceText(page);
}

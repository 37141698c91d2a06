import { type ErrorRecord, toAppError } from '../shared/app-error';
import { type FetchedPage, fetchPage } from './fetch-page';

/** One page a worker: it is ended with it. */
export interface PageJob {
  url: string;
  parentUrl: string;
}

export type PageReport = { type: 'done'; page: FetchedPage } | { type: 'failed'; error: ErrorRecord };

addEventListener('message', async ({ data: { url, parentUrl } }: MessageEvent<PageJob>) => {
  const report = await fetchPage(url, parentUrl, new AbortController().signal).then(
    (page): PageReport => ({ type: 'done', page }),
    (error: unknown): PageReport => ({ type: 'failed', error: toAppError(error).toRecord() }),
  );
  postMessage(report);
});

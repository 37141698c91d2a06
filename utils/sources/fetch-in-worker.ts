import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import type { FetchedPage } from './fetch-page';
import type { PageJob, PageReport } from './page.worker';

/**
 * Fetches a linked page in a worker of its own, for a page that may talk to nobody itself.
 * @throws AppError what fetchPage throws.
 */
export async function fetchInWorker(
  url: string,
  parentUrl: string,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const host = hostOf(url);
  if (signal.aborted) throw new AppError('read-interrupted', { host });
  const worker = new Worker(new URL('./page.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('read-interrupted', { host })), {
        once: true,
      });
      worker.onerror = (event) => reject(new AppError('page-unreachable', { host }, event.message));
      worker.onmessage = ({ data }: MessageEvent<PageReport>) => {
        if (data.type === 'done') resolve(data.page);
        else reject(new AppError(data.error.code, data.error.facts));
      };
      const job: PageJob = { url, parentUrl };
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
  }
}

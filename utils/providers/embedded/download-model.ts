import { AppError } from '../../shared/app-error';
import type { DownloadJob, DownloadReport } from './download.worker';
import { partName } from './model-files';
import type { EmbeddedModel } from './models';

const codes = { network: 'download-failed', damaged: 'download-damaged', 'no-room': 'storage-full' } as const;

/**
 * Fetches a model to this device, going on where an earlier try ended.
 * @param addresses tried in order, see modelAddresses.
 * @param onProgress bytes on the disk so far, at most ten times a second.
 * @throws AppError `download-failed`, `download-damaged`, `storage-full`; on abort the signal's reason. What was fetched is kept, unless it was damaged.
 */
export async function downloadModel(
  model: EmbeddedModel,
  addresses: string[],
  onProgress: (loadedBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./download.worker.ts', import.meta.url), { type: 'module' });
  const job: DownloadJob = {
    addresses,
    file: model.file,
    part: partName(model),
    sizeBytes: model.sizeBytes,
    sha256: model.sha256,
  };
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.onerror = (event) => reject(new AppError('download-failed', { said: event.message }));
      worker.onmessage = ({ data }: MessageEvent<DownloadReport>) => {
        if (data.kind === 'progress') onProgress(data.loadedBytes);
        else if (data.kind === 'done') resolve();
        else {
          onProgress(data.keptBytes);
          reject(new AppError(codes[data.why], data.why === 'network' ? { said: data.said } : {}));
        }
      };
      worker.postMessage(job);
    });
  } finally {
    // Ends the transfer and lets go of the file, however the promise ended.
    worker.terminate();
  }
}

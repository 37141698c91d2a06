import { AppError } from '../shared/app-error';
import type { FileJob, FileReport } from './file.worker';
import type { ExtractedFile } from './file-format';
import { limits } from './limits';

export interface ReadInWorker {
  read: ExtractedFile;
  /** SHA-256 of the file's bytes in hexadecimal digits. */
  hash: string;
}

/**
 * Reads a file in a worker of its own, which is ended with it: by its result, by the signal, or by silence.
 * @param onProgress is told shares from 0 to 1.
 * @throws AppError what readFile throws; `file-over-limit` for a file that is too large, or that says nothing for too long; on abort
 * `read-interrupted`.
 */
export async function readInWorker(
  job: FileJob,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<ReadInWorker> {
  if (signal.aborted) throw new AppError('read-interrupted');
  if (job.file.size > limits.fileBytes) throw new AppError('file-over-limit', { limit: 'bytes' });
  const worker = new Worker(new URL('./file.worker.ts', import.meta.url), { type: 'module' });
  let silence: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const listen = () => {
        clearTimeout(silence);
        silence = setTimeout(
          () => reject(new AppError('file-over-limit', { limit: 'seconds' })),
          limits.silenceMs + (limits.silencePerMegabyteMs * job.file.size) / 1e6,
        );
      };
      listen();
      signal.addEventListener('abort', () => reject(new AppError('read-interrupted')), { once: true });
      worker.onerror = (event) => reject(new AppError('file-broken', {}, event.message));
      worker.onmessage = ({ data }: MessageEvent<FileReport>) => {
        listen();
        if (data.type === 'progress') onProgress(data.share);
        else if (data.type === 'done') resolve({ read: data.read, hash: data.hash });
        else reject(new AppError(data.error.code, data.error.facts));
      };
      worker.postMessage(job);
    });
  } finally {
    clearTimeout(silence);
    worker.terminate();
  }
}

import { AppError } from '../shared/app-error';
import type { BackupJob, BackupReport, BackupValues } from './backup.worker';

/**
 * Backups are written, checked and restored in a worker of their own: no page stands still, and whatever is under way can be ended at any
 * moment, which leaves nothing broken (see restoreBackup).
 */
export class BackupDesk {
  #worker: Worker | undefined;
  #failWaiting: ((error: unknown) => void) | undefined;

  #opened(): Worker {
    this.#worker ??= new Worker(new URL('./backup.worker.ts', import.meta.url), { type: 'module' });
    return this.#worker;
  }

  /**
   * One job; the next one after it has ended.
   * @param onProgress 0 to 1.
   * @throws AppError see writeBackup, checkBackup and restoreBackup; `engine-failed` where the worker broke; what `close` was given.
   */
  do<Type extends BackupJob['type']>(
    job: Extract<BackupJob, { type: Type }>,
    onProgress: (share: number) => void = () => {},
  ): Promise<BackupValues[Type]> {
    const { promise, resolve, reject } = Promise.withResolvers<BackupValues[Type]>();
    const worker = this.#opened();
    this.#failWaiting = reject;
    worker.onmessage = ({ data }: MessageEvent<BackupReport>) => {
      if (data.type === 'progress') onProgress(data.share);
      else if (data.type === 'done') resolve(data.value as BackupValues[Type]);
      else reject(new AppError(data.error.code, data.error.facts));
    };
    worker.onerror = ({ message }) => {
      this.close(new AppError('engine-failed', { said: message || 'the work on the backup stopped' }));
    };
    worker.postMessage(job);
    return promise;
  }

  /** Ends what is under way. @param reason what its promise is rejected with. */
  close(reason: unknown = new DOMException('cancelled', 'AbortError')): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failWaiting?.(reason);
    this.#failWaiting = undefined;
  }
}

import { AppError, type ErrorRecord, toAppError } from '../shared/app-error';
import { restoreLock } from '../storage/restore-lock';
import { checkBackup } from './check-backup';
import { restoreBackup } from './restore-backup';
import type { BackupContents, RestoreChoices, RestorePlan } from './restore-plan';
import { writeBackup } from './write-backup';

/** What the worker is asked; one after the other. `restore` is of the file that was checked last. */
export type BackupJob =
  | { type: 'back-up'; createdAt: number }
  | { type: 'check'; file: Blob }
  | { type: 'restore'; choices: RestoreChoices };

/** What it gives for each. */
export interface BackupValues {
  'back-up': Blob;
  check: BackupContents;
  restore: null;
}

export type BackupReport =
  | { type: 'progress'; share: number }
  | { type: 'done'; value: BackupValues[BackupJob['type']] }
  | { type: 'failed'; error: ErrorRecord };

/** Told at most so often. */
const toldEveryMs = 100;

let checked: { file: Blob; plan: RestorePlan } | undefined;

const report = (message: BackupReport) => postMessage(message);

function teller(): (share: number) => void {
  let toldAt = 0;
  return (share) => {
    if (performance.now() - toldAt < toldEveryMs) return;
    toldAt = performance.now();
    report({ type: 'progress', share });
  };
}

async function work(job: BackupJob): Promise<BackupValues[BackupJob['type']]> {
  const onProgress = teller();
  switch (job.type) {
    case 'back-up':
      return writeBackup(job.createdAt, onProgress);
    case 'check': {
      checked = undefined;
      const { plan, contents } = await checkBackup(job.file, onProgress);
      checked = { file: job.file, plan };
      return contents;
    }
    case 'restore': {
      if (!checked) throw new AppError('backup-unknown');
      const { file, plan } = checked;
      await navigator.locks.request(restoreLock, () => restoreBackup(file, plan, job.choices, onProgress));
      return null;
    }
  }
}

addEventListener('message', ({ data }: MessageEvent<BackupJob>) => {
  work(data).then(
    (value) => report({ type: 'done', value }),
    (error: unknown) => report({ type: 'failed', error: toAppError(error).toRecord() }),
  );
});

import { useEffect, useRef, useState } from 'react';
import { BackupDesk } from '../../utils/backup/backup-desk';
import type { BackupContents, RestoreChoices } from '../../utils/backup/restore-plan';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { saveFile } from '../ui/save-file';

/** How far a backup or a restore has come. */
export type BackupState =
  | { step: 'idle' }
  | { step: 'making' | 'restoring'; share: number }
  | { step: 'checking'; share: number; name: string }
  | { step: 'made'; name: string; sizeBytes: number }
  | { step: 'choosing'; contents: BackupContents }
  | { step: 'restored' }
  | { step: 'stopped' }
  | { step: 'failed'; error: ErrorRecord };

/** Backs up and restores, one at a time. */
export function useBackup() {
  const [state, setState] = useState<BackupState>({ step: 'idle' });
  const desk = useRef<BackupDesk>(undefined);
  useEffect(() => () => desk.current?.close(), []);

  const opened = () => (desk.current ??= new BackupDesk());
  /** Where the user has ended it, the page says so already. */
  const fail = (error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    setState({ step: 'failed', error: toAppError(error).toRecord() });
  };

  const backUp = async () => {
    const createdAt = Date.now();
    setState({ step: 'making', share: 0 });
    try {
      const job = { type: 'back-up', createdAt } as const;
      const file = await opened().do<'back-up'>(job, (share) => setState({ step: 'making', share }));
      const day = new Date(createdAt - new Date(createdAt).getTimezoneOffset() * 60_000).toISOString();
      const name = `unabridged-backup-${day.slice(0, 16).replace(/[T:]/g, '-')}.jsonl.gz`;
      saveFile(file, name);
      setState({ step: 'made', name, sizeBytes: file.size });
    } catch (error) {
      fail(error);
    }
  };

  const check = async (file: File) => {
    const { name } = file;
    setState({ step: 'checking', share: 0, name });
    try {
      const contents = await opened().do<'check'>({ type: 'check', file }, (share) =>
        setState({ step: 'checking', share, name }),
      );
      setState({ step: 'choosing', contents });
    } catch (error) {
      fail(error);
    }
  };

  const restore = async (choices: RestoreChoices) => {
    setState({ step: 'restoring', share: 0 });
    try {
      await opened().do<'restore'>({ type: 'restore', choices }, (share) =>
        setState({ step: 'restoring', share }),
      );
      setState({ step: 'restored' });
    } catch (error) {
      fail(error);
    }
  };

  /** Ends what is under way, or takes the chosen file back. */
  const cancel = () => {
    setState({ step: state.step === 'restoring' ? 'stopped' : 'idle' });
    desk.current?.close();
  };

  return { state, backUp, check, restore, cancel };
}

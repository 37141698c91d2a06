import { Download, Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { Progress } from '../ui/Progress';
import { RestorePreview } from './RestorePreview';
import { useBackup } from './use-backup';

/** Everything into one file, and out of one: checked and shown before anything is written. */
export function BackupSection() {
  const texts = useTexts();
  const { t, megabytes } = texts;
  const input = useRef<HTMLInputElement>(null);
  const { state, backUp, check, restore, cancel } = useBackup();
  const { step } = state;
  const section = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    // What had the focus is gone: the keyboard goes on here.
    if (step !== before.current && document.activeElement === document.body)
      section.current?.querySelector<HTMLElement>('[data-testid="restore-preview"], button')?.focus();
    before.current = step;
  }, [step]);
  const isBusy = step === 'making' || step === 'checking' || step === 'restoring';

  const saying = () => {
    if (!isBusy) return '';
    const percent = Math.round(state.share * 100);
    if (step === 'checking') return t('backup.checking', { name: state.name, percent });
    return t(step === 'making' ? 'backup.making' : 'backup.restoring', { percent });
  };

  return (
    <div ref={section} className="space-y-3" data-testid="backup" data-step={step}>
      <input
        ref={input}
        type="file"
        hidden
        accept=".gz,.jsonl,.json,application/gzip,application/json"
        data-testid="restore-input"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void check(file);
          // The same file can be picked again.
          currentTarget.value = '';
        }}
      />
      {isBusy ? (
        <div className="space-y-2 rounded-2xl border border-line p-4">
          <p className="truncate text-[13px] tabular-nums" title={saying()}>
            {saying()}
          </p>
          <Progress value={state.share} label={saying()} />
          {step === 'restoring' && <p className="text-xs text-muted">{t('backup.restoringHint')}</p>}
          <Button data-testid="backup-cancel" onClick={cancel}>
            {t(step === 'restoring' ? 'backup.stop' : 'action.cancel')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            data-testid="back-up"
            icon={<Download aria-hidden className="size-4" />}
            onClick={() => void backUp()}
          >
            {t('backup.make')}
          </Button>
          <Button
            data-testid="restore-open"
            icon={<Upload aria-hidden className="size-4" />}
            onClick={() => input.current?.click()}
          >
            {t('backup.open')}
          </Button>
        </div>
      )}
      {step === 'made' && (
        <Notice tone="info">
          {t('backup.made', {
            name: state.name,
            size: state.sizeBytes < 1e6 ? `< ${megabytes(1e6)}` : megabytes(state.sizeBytes),
          })}
        </Notice>
      )}
      {step === 'choosing' && (
        <RestorePreview
          contents={state.contents}
          onRestore={(choices) => void restore(choices)}
          onCancel={cancel}
        />
      )}
      {step === 'restored' && <Notice tone="info">{t('backup.restored')}</Notice>}
      {step === 'stopped' && <Notice tone="info">{t('backup.stopped')}</Notice>}
      {step === 'failed' && <Notice tone="danger">{errorText(state.error, texts)}</Notice>}
    </div>
  );
}

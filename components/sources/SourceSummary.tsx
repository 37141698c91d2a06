import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** Fewer sources are seen at a glance. */
const fewest = 3;

interface SourceSummaryProps {
  sources: readonly Source[];
  onCancel: () => void;
  onRetry: () => void;
  onClear: () => void;
}

/** How far many sources are, and what can be done about all of them. */
export function SourceSummary({ sources, onCancel, onRetry, onClear }: SourceSummaryProps) {
  const { t, number } = useTexts();
  if (sources.length < fewest) return null;
  const count = (status: Source['status']) => sources.filter((source) => source.status === status).length;
  const failed = count('failed');
  const isReading = count('reading') > 0;
  return (
    <div
      data-testid="source-summary"
      data-ready={count('ready')}
      data-failed={failed}
      className="flex min-h-7 items-center gap-1 pl-1.5 text-xs text-muted tabular-nums"
    >
      <span className="min-w-0 flex-1 truncate">
        {isReading
          ? t('sources.progress', { ready: number(count('ready')), count: number(sources.length) })
          : t('sources.count', { count: number(sources.length) })}
        {failed > 0 && (
          <span className="text-danger"> · {t('sources.failed', { count: number(failed) })}</span>
        )}
      </span>
      {failed > 0 && !isReading && (
        <Button look="quiet" className="min-h-7! px-2!" data-testid="retry-failed" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
      {isReading ? (
        <Button look="quiet" className="min-h-7! px-2!" data-testid="cancel-reading" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      ) : (
        <Button look="quiet" className="min-h-7! px-2!" data-testid="remove-all" onClick={onClear}>
          {t('sources.removeAll')}
        </Button>
      )}
    </div>
  );
}

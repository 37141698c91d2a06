import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** Fewer sources are seen at a glance. */
export const fewestSummed = 3;

interface SourceSummaryProps {
  sources: readonly Source[];
  onCancel: () => void;
  onRetry: () => void;
  onClear: () => void;
}

/** Brings the next source that was not read into sight, from where the list stands; after the last one the first again. */
function showNextFailed(from: Element): void {
  const list = from.closest('[data-testid="source-summary"]')?.parentElement;
  const failed = [...(list?.querySelectorAll('[data-testid="source-chip"][data-state="failed"]') ?? [])];
  const middle = list ? list.getBoundingClientRect().top + list.clientHeight / 2 : 0;
  const below = failed.find((chip) => chip.getBoundingClientRect().top > middle);
  (below ?? failed[0])?.scrollIntoView({ block: 'center' });
}

/** How far many sources are, and what can be done about all of them. */
export function SourceSummary({ sources, onCancel, onRetry, onClear }: SourceSummaryProps) {
  const { t, number } = useTexts();
  if (sources.length < fewestSummed) return null;
  const count = (status: Source['status']) => sources.filter((source) => source.status === status).length;
  const failed = count('failed');
  const isReading = count('reading') > 0;
  return (
    <div
      data-testid="source-summary"
      data-ready={count('ready')}
      data-failed={failed}
      // Stays above the sources that are scrolled.
      className="sticky -top-2 z-10 -mt-2 flex min-h-9 shrink-0 items-center gap-1 rounded-t-lg bg-page pt-2 pl-1.5 text-xs text-muted tabular-nums"
    >
      <span className="min-w-0 flex-1 truncate">
        {isReading
          ? t('sources.progress', { ready: number(count('ready')), count: number(sources.length) })
          : t('sources.count', { count: number(sources.length) })}
        {failed > 0 && (
          <button
            type="button"
            data-testid="show-failed"
            title={t('sources.showFailed')}
            className="text-danger hover:underline"
            onClick={(event) => showNextFailed(event.currentTarget)}
          >
            &nbsp;· {t('sources.failed', { count: number(failed) })}
          </button>
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

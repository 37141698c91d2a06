import { CircleAlert, FileText, LoaderCircle, RotateCw, Scissors, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { hostOf } from '../../utils/shared/host-of';
import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { type SourceActions, SourceReceiptCard } from './SourceReceiptCard';

interface SourceChipProps extends SourceActions {
  source: Source;
  /** The tab shows something else by now. */
  isStale?: boolean;
  /** Absent for a source that was sent already. */
  onRemove?: (source: Source) => void;
  onReadAgain?: (source: Source) => void;
}

/** One source: what it is, how much was read, and its state. A click opens its receipt. */
export function SourceChip({ source, isStale = false, onRemove, onReadAgain, ...actions }: SourceChipProps) {
  const texts = useTexts();
  const { t, compact } = texts;
  const isPart = source.receipt?.partOfCharacters !== undefined;
  const Icon = { reading: LoaderCircle, ready: isPart ? Scissors : FileText, failed: CircleAlert }[
    source.status
  ];
  const detail = {
    reading: t('source.reading'),
    ready: isStale
      ? t('source.changed')
      : t('source.sizeShort', {
          characters: compact(source.characterCount),
          tokens: compact(source.tokenCount),
        }),
    failed: source.error ? errorText(source.error, texts) : '',
  }[source.status];
  return (
    <div
      data-testid="source-chip"
      data-state={source.status}
      data-stale={isStale || undefined}
      className={`group flex w-full min-w-0 items-start gap-1 rounded-xl border px-1 py-1 ${source.status === 'failed' ? 'border-transparent bg-danger-soft' : 'border-line bg-page'}`}
    >
      <Popover.Root>
        <Popover.Trigger
          className="flex min-w-0 flex-1 items-start gap-2 rounded-lg px-1.5 py-0.5 text-left"
          disabled={source.status !== 'ready'}
        >
          <Icon
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 ${source.status === 'reading' ? 'animate-spin text-muted' : source.status === 'failed' ? 'text-danger' : 'text-accent'}`}
          />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-[13px] font-medium" title={source.title}>
              {source.title || hostOf(source.url) || t('source.thisPage')}
            </span>
            <span
              className={`block text-xs text-muted ${source.status === 'failed' ? '' : 'truncate tabular-nums'}`}
            >
              {detail}
            </span>
          </span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            side="top"
            align="start"
            sideOffset={6}
            collisionPadding={12}
            className="z-20 w-[min(340px,calc(100vw-24px))] rounded-xl border border-line bg-page p-3 shadow-raised"
          >
            <SourceReceiptCard source={source} {...actions} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {(source.status === 'failed' || isStale) && onReadAgain && (
        <Button
          look="quiet"
          icon={<RotateCw aria-hidden className="size-3.5" />}
          iconLabel={t('action.readAgain')}
          className="size-7!"
          onClick={() => onReadAgain(source)}
        />
      )}
      {onRemove && (
        <Button
          look="quiet"
          icon={<X aria-hidden className="size-3.5" />}
          iconLabel={t('action.remove', { title: source.title })}
          className="size-7!"
          onClick={() => onRemove(source)}
        />
      )}
    </div>
  );
}

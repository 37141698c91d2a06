import { CircleAlert, FileText, LoaderCircle, RotateCw, Scissors, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { memo } from 'react';
import { hostOf } from '../../utils/shared/host-of';
import type { Source } from '../../utils/sources/source';
import { Button } from '../ui/Button';
import { errorActions, errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { PopoverCard } from '../ui/PopoverCard';
import { Progress } from '../ui/Progress';
import { PasswordForm } from './PasswordForm';
import { type SourceActions, SourceReceiptCard } from './SourceReceiptCard';

interface SourceChipProps extends SourceActions {
  source: Source;
  /** The tab shows something else by now. */
  isStale?: boolean;
  /** Absent for a source that was sent already. */
  onRemove?: (source: Source) => void;
  /** Opens a locked file. */
  onUnlock?: (source: Source, password: string) => void;
}

/**
 * Whether a chip looks the same: records come anew from the database with every change of the chat, and fifty chips are not drawn
 * again for it. What its buttons do depends on the source and the chat alone, and a list of chips lives as long as its chat is shown.
 */
const isSameChip = (before: SourceChipProps, now: SourceChipProps): boolean =>
  before.isStale === now.isStale &&
  Boolean(before.onRemove) === Boolean(now.onRemove) &&
  Boolean(before.onReadAgain) === Boolean(now.onReadAgain) &&
  (before.source === now.source || JSON.stringify(before.source) === JSON.stringify(now.source));

/** One source: what it is, how much was read, and its state. A click opens its receipt. */
export const SourceChip = memo(function SourceChip({
  source,
  isStale = false,
  onRemove,
  onUnlock,
  ...actions
}: SourceChipProps) {
  const texts = useTexts();
  const { t, compact } = texts;
  const { onReadAgain } = actions;
  const unreadFrames = source.receipt?.unreadFrameHosts?.length ?? 0;
  const unreadParts = source.receipt?.unreadParts?.length ?? 0;
  const canReadAgain =
    !source.error ||
    errorActions[source.error.code].some((action) => action === 'read-again' || action === 'retry');
  const isLocked = source.error?.code === 'file-locked' || source.error?.code === 'password-wrong';
  const isPart = source.receipt?.partOfCharacters !== undefined;
  const Icon = { reading: LoaderCircle, ready: isPart ? Scissors : FileText, failed: CircleAlert }[
    source.status
  ];
  const characters = compact(source.characterCount);
  const unread = [
    ...(unreadFrames > 0 ? [t('source.framesShort', { count: unreadFrames })] : []),
    ...(unreadParts > 0 ? [t('source.partsShort', { count: unreadParts })] : []),
  ];
  const size =
    unread.length > 0
      ? [t('source.characters', { characters }), ...unread].join(' · ')
      : t('source.sizeShort', { characters, tokens: compact(source.tokenCount) });
  const detail = {
    reading:
      source.readShare === undefined
        ? t('source.reading')
        : t('file.reading', { percent: Math.floor(source.readShare * 100) }),
    ready: isStale ? t('source.changed') : size,
    failed: source.error ? errorText(source.error, texts) : '',
  }[source.status];
  return (
    <div
      data-testid="source-chip"
      data-state={source.status}
      data-stale={isStale || undefined}
      className={`group w-full min-w-0 rounded-xl border px-1 py-1 ${source.status === 'failed' ? 'border-transparent bg-danger-soft' : 'border-line bg-page'}`}
    >
      <div className="flex items-start gap-1">
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
                {source.title || hostOf(source.url) || t('source.unnamed')}
              </span>
              <span
                className={`block text-xs text-muted ${source.status === 'failed' ? '' : 'truncate tabular-nums'}`}
              >
                {detail}
              </span>
              {source.status === 'reading' && source.readShare !== undefined && (
                <span className="mt-1 block">
                  <Progress value={source.readShare} label={detail} />
                </span>
              )}
            </span>
          </Popover.Trigger>
          <PopoverCard className="p-3">
            <SourceReceiptCard source={source} {...actions} />
          </PopoverCard>
        </Popover.Root>
        {((source.status === 'failed' && canReadAgain) || isStale) && onReadAgain && (
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
      {isLocked && onUnlock && (
        <PasswordForm title={source.title} onOpen={(password) => onUnlock(source, password)} />
      )}
    </div>
  );
}, isSameChip);

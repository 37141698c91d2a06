import { type DragEvent, useDeferredValue, useState } from 'react';
import type { Source } from '../../utils/sources/source';
import { SourceChip } from '../sources/SourceChip';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { SourceSummary } from '../sources/SourceSummary';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

interface PendingSourcesProps extends Omit<SourceActions, 'onReadAgain'> {
  sources: readonly Source[];
  isStale: (source: Source) => boolean;
  /** Files that were given once more, and were not added again. */
  repeatedCount: number;
  onCancel: () => void;
  onClear: () => void;
  onRemove: (source: Source) => void;
  onUnlock: (source: Source, password: string) => void;
  onReadAgain: (sources: readonly Source[]) => void;
  /** @param to its place afterwards, from 0. */
  onMove: (source: Source, to: number) => void;
}

/** Ten thousand chips would freeze the panel; more are drawn when they are asked for. */
const drawnAtOnce = 400;
const drawnFirst = 12;
/** What a chip that is dragged carries: nothing that another place takes. */
const dragType = 'application/x-unabridged-source';

/** The sources that wait for the question, in the order in which they are sent: a summary of many, and a chip for each. */
export function PendingSources({
  sources,
  isStale,
  repeatedCount,
  onCancel,
  onClear,
  onReadAgain,
  onMove,
  ...actions
}: PendingSourcesProps) {
  const { t, number } = useTexts();
  const [limit, setLimit] = useState(drawnAtOnce);
  const [dragged, setDragged] = useState<Source>();
  const [target, setTarget] = useState<number>();
  // The first at once, the rest in slices: fifty of them hold up no key press.
  const drawn = useDeferredValue(limit, drawnFirst);
  const rest = sources.length - limit;
  const endDrag = () => {
    setDragged(undefined);
    setTarget(undefined);
  };
  const onDragOver = (event: DragEvent, index: number) => {
    if (!event.dataTransfer.types.includes(dragType)) return;
    event.preventDefault();
    setTarget(index);
  };
  return (
    <>
      <SourceSummary
        sources={sources}
        onCancel={onCancel}
        onRetry={() => onReadAgain(sources.filter(({ status }) => status === 'failed'))}
        onClear={onClear}
      />
      {repeatedCount > 0 && (
        <p role="status" data-testid="files-repeated" className="px-1.5 text-xs text-muted">
          {t('file.repeated', { count: repeatedCount })}
        </p>
      )}
      {sources.slice(0, drawn).map((source, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys move it as well
        <div
          key={source.id}
          draggable={sources.length > 1}
          title={sources.length > 1 ? t('file.move') : undefined}
          className={`rounded-xl transition-opacity ${dragged?.id === source.id ? 'opacity-40' : ''} ${target === index && dragged && dragged.id !== source.id ? 'outline-2 outline-accent' : ''}`}
          onDragStart={(event) => {
            event.dataTransfer.setData(dragType, source.id);
            event.dataTransfer.effectAllowed = 'move';
            setDragged(source);
          }}
          onDragEnd={endDrag}
          onDragOver={(event) => onDragOver(event, index)}
          onDrop={(event) => {
            if (!dragged) return;
            event.preventDefault();
            onMove(dragged, index);
            endDrag();
          }}
          onKeyDown={(event) => {
            const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
            const to = index + (step ?? 0);
            if (step === undefined || to < 0 || to >= sources.length) return;
            event.preventDefault();
            onMove(source, to);
          }}
        >
          <SourceChip
            source={source}
            isStale={isStale(source)}
            onReadAgain={() => onReadAgain([source])}
            {...actions}
          />
        </div>
      ))}
      {rest > 0 && (
        <Button
          look="quiet"
          className="justify-center"
          data-testid="show-more-sources"
          onClick={() => setLimit(limit + drawnAtOnce)}
        >
          {t('sources.showMore', { count: number(rest) })}
        </Button>
      )}
    </>
  );
}

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import { type Section, splitSections } from '../../utils/context/split-sections';
import type { Source } from '../../utils/sources/source';
import { loadSourceText } from '../../utils/storage/sources';
import { estimateTokens } from '../../utils/tokens/estimate-tokens';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

interface PartPickerProps {
  source: Source;
  /** Tokens that the model has room for; undefined where that is not known. */
  roomTokens: number | undefined;
  onUse: (sections: Section[]) => void;
  onClose: () => void;
}

interface Row extends Section {
  tokenCount: number;
}

/** Lets the user choose which sections of a text are sent, with a running total against the model's room. */
export function PartPicker({ source, roomTokens, onUse, onClose }: PartPickerProps) {
  const { t, compact, number } = useTexts();
  const [rows, setRows] = useState<Row[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());

  useEffect(() => {
    void loadSourceText(source.id).then(({ text }) =>
      setRows(
        splitSections(text).map((section) => ({
          ...section,
          tokenCount: estimateTokens(text.slice(section.start, section.end)),
        })),
      ),
    );
  }, [source.id]);

  const total = useMemo(
    () => rows.reduce((sum, row) => sum + (chosen.has(row.start) ? row.tokenCount : 0), 0),
    [rows, chosen],
  );
  const isTooMuch = roomTokens !== undefined && total > roomTokens;
  const toggle = (start: number) => {
    const next = new Set(chosen);
    if (!next.delete(start)) next.add(start);
    setChosen(next);
  };
  const fillFromTop = () => {
    const next = new Set<number>();
    let sum = 0;
    for (const row of rows) {
      if (roomTokens !== undefined && sum + row.tokenCount > roomTokens) break;
      sum += row.tokenCount;
      next.add(row.start);
    }
    setChosen(next);
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/30" />
        <Dialog.Content
          data-testid="part-picker"
          className="fixed inset-x-2 bottom-2 z-40 flex max-h-[85vh] flex-col rounded-2xl border border-line bg-page p-4 shadow-raised sm:inset-x-auto sm:left-1/2 sm:w-[520px] sm:-translate-x-1/2"
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-[15px] font-semibold">{t('part.title')}</Dialog.Title>
            <Button
              look="quiet"
              className="-mt-1 -mr-1"
              icon={<X aria-hidden className="size-4" />}
              iconLabel={t('action.close')}
              onClick={onClose}
            />
          </div>
          <Dialog.Description className="mb-3 text-xs text-muted">{t('part.hint')}</Dialog.Description>
          <ul className="thin-scroll -mx-1 min-h-0 flex-1 overflow-y-auto px-1">
            {rows.map((row) => (
              <li key={row.start}>
                <label className="flex cursor-pointer items-center gap-2.5 rounded-lg px-1.5 py-1.5 hover:bg-surface">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={chosen.has(row.start)}
                    onChange={() => toggle(row.start)}
                  />
                  <span className="min-w-0 flex-1 truncate text-[13px]">{row.title}</span>
                  <span className="text-xs text-muted tabular-nums">{compact(row.tokenCount)}</span>
                </label>
              </li>
            ))}
          </ul>
          <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
            <span className={`mr-auto text-xs tabular-nums ${isTooMuch ? 'text-danger' : 'text-muted'}`}>
              {roomTokens === undefined
                ? t('composer.meter', { tokens: number(total) })
                : t('part.room', { tokens: number(total), room: number(roomTokens) })}
            </span>
            {roomTokens !== undefined && <Button onClick={fillFromTop}>{t('part.fill')}</Button>}
            <Button
              look="primary"
              data-testid="use-part"
              disabled={chosen.size === 0 || isTooMuch}
              onClick={() => onUse(rows.filter((row) => chosen.has(row.start)))}
            >
              {t('part.use')}
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

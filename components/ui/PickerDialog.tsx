import { Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from './Button';
import { useTexts } from './i18n';

export interface PickerRow {
  id: string;
  label: string;
  /** Right of the label: a size, or below it an address. */
  detail?: string;
  /** Second line, in small letters. */
  note?: string;
  /** Rows of one group stand under its name. */
  group?: string;
}

interface PickerDialogProps {
  title: string;
  hint: string;
  testId: string;
  rows: readonly PickerRow[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onClose: () => void;
  hasSearch?: boolean;
  /** Shown where there are no rows. */
  empty?: string;
  /** Below the list: a total, and what to do. */
  children: ReactNode;
}

/** More rows at once would make the panel wait; the search finds the others. */
const rowsAtOnce = 200;

/** A longer list keeps its height while a search shortens it: the field must not run away from the eye. */
const fewRows = 6;

/** A list to check things off, with a search and a footer. */
export function PickerDialog({
  title,
  hint,
  testId,
  rows,
  chosen,
  onChoose,
  onClose,
  hasSearch = false,
  empty,
  children,
}: PickerDialogProps) {
  const { t, number } = useTexts();
  const [wanted, setWanted] = useState('');
  const [limit, setLimit] = useState(rowsAtOnce);
  const search = useRef<HTMLInputElement>(null);
  const found = useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return rows;
    return rows.filter(({ label, note }) => {
      const text = `${label} ${note ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [rows, wanted]);
  const shown = found.slice(0, limit);
  const areAllChosen = found.length > 0 && found.every(({ id }) => chosen.has(id));

  const toggle = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/30" />
        <Dialog.Content
          data-testid={testId}
          onOpenAutoFocus={(event) => {
            if (!search.current) return;
            event.preventDefault();
            search.current.focus();
          }}
          className={`fixed inset-x-2 bottom-2 z-40 flex ${hasSearch && rows.length > fewRows ? 'h-[min(85vh,600px)]' : 'max-h-[85vh]'} flex-col rounded-2xl border border-line bg-page p-4 shadow-raised sm:inset-x-auto sm:left-1/2 sm:w-[520px] sm:-translate-x-1/2`}
        >
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-[15px] font-semibold">{title}</Dialog.Title>
            <Button
              look="quiet"
              className="-mt-1 -mr-1"
              icon={<X aria-hidden className="size-4" />}
              iconLabel={t('action.close')}
              onClick={onClose}
            />
          </div>
          <Dialog.Description className="mb-3 text-xs text-muted">{hint}</Dialog.Description>
          {hasSearch && (
            <div className="mb-2 flex items-center gap-2">
              <label className="flex min-w-0 flex-1 items-center gap-2 rounded-lg border border-line px-2.5 focus-within:border-accent">
                <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
                <input
                  ref={search}
                  data-testid="picker-search"
                  value={wanted}
                  placeholder={t('picker.search')}
                  aria-label={t('picker.search')}
                  className="min-w-0 flex-1 bg-transparent py-1.5 text-[13px] outline-none placeholder:text-muted"
                  onChange={(event) => setWanted(event.target.value)}
                />
              </label>
              <Button
                data-testid="picker-all"
                disabled={found.length === 0}
                onClick={() =>
                  toggle(
                    found.map(({ id }) => id),
                    !areAllChosen,
                  )
                }
              >
                {areAllChosen ? t('picker.none') : t('picker.all', { count: number(found.length) })}
              </Button>
            </div>
          )}
          <div className="thin-scroll -mx-1 min-h-0 flex-1 overflow-y-auto px-1">
            {shown.map((row, index) => (
              <div key={row.id}>
                {row.group && row.group !== shown[index - 1]?.group && (
                  <h3 className="px-1.5 pt-2 pb-0.5 text-xs font-medium text-muted">{row.group}</h3>
                )}
                <label className="flex cursor-pointer items-center gap-2.5 rounded-lg px-1.5 py-1.5 hover:bg-surface">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-accent"
                    checked={chosen.has(row.id)}
                    onChange={(event) => toggle([row.id], event.target.checked)}
                  />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-[13px]" title={row.label}>
                      {row.label}
                    </span>
                    {row.note && <span className="block truncate text-xs text-muted">{row.note}</span>}
                  </span>
                  {row.detail && <span className="text-xs text-muted tabular-nums">{row.detail}</span>}
                </label>
              </div>
            ))}
            {found.length > shown.length && (
              <Button look="quiet" className="mt-1 w-full justify-center" onClick={() => setLimit(limit * 4)}>
                {t('picker.more', { count: number(found.length - shown.length) })}
              </Button>
            )}
            {found.length === 0 && (
              <p className="px-1.5 py-4 text-center text-[13px] text-muted">
                {rows.length === 0 ? empty : t('picker.nothing')}
              </p>
            )}
          </div>
          <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

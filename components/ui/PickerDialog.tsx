import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from './Button';
import { DialogFrame } from './DialogFrame';
import { useTexts } from './i18n';
import { SearchField } from './SearchField';

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
  /** Above the list: why it says less than it could. */
  notice?: ReactNode;
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
  notice,
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
    <DialogFrame
      title={title}
      hint={hint}
      data-testid={testId}
      className={hasSearch && rows.length > fewRows ? 'h-[min(85vh,600px)]' : undefined}
      focusFirst={() => search.current}
      onClose={onClose}
    >
      {hasSearch && (
        <div className="mb-2 flex items-center gap-2">
          <SearchField
            ref={search}
            data-testid="picker-search"
            className="flex-1"
            value={wanted}
            label={t('picker.search')}
            onChange={setWanted}
          />
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
      {notice}
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
    </DialogFrame>
  );
}

import { ChevronDown, ChevronUp } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { SearchField } from '../ui/SearchField';
import type { MapCanvas } from './canvas/map-canvas';

/** Finds nodes by their words, and goes from one to the next. */
export function MapSearch({ canvas }: { canvas: RefObject<MapCanvas | null> }) {
  const { t, number } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly string[]>([]);
  const [index, setIndex] = useState(0);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f';
      if (!isFind) return;
      event.preventDefault();
      field.current?.select();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);

  const show = (ids: readonly string[], at: number) => {
    setIndex(at);
    const id = ids[at];
    if (id !== undefined) canvas.current?.reveal(id);
  };
  const search = (wanted: string) => {
    setText(wanted);
    const ids = canvas.current?.find(wanted) ?? [];
    setFound(ids);
    show(ids, 0);
  };
  const step = (by: number) => found.length > 0 && show(found, (index + by + found.length) % found.length);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the field in it.
    <div
      className="flex min-w-0 flex-1 items-center gap-1 sm:flex-none"
      onKeyDown={(event) => {
        if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
        else if (event.key === 'Escape') {
          search('');
          canvas.current?.focus();
        }
      }}
    >
      <SearchField
        ref={field}
        value={text}
        label={t('map.search')}
        className="w-full max-w-52"
        data-testid="map-search"
        onChange={search}
      />
      {text.trim() && (
        <>
          <output className="shrink-0 px-1 text-xs text-muted tabular-nums" data-testid="map-matches">
            {found.length > 0
              ? t('map.matches', { index: number(index + 1), count: number(found.length) })
              : t('picker.nothing')}
          </output>
          {found.length > 1 && (
            <>
              <Button
                look="quiet"
                className="size-7!"
                icon={<ChevronUp aria-hidden className="size-4" />}
                iconLabel={t('map.previous')}
                onClick={() => step(-1)}
              />
              <Button
                look="quiet"
                className="size-7!"
                icon={<ChevronDown aria-hidden className="size-4" />}
                iconLabel={t('map.next')}
                onClick={() => step(1)}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}

import { ImagePlus, ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { database } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import { Portrait } from './Portrait';
import type { usePortrait } from './use-portrait';

interface PortraitFieldProps {
  name: string;
  /** Its canon: a page of it may show the character. */
  sourceIds: readonly string[];
  state: ReturnType<typeof usePortrait>;
}

/** A character's portrait: from a page of its canon that is open, or from a file. */
export function PortraitField({ name, sourceIds, state }: PortraitFieldProps) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const canon = useLiveQuery(() => database.sources.bulkGet([...sourceIds]), [sourceIds]);
  const pages = (canon ?? []).flatMap((source) => (source && source.kind !== 'file' ? [source] : []));
  const { portrait, found, failure } = state;
  return (
    <div className="space-y-2" data-testid="portrait-field">
      {failure && <Notice tone="warn">{failure}</Notice>}
      <div className="flex items-center gap-3">
        <Portrait name={name} picture={portrait} className="size-16 text-xl" />
        <div className="flex min-w-0 flex-1 flex-wrap gap-1.5">
          {pages.length > 0 && (
            <Button
              data-testid="portrait-from-page"
              icon={<ImageUp aria-hidden className="size-3.5" />}
              onClick={() => void state.takeFromPages(pages)}
            >
              {t('card.portraitFromPage')}
            </Button>
          )}
          <Button
            title={t('card.changePortrait')}
            icon={<ImagePlus aria-hidden className="size-3.5" />}
            onClick={() => picker.current?.click()}
          >
            {t('card.portraitFromFile')}
          </Button>
        </div>
        <input
          ref={picker}
          type="file"
          accept="image/*"
          hidden
          data-testid="portrait-file"
          onChange={({ currentTarget }) => {
            void state.takeFile(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </div>
      {found.length > 1 && (
        <fieldset className="flex flex-wrap gap-1.5" aria-label={t('card.pagePictures')}>
          {found.map((picture, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: pictures have no names, and do not move.
              key={index}
              type="button"
              data-testid="page-picture"
              aria-pressed={picture === portrait}
              aria-label={t('card.pagePicture', { number: index + 1 })}
              className={`rounded-full ${picture === portrait ? 'outline-2 outline-accent' : 'opacity-75 hover:opacity-100'}`}
              onClick={() => state.choose(picture)}
            >
              <Portrait name={name} picture={picture} className="size-10 text-sm" />
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

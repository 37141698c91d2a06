import { useMemo, useState } from 'react';
import type { PageLink } from '../../utils/extract/extracted-page';
import { hostOf } from '../../utils/shared/host-of';
import type { Source } from '../../utils/sources/source';
import { database } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { PickerDialog } from '../ui/PickerDialog';
import { useLiveQuery } from '../ui/use-live-query';
import { addressOf } from './address-of';

interface LinkPickerProps {
  source: Source;
  onRead: (links: PageLink[]) => void;
  /** Reads on from page to page, where the source names a next one. */
  onFollow: () => void;
  onClose: () => void;
}

/** Lets the user choose among the pages that a source links to: its own site first, in reading order. */
export function LinkPicker({ source, onRead, onFollow, onClose }: LinkPickerProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = useLiveQuery(() => database.links.get(source.id), [source.id]);
  const links = useMemo(() => found?.links ?? [], [found]);
  const rows = useMemo(() => {
    const host = hostOf(source.url);
    return links.map(({ url, text }) => ({
      id: url,
      label: text,
      note: addressOf(url, host),
      group: hostOf(url) === host ? host : t('links.otherSites'),
    }));
  }, [links, source.url, t]);
  return (
    <PickerDialog
      testId="link-picker"
      title={t('links.title')}
      hint={t('links.hint')}
      rows={rows}
      chosen={chosen}
      onChoose={setChosen}
      onClose={onClose}
      hasSearch
      empty={t('links.none')}
    >
      {found?.nextUrl && (
        <Button data-testid="follow-next" title={found.nextUrl} onClick={onFollow}>
          {t('links.follow')}
        </Button>
      )}
      <Button
        look="primary"
        className="ml-auto"
        data-testid="read-links"
        disabled={chosen.size === 0}
        onClick={() => onRead(links.filter(({ url }) => chosen.has(url)))}
      >
        {t('links.read', { count: chosen.size })}
      </Button>
    </PickerDialog>
  );
}

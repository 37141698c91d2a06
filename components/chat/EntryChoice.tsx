import { useEffect, useState } from 'react';
import { requestEverySite } from '../../utils/browser/permissions';
import { attachPages } from '../../utils/chat/linked-pages';
import type { PageLink } from '../../utils/extract/extracted-page';
import { findEntry } from '../../utils/roleplay/find-entry';
import type { Source } from '../../utils/sources/source';
import { database } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import type { ChatView } from './use-chat';

/** A page that was read because a page that lists it was all there was. */
export interface Entry {
  name: string;
  pageId: string;
  /** The source that lists it. */
  listingId: string;
}

interface EntryChoiceProps {
  view: ChatView;
  canonIds: readonly string[];
  /** What the model has found listed. */
  names: readonly string[];
  onRead: (entry: Entry) => void;
}

/** The pages that a name may mean: the one that is chosen is read. */
export function EntryChoice({ view, canonIds, names, onRead }: EntryChoiceProps) {
  const texts = useTexts();
  const { t } = texts;
  const [chosen, setChosen] = useState<Entry>();
  const known = useLiveQuery(() => database.links.bulkGet([...canonIds]), [canonIds]);
  const page = chosen && view.sources.get(chosen.pageId);
  const isRead = page?.status === 'ready';
  useEffect(() => {
    if (chosen && isRead) onRead(chosen);
  }, [chosen, isRead, onRead]);

  const placeOf = (name: string): { link: PageLink; listing: Source } | undefined => {
    for (const one of known ?? []) {
      const link = one && findEntry(one.links, name);
      const listing = one && view.sources.get(one.sourceId);
      if (link && listing) return { link, listing };
    }
    return undefined;
  };
  const read = async (name: string, { link, listing }: { link: PageLink; listing: Source }) => {
    const isAllowed = await requestEverySite();
    const [added] = await attachPages(view.chat.id, listing.url, [link], isAllowed);
    if (added) setChosen({ name, pageId: added.id, listingId: listing.id });
  };

  if (page?.status === 'reading' || isRead)
    return <Notice tone="info">{t('write.readingEntry', { name: chosen!.name })}</Notice>;
  const places = names.map((name) => ({ name, place: placeOf(name) }));
  const unlinked = places.flatMap(({ name, place }) => (place ? [] : [name]));
  return (
    <>
      {page?.error && <Notice tone="danger">{errorText(page.error, texts)}</Notice>}
      <Notice
        tone="info"
        actions={places.map(
          ({ name, place }) =>
            place && (
              <Button key={name} data-testid="choose-entry" onClick={() => void read(name, place)}>
                {name}
              </Button>
            ),
        )}
      >
        {t('write.entries')}
        {known && unlinked.length > 0 && (
          <span className="mt-1 block">{t('write.entriesUnlinked', { names: unlinked.join(' · ') })}</span>
        )}
      </Notice>
    </>
  );
}

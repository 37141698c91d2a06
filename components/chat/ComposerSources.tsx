import { Link2, TextSelect } from 'lucide-react';
import { requestEverySite } from '../../utils/browser/permissions';
import type { TabInfo } from '../../utils/browser/tabs';
import { readFilesAgain } from '../../utils/chat/attach-files';
import { attachSelection } from '../../utils/chat/attach-part';
import { attachWhole } from '../../utils/chat/attach-whole';
import { attachAddresses } from '../../utils/chat/linked-pages';
import { moveSource } from '../../utils/chat/move-source';
import { linksInText, withoutLinks } from '../../utils/shared/links-in-text';
import type { Source } from '../../utils/sources/source';
import { AddPage } from '../sources/AddPage';
import { addressOf } from '../sources/address-of';
import { OfferButton } from '../sources/OfferButton';
import { useTexts } from '../ui/i18n';
import { PendingSources } from './PendingSources';
import type { useAttachments } from './use-attachments';
import type { ChatView } from './use-chat';

interface ComposerSourcesProps {
  view: ChatView;
  pending: readonly Source[];
  attachments: ReturnType<typeof useAttachments>;
  /** Whether its tab shows something else by now. */
  isStale: (source: Source) => boolean;
  /** The tab that the window shows. */
  tab: TabInfo | undefined;
  /** The typed question. */
  draft: string;
  onDraft: (text: string) => void;
  onShow: (kind: 'links' | 'part' | 'reader') => (source: Source) => void;
}

/** Above the question: what waits for it, and what is at hand to join that. */
export function ComposerSources({
  view: { chat, sources },
  pending,
  attachments,
  isStale,
  tab,
  draft,
  onDraft,
  onShow,
}: ComposerSourcesProps) {
  const { t, number } = useTexts();
  const all = [...pending, ...sources.values()];
  // A tab's number means nothing after a restart, so it counts for sources that were just attached only.
  const isTabKnown =
    pending.some((source) => source.tabId === tab?.id) ||
    all.some((source) => tab?.url && source.url === tab.url);
  const links = linksInText(draft).filter((url) => !all.some((source) => source.url === url));
  const readLinks = async () => {
    const isAllowed = await requestEverySite();
    await attachAddresses(chat.id, links, isAllowed);
    // A question that is but the addresses has become its sources.
    if (!withoutLinks(draft)) onDraft('');
  };
  return (
    <>
      {pending.length > 0 && (
        <PendingSources
          key={chat.id}
          sources={pending}
          isStale={isStale}
          repeatedCount={attachments.repeatedCount}
          onUnlock={(source, password) => void readFilesAgain([source], password)}
          onMove={(source, to) => void moveSource(chat.id, source.id, to)}
          onCancel={() => void attachments.stopReading(pending)}
          onClear={() => void attachments.remove(chat.id, chat.pendingSourceIds)}
          onRemove={(source) => void attachments.remove(chat.id, [source.id])}
          onReadAgain={(sources) => void attachments.readAgain(chat.id, sources)}
          onReadInTab={(source) => void attachments.readInTab(chat.id, source)}
          onChoosePart={onShow('part')}
          onView={onShow('reader')}
          onLinks={onShow('links')}
          onUseWhole={(source) => void attachWhole(chat.id, source)}
        />
      )}
      {pending.map(
        (source) =>
          source.selected && (
            <OfferButton
              key={source.id}
              Icon={TextSelect}
              label={t('composer.onlySelected', { characters: number(source.selected.characterCount) })}
              data-testid="only-selected"
              onClick={() => void attachSelection(chat.id, source)}
            />
          ),
      )}
      {links.length > 0 && (
        <OfferButton
          Icon={Link2}
          label={t('composer.readLinks', { count: links.length, address: addressOf(links[0]!, '') })}
          data-testid="read-pasted"
          onClick={() => void readLinks()}
        />
      )}
      {tab && !isTabKnown && <AddPage tab={tab} onAdd={() => void attachments.attachActive(chat.id, tab)} />}
    </>
  );
}

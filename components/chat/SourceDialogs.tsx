import type { TabInfo } from '../../utils/browser/tabs';
import type { Section } from '../../utils/context/split-sections';
import type { PageLink } from '../../utils/extract/extracted-page';
import type { Source } from '../../utils/sources/source';
import { LinkPicker } from '../sources/LinkPicker';
import { PartPicker } from '../sources/PartPicker';
import type { PassagePlace } from '../sources/passage-place';
import { ReaderView } from '../sources/ReaderView';
import { TabPicker } from '../sources/TabPicker';

/** The dialog about sources that is open. */
export type SourceDialog =
  | { kind: 'tabs' }
  | { kind: 'links' | 'part' | 'reader'; source: Source; place?: PassagePlace | undefined };

interface SourceDialogsProps {
  dialog: SourceDialog | undefined;
  windowId: number | undefined;
  /** Tokens that the model has room for beside the source in question; undefined where that is not known. */
  roomFor: (source: Source) => number | undefined;
  onAddTabs: (tabs: TabInfo[]) => void;
  onReadLinks: (source: Source, links: PageLink[]) => void;
  onFollow: (source: Source) => void;
  onUsePart: (source: Source, sections: Section[]) => void;
  onClose: () => void;
}

/** One dialog at a time. */
export function SourceDialogs({
  dialog,
  windowId,
  roomFor,
  onAddTabs,
  onReadLinks,
  onFollow,
  onUsePart,
  onClose,
}: SourceDialogsProps) {
  if (!dialog) return null;
  if (dialog.kind === 'tabs') return <TabPicker windowId={windowId} onAdd={onAddTabs} onClose={onClose} />;
  const { source } = dialog;
  switch (dialog.kind) {
    case 'links':
      return (
        <LinkPicker
          source={source}
          onRead={(links) => onReadLinks(source, links)}
          onFollow={() => onFollow(source)}
          onClose={onClose}
        />
      );
    case 'part':
      return (
        <PartPicker
          source={source}
          roomTokens={roomFor(source)}
          onUse={(sections) => onUsePart(source, sections)}
          onClose={onClose}
        />
      );
    case 'reader':
      return <ReaderView source={source} place={dialog.place} onClose={onClose} />;
  }
}

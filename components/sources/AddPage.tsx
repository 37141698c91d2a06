import { MousePointerClick, Plus } from 'lucide-react';
import type { TabInfo } from '../../utils/browser/tabs';
import { useTexts } from '../ui/i18n';
import { OfferButton, offerLook } from './OfferButton';

/** The way to the tab that the window shows: a button where it is open to us, what to do where it is not. */
export function AddPage({ tab, onAdd }: { tab: TabInfo; onAdd: () => void }) {
  const { t } = useTexts();
  if (!tab.url) {
    return (
      <p data-testid="add-page-hint" className={offerLook}>
        <MousePointerClick aria-hidden className="size-4 shrink-0" />
        <span>{t('composer.addPageHint')}</span>
      </p>
    );
  }
  // Pages of the browser and of extensions cannot be read; nothing is offered that must fail.
  if (!/^(?:https?|file):/.test(tab.url)) return null;
  const label = tab.title ? t('composer.addPageNamed', { title: tab.title }) : t('composer.addPage');
  return <OfferButton Icon={Plus} label={label} data-testid="add-page" onClick={onAdd} />;
}

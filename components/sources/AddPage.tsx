import { MousePointerClick, Plus } from 'lucide-react';
import type { TabInfo } from '../../utils/browser/tabs';
import { useTexts } from '../ui/i18n';

const look =
  'flex items-center gap-2 rounded-xl border border-dashed border-line px-2.5 py-1.5 text-left text-[13px] text-muted';

/** The way to the tab that the window shows: a button where it is open to us, what to do where it is not. */
export function AddPage({ tab, onAdd }: { tab: TabInfo; onAdd: () => void }) {
  const { t } = useTexts();
  if (!tab.url) {
    return (
      <p data-testid="add-page-hint" className={look}>
        <MousePointerClick aria-hidden className="size-4 shrink-0" />
        <span>{t('composer.addPageHint')}</span>
      </p>
    );
  }
  // Pages of the browser and of extensions cannot be read; nothing is offered that must fail.
  if (!/^(?:https?|file):/.test(tab.url)) return null;
  return (
    <button
      type="button"
      data-testid="add-page"
      className={`${look} hover:border-accent hover:text-text`}
      onClick={onAdd}
    >
      <Plus aria-hidden className="size-4 shrink-0" />
      <span className="truncate">
        {tab.title ? `${t('composer.addPage')}: ${tab.title}` : t('composer.addPage')}
      </span>
    </button>
  );
}

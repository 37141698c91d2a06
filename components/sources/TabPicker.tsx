import { useCallback, useEffect, useMemo, useState } from 'react';
import { hasEverySite, requestEverySite } from '../../utils/browser/permissions';
import { listTabs, type TabInfo } from '../../utils/browser/tabs';
import { hostOf } from '../../utils/shared/host-of';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { PickerDialog } from '../ui/PickerDialog';

interface TabPickerProps {
  /** The panel's own window, which stands first. */
  windowId: number | undefined;
  onAdd: (tabs: TabInfo[]) => void;
  onClose: () => void;
}

/** Lets the user choose among all open tabs, window by window. */
export function TabPicker({ windowId, onAdd, onClose }: TabPickerProps) {
  const { t } = useTexts();
  const [tabs, setTabs] = useState<TabInfo[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isOpen, setIsOpen] = useState(true);
  const look = useCallback(async () => {
    const [all, isEvery] = await Promise.all([listTabs(), hasEverySite()]);
    setIsOpen(isEvery);
    setTabs([
      ...all.filter((tab) => tab.windowId === windowId),
      ...all.filter((tab) => tab.windowId !== windowId),
    ]);
  }, [windowId]);
  useEffect(() => void look(), [look]);
  const rows = useMemo(() => {
    const windows = [...new Set(tabs.map((tab) => tab.windowId))];
    return tabs.map((tab, index) => ({
      id: String(tab.id),
      label: tab.title || tab.url || t('tabs.unnamed', { number: index + 1 }),
      note: hostOf(tab.url) || tab.url || t(isOpen ? 'tabs.browserPage' : 'tabs.closed'),
      ...(windows.length > 1
        ? {
            group:
              tab.windowId === windowId
                ? t('tabs.thisWindow')
                : t('tabs.otherWindow', { number: windows.indexOf(tab.windowId) + 1 }),
          }
        : {}),
    }));
  }, [tabs, windowId, isOpen, t]);
  return (
    <PickerDialog
      testId="tab-picker"
      title={t('tabs.title')}
      hint={t('tabs.hint')}
      rows={rows}
      chosen={chosen}
      onChoose={setChosen}
      onClose={onClose}
      hasSearch
      notice={
        isOpen ? undefined : (
          <div className="mb-2 flex items-center gap-2 rounded-lg bg-surface px-2.5 py-2 text-xs text-muted">
            <span className="min-w-0 flex-1">{t('tabs.closedHint')}</span>
            <Button data-testid="allow-tabs" onClick={() => void requestEverySite().then(look)}>
              {t('tabs.allow')}
            </Button>
          </div>
        )
      }
    >
      <Button
        look="primary"
        className="ml-auto"
        data-testid="add-tabs"
        disabled={chosen.size === 0}
        onClick={() => onAdd(tabs.filter((tab) => chosen.has(String(tab.id))))}
      >
        {t('tabs.add', { count: chosen.size })}
      </Button>
    </PickerDialog>
  );
}

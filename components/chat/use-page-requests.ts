import { useEffect, useState } from 'react';
import { onPageRequest, type PageRequest, takePageRequest } from '../../utils/browser/page-request';
import { activeTab, currentWindowId, onActivePageChange, type TabInfo } from '../../utils/browser/tabs';

/** The window that the panel belongs to; undefined until known. */
export function useWindowId(): number | undefined {
  const [windowId, setWindowId] = useState<number>();
  useEffect(() => void currentWindowId().then(setWindowId), []);
  return windowId;
}

/** Calls back for each click on the icon in this window, also for the one that opened the panel. */
export function usePageRequests(
  windowId: number | undefined,
  onRequest: (request: PageRequest) => void,
): void {
  useEffect(() => {
    if (windowId === undefined) return;
    const take = () => void takePageRequest(windowId).then((request) => request && onRequest(request));
    const end = onPageRequest(windowId, take);
    take();
    return end;
  }, [windowId, onRequest]);
}

/** The tab that the window shows, followed. */
export function useActiveTab(windowId: number | undefined): TabInfo | undefined {
  const [tab, setTab] = useState<TabInfo>();
  useEffect(() => {
    if (windowId === undefined) return;
    const look = () => void activeTab(windowId).then(setTab);
    look();
    return onActivePageChange(windowId, look);
  }, [windowId]);
  return tab;
}

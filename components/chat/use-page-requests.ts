import { useEffect, useRef, useState } from 'react';
import { onPageRequest, type PageRequest, readPageRequest } from '../../utils/browser/page-request';
import { activeTab, currentWindowId, onActivePageChange, type TabInfo } from '../../utils/browser/tabs';

/** The window that the panel belongs to; undefined until known. */
export function useWindowId(): number | undefined {
  const [windowId, setWindowId] = useState<number>();
  useEffect(() => void currentWindowId().then(setWindowId), []);
  return windowId;
}

/** Milliseconds since 1970, by the clock that stamps the clicks: `performance.timeOrigin` can drift from it over a sleep. */
export const panelLoadedAt = Date.now();

/** A request older than this when the panel loads was another panel's. */
const staleMs = 10_000;

/**
 * Calls back once for each click on the icon in this window, also for the one that opened the panel.
 * @param onRequest `hasOpenedPanel`: the click came before this panel was there.
 */
export function usePageRequests(
  windowId: number | undefined,
  onRequest: (request: PageRequest, hasOpenedPanel: boolean) => void,
): void {
  const servedAt = useRef(panelLoadedAt - staleMs);
  useEffect(() => {
    if (windowId === undefined) return;
    const serve = async () => {
      const request = await readPageRequest(windowId);
      if (!request || request.clickedAt <= servedAt.current) return;
      servedAt.current = request.clickedAt;
      onRequest(request, request.clickedAt < panelLoadedAt);
    };
    const end = onPageRequest(windowId, () => void serve());
    void serve();
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

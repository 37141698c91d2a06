import { useEffect, useRef, useState } from 'react';
import {
  claimPageRequests,
  mayTakePageRequests,
  onPageRequest,
  type PageRequest,
  takePageRequests,
} from '../../utils/browser/page-request';
import { activeTab, currentWindowId, onActivePageChange, type TabInfo } from '../../utils/browser/tabs';
import { isTemporary } from '../../utils/storage/temporary';

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
 * @param onRequests clicks in their order; `hasOpenedPanel`: the first of them came before this panel was there.
 */
export function usePageRequests(
  windowId: number | undefined,
  onRequests: (requests: PageRequest[], hasOpenedPanel: boolean) => void,
): void {
  const servedAt = useRef(panelLoadedAt - staleMs);
  useEffect(() => {
    if (windowId === undefined) return;
    if (isTemporary()) claimPageRequests(windowId);
    const serve = async () => {
      if (!(await mayTakePageRequests(windowId))) return;
      // Another look may have taken the same ones.
      const requests = (await takePageRequests(windowId)).filter(
        ({ clickedAt }) => clickedAt > servedAt.current,
      );
      const [first] = requests;
      if (!first) return;
      servedAt.current = requests.at(-1)!.clickedAt;
      onRequests(requests, first.clickedAt < panelLoadedAt);
    };
    const end = onPageRequest(windowId, () => void serve());
    void serve();
    return end;
  }, [windowId, onRequests]);
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

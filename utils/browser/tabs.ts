import { browser } from 'wxt/browser';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';

/** A page still loading after this is read as it stands. */
const loadLimitMs = 10_000;
/** A page that blocks its own thread longer than this is given up. */
const readLimitMs = 30_000;

export interface TabInfo {
  id: number;
  windowId: number;
  /** Empty where the browser does not tell us: no click or permission has opened this tab to the extension. */
  url: string;
  title: string;
}

const toInfo = (tab: { id?: number; windowId?: number; url?: string; title?: string }): TabInfo => ({
  id: tab.id ?? -1,
  windowId: tab.windowId ?? -1,
  url: tab.url ?? '',
  title: tab.title ?? '',
});

export async function currentWindowId(): Promise<number> {
  return (await browser.windows.getCurrent()).id ?? -1;
}

/** The tab that the window shows; undefined while the window has none. */
export async function activeTab(windowId: number): Promise<TabInfo | undefined> {
  const [tab] = await browser.tabs.query({ active: true, windowId });
  return tab ? toInfo(tab) : undefined;
}

/** Calls back when the window shows another tab, or its tab another page. @returns a function that ends the subscription. */
export function onActivePageChange(windowId: number, listener: () => void): () => void {
  const activated = (info: { windowId: number }) => {
    if (info.windowId === windowId) listener();
  };
  const updated = (
    _id: number,
    change: { status?: string; url?: string },
    tab: { active?: boolean; windowId?: number },
  ) => {
    if (tab.active && tab.windowId === windowId && (change.status || change.url)) listener();
  };
  browser.tabs.onActivated.addListener(activated);
  browser.tabs.onUpdated.addListener(updated);
  return () => {
    browser.tabs.onActivated.removeListener(activated);
    browser.tabs.onUpdated.removeListener(updated);
  };
}

/** Resolves when the tab has loaded, or after the limit; rejects with `tab-gone` when it is closed. */
function untilLoaded(tabId: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer);
      browser.tabs.onUpdated.removeListener(updated);
      browser.tabs.onRemoved.removeListener(removed);
      finish();
    };
    const updated = (id: number, change: { status?: string }) => {
      if (id === tabId && change.status === 'complete') end(resolve);
    };
    const removed = (id: number) => {
      if (id === tabId) end(() => reject(new AppError('tab-gone')));
    };
    const timer = setTimeout(() => end(resolve), loadLimitMs);
    browser.tabs.onUpdated.addListener(updated);
    browser.tabs.onRemoved.addListener(removed);
    browser.tabs.get(tabId).then(
      (tab) => tab.status === 'complete' && end(resolve),
      () => end(() => reject(new AppError('tab-gone'))),
    );
  });
}

/** Rejects when the tab is closed or the time is over; resolves never. Injection into a tab that closes may stay silent. */
function untilGone(tabId: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const removed = (id: number) => {
      if (id === tabId) reject(new AppError('tab-gone'));
    };
    const timer = setTimeout(() => reject(new AppError('page-not-readable')), readLimitMs);
    browser.tabs.onRemoved.addListener(removed);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      browser.tabs.onRemoved.removeListener(removed);
    });
  });
}

/** Why a tab refused our script, from what the browser still tells about it. */
async function whyRefused(tabId: number, wasClicked: boolean, cause: unknown): Promise<AppError> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab) return new AppError('tab-gone', {}, cause);
  const isWeb = /^https?:/.test(tab.url ?? '');
  // A page that a click did not open is closed to every extension: the browser's own pages, its store.
  if (wasClicked || (tab.url && !isWeb))
    return new AppError('page-not-readable', { host: hostOf(tab.url ?? '') }, cause);
  return new AppError('permission-needed', { host: hostOf(tab.url ?? '') }, cause);
}

/**
 * Runs the reader script in a tab and gives what it returned.
 * @param wasClicked whether a click on the icon has just opened this very tab to us.
 * @throws AppError `tab-gone`, `permission-needed`, `page-not-readable`
 */
export async function runReader(tabId: number, wasClicked: boolean): Promise<string> {
  await untilLoaded(tabId);
  const watch = new AbortController();
  try {
    const [injection] = await Promise.race([
      // Without `injectImmediately` the browser itself waits for a page that may never finish.
      browser.scripting.executeScript({ target: { tabId }, files: ['/reader.js'], injectImmediately: true }),
      untilGone(tabId, watch.signal),
    ]);
    const result: unknown = injection?.result;
    if (typeof result !== 'string') throw new AppError('page-not-readable');
    return result;
  } catch (error) {
    throw error instanceof AppError ? error : await whyRefused(tabId, wasClicked, error);
  } finally {
    watch.abort();
  }
}

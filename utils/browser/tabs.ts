import { browser } from 'wxt/browser';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { inject } from './inject';
import { hasEverySite, hasHostPermission, mayReadFiles } from './permissions';
import { orderArguments, orderReader, type PageState } from './reader-order';

/** A page still loading after this is read as it stands. */
const loadLimitMs = 8_000;
/** Between two looks at one that says of itself that it is still loading. */
const loadPauseMs = 100;
/** A page that does not answer within this is busy with itself, or has hung. What it took to load counts, down to the least. */
const answerLimitMs = 10_000;
const leastAnswerMs = 2_000;
/** A page that answers may be long: reading it is given up after this. */
const readLimitMs = 60_000;

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

/**
 * What the browser tells of a tab, unless it is in a private window: those are nobody's to see. The manifest keeps the extension out of
 * them already; this holds where that should ever change.
 */
const toSeen = (tab: Parameters<typeof toInfo>[0] & { incognito?: boolean }): TabInfo | undefined =>
  tab.incognito ? undefined : toInfo(tab);

export async function currentWindowId(): Promise<number> {
  return (await browser.windows.getCurrent()).id ?? -1;
}

/** The tab that the window shows; undefined while the window has none. */
export async function activeTab(windowId: number): Promise<TabInfo | undefined> {
  const [tab] = await browser.tabs.query({ active: true, windowId });
  return tab && toSeen(tab);
}

/** @returns undefined where the tab is closed. */
export const findTab = (tabId: number): Promise<TabInfo | undefined> =>
  browser.tabs.get(tabId).then(toSeen, () => undefined);

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

/**
 * @param isNew whether the tab has just been asked to load: what it says of itself may still be about the page before.
 * @returns whether the tab has loaded within the limit; rejects with `tab-gone` when it is closed.
 */
export function untilLoaded(tabId: number, limitMs: number, isNew = false): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer);
      browser.tabs.onUpdated.removeListener(updated);
      browser.tabs.onRemoved.removeListener(removed);
      finish();
    };
    const updated = (id: number, change: { status?: string }) => {
      if (id === tabId && change.status === 'complete') end(() => resolve(true));
    };
    const removed = (id: number) => {
      if (id === tabId) end(() => reject(new AppError('tab-gone')));
    };
    const timer = setTimeout(() => end(() => resolve(false)), limitMs);
    browser.tabs.onUpdated.addListener(updated);
    browser.tabs.onRemoved.addListener(removed);
    browser.tabs.get(tabId).then(
      (tab) => !isNew && tab.status === 'complete' && end(() => resolve(true)),
      () => end(() => reject(new AppError('tab-gone'))),
    );
  });
}

/** Web sites that browsers close to every extension. */
const closedHosts =
  /^(?:chromewebstore\.google\.com|(?:addons|support)\.mozilla\.org|accounts\.firefox\.com)$/;

/** Why a tab refused our script, from what the browser still tells about it. */
async function whyRefused(tabId: number, wasClicked: boolean, cause: unknown): Promise<AppError> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab) return new AppError('tab-gone', {}, cause);
  const url = tab.url ?? '';
  const host = hostOf(url);
  if (/\.pdf(?:$|[?#])/i.test(url))
    return new AppError('kind-not-supported', { kind: 'application/pdf', host }, cause);
  if (url && !/^https?:/.test(url)) return new AppError('page-not-readable', { host }, cause);
  // The browser's own pages keep their address from us, and so do local files that are not switched on.
  if (!url && (wasClicked || (await hasEverySite())))
    return new AppError((await mayReadFiles()) ? 'page-not-readable' : 'file-access-needed', {}, cause);
  if (closedHosts.test(host)) return new AppError('page-not-readable', { host }, cause);
  if (wasClicked || (await hasHostPermission(url))) return new AppError('tab-shows-error', { host }, cause);
  return new AppError('permission-needed', { host }, cause);
}

/**
 * Tabs that the browser put to sleep have no page until they are loaded again; that does not bring them to the front. Those that it
 * froze have one, with what the user typed: to load them again would lose it, and only a look at them sets them going.
 * @returns the tab's address, as far as we may know it.
 */
async function wake(tabId: number): Promise<string> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab || !toSeen(tab)) throw new AppError('tab-gone');
  if ((tab as { frozen?: boolean }).frozen) throw new AppError('tab-frozen');
  // One that may not be read anyway keeps its address from us, and is left to sleep.
  if (tab.discarded && tab.url) {
    // Firefox wakes a tab for a reload, and then reloads the empty page that it wakes with: the tab's own would be lost.
    const again = import.meta.env.FIREFOX
      ? browser.tabs.update(tabId, { url: tab.url, loadReplace: true } as { url: string })
      : browser.tabs.reload(tabId);
    await Promise.all([untilLoaded(tabId, loadLimitMs, true), again]);
  }
  return tab.url ?? '';
}

/**
 * Before each try to have a script run in a tab. A tab that is just showing another page refuses, and so does, for a moment, one whose
 * page has just come in a process of its own; error pages and viewers refuse for good.
 */
const refusalPausesMs = [0, 0, 250, 750] as const;

export interface TabReading {
  /** What the reader script returned. */
  json: string;
  /** The page had not finished loading when it was read. */
  isUnfinished: boolean;
}

/**
 * What the reader gave; undefined where its page went away under it.
 * @param address what the tab was said to show, before it was woken.
 * @param begun by `performance.now()`: what has passed since counts for the limits.
 * @throws AppError `tab-hangs` where the tab has nothing to show yet
 */
async function readOnce(
  tabId: number,
  isWhole: boolean,
  address: string,
  begun: number,
): Promise<TabReading | undefined> {
  const leftMs = (limitMs: number) => Math.max(0, limitMs - (performance.now() - begun));
  const isEmptyTab = /^(?:about:blank)?$/.test(address);
  await untilLoaded(tabId, leftMs(loadLimitMs));
  // Firefox calls a tab loaded that has just been woken and shows an empty page, or the beginning of its own: the page knows better.
  for (;;) {
    // A page that hangs is told from one that is long: it does not even answer.
    const answerMs = Math.max(leastAnswerMs, leftMs(answerLimitMs));
    const [answer] = await inject({ tabId }, answerMs, { func: orderReader, args: orderArguments(isWhole) });
    const page = answer?.result as PageState | undefined;
    const isThere = isEmptyTab || page?.address !== 'about:blank';
    const isLoaded = isThere && page?.isLoaded === true;
    if (!isLoaded && leftMs(loadLimitMs) > 0) {
      await new Promise((resolve) => setTimeout(resolve, loadPauseMs));
      continue;
    }
    if (!isThere) throw new AppError('tab-hangs');
    const [main] = await inject({ tabId }, readLimitMs, { files: ['/reader.js'] });
    return typeof main?.result === 'string' ? { json: main.result, isUnfinished: !isLoaded } : undefined;
  }
}

/**
 * Runs the reader script in a tab and gives what it returned. A tab that goes to another page meanwhile is read there.
 * @param wasClicked whether a click on the icon has just opened this very tab to us.
 * @param isWhole everything that the page shows is wanted, not its main text only.
 * @throws AppError `tab-gone`, `tab-hangs`, `tab-frozen`, `tab-shows-error`, `permission-needed`, `page-not-readable`,
 * `file-access-needed`, `kind-not-supported`
 */
export async function runReader(tabId: number, wasClicked: boolean, isWhole: boolean): Promise<TabReading> {
  const begun = performance.now();
  const address = await wake(tabId);
  let cause: unknown;
  for (const pauseMs of refusalPausesMs) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    try {
      const result = await readOnce(tabId, isWhole, address, begun);
      if (result !== undefined) return result;
    } catch (error) {
      if (error instanceof AppError) throw error;
      cause = error;
    }
  }
  throw await whyRefused(tabId, wasClicked, cause);
}

/** Every ordinary tab, window by window, in the order in which they stand; none of a private window. */
export async function listTabs(): Promise<TabInfo[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap((tab) => toSeen(tab) ?? []).filter(({ id }) => id >= 0);
}

const withoutFragment = (url: string): string => url.split('#')[0]!;

/** The tab that an address was read from while it shows that address still, or any other that does, as far as we may know. */
export async function findTabWith(url: string, tabId: number | undefined): Promise<TabInfo | undefined> {
  const showsIt = (tab: TabInfo | undefined) =>
    tab && withoutFragment(tab.url) === withoutFragment(url) ? tab : undefined;
  const own = tabId === undefined ? undefined : showsIt(await findTab(tabId));
  return own ?? (await listTabs()).find(showsIt);
}

/**
 * Opens an address behind the others, until the callback is done with the tab.
 * @throws what the callback throws.
 */
export async function inBackgroundTab<T>(url: string, use: (tabId: number) => Promise<T>): Promise<T> {
  const tab = await browser.tabs.create({ url, active: false });
  const close = () => browser.tabs.remove(tab.id!).catch(() => undefined);
  // Who asked for it may be closed before it is done.
  addEventListener('pagehide', close);
  try {
    return await use(tab.id!);
  } finally {
    removeEventListener('pagehide', close);
    await close();
  }
}

/** Shows a tab, and its window before all others. @returns whether it is there. */
export async function bringToFront(tabId: number): Promise<boolean> {
  const tab = await browser.tabs.update(tabId, { active: true }).catch(() => undefined);
  if (tab?.windowId === undefined) return false;
  await browser.windows.update(tab.windowId, { focused: true });
  return true;
}

/** Opens an address in a tab before all others. @returns undefined where the browser lets no extension open it. */
export const openTab = (url: string): Promise<TabInfo | undefined> =>
  browser.tabs.create({ url, active: true }).then(toInfo, () => undefined);

/** Calls back with the number of each tab that has just loaded a page, moved or closed. @returns a function that ends it. */
export function onTabChange(listener: (tabId: number, change: 'loaded' | 'closed') => void): () => void {
  const updated = (id: number, change: { status?: string; url?: string }) => {
    if (change.status === 'complete' || change.url) listener(id, 'loaded');
  };
  const removed = (id: number) => listener(id, 'closed');
  browser.tabs.onUpdated.addListener(updated);
  browser.tabs.onRemoved.addListener(removed);
  return () => {
    browser.tabs.onUpdated.removeListener(updated);
    browser.tabs.onRemoved.removeListener(removed);
  };
}

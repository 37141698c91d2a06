import { browser } from 'wxt/browser';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { orderArguments, orderReader } from './reader-order';

/** A page still loading after this is read as it stands. */
const loadLimitMs = 10_000;
/** A page that does not answer within this is busy with itself, or has hung. */
const answerLimitMs = 10_000;
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
function untilGone(tabId: number, limitMs: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const removed = (id: number) => {
      if (id === tabId) reject(new AppError('tab-gone'));
    };
    const timer = setTimeout(() => reject(new AppError('tab-hangs')), limitMs);
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
  const url = tab.url ?? '';
  const host = hostOf(url);
  if (/\.pdf(?:$|[?#])/i.test(url))
    return new AppError('kind-not-supported', { kind: 'application/pdf', host }, cause);
  if (url.startsWith('file:')) return new AppError('file-access-needed', {}, cause);
  const isWeb = /^https?:/.test(url);
  // A page that a click did not open is closed to every extension: the browser's own pages, its store.
  if (wasClicked || (url && !isWeb)) return new AppError('page-not-readable', { host }, cause);
  return new AppError('permission-needed', { host }, cause);
}

/** Tabs that the browser put to sleep have no page until they are loaded again; that does not bring them to the front. */
async function wake(tabId: number): Promise<void> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!tab) throw new AppError('tab-gone');
  if (tab.discarded) await browser.tabs.reload(tabId);
}

type ScriptInjection = Parameters<typeof browser.scripting.executeScript>[0];

interface Injection {
  frameId: number;
  result?: unknown;
}

async function inject(
  tabId: number,
  isAllFrames: boolean,
  limitMs: number,
  what: { files: string[] } | { func: typeof orderReader; args: [boolean, string] },
): Promise<Injection[]> {
  const watch = new AbortController();
  const target = { tabId, ...(isAllFrames ? { allFrames: true } : {}) };
  try {
    return (await Promise.race([
      // Without `injectImmediately` the browser itself waits for a page that may never finish.
      browser.scripting.executeScript({ target, injectImmediately: true, ...what } as ScriptInjection),
      untilGone(tabId, limitMs, watch.signal),
    ])) as Injection[];
  } finally {
    watch.abort();
  }
}

/** What the reader gave; undefined where its page went away under it. */
async function readOnce(tabId: number, isWhole: boolean): Promise<string | undefined> {
  await untilLoaded(tabId);
  // A page that hangs is told from one that is long: it does not even answer.
  await inject(tabId, false, answerLimitMs, { func: orderReader, args: orderArguments(isWhole) });
  const [main] = await inject(tabId, false, readLimitMs, { files: ['/reader.js'] });
  return typeof main?.result === 'string' ? main.result : undefined;
}

/**
 * Runs the reader script in a tab and gives what it returned. A tab that goes to another page meanwhile is read there.
 * @param wasClicked whether a click on the icon has just opened this very tab to us.
 * @param isWhole everything that the page shows is wanted, not its main text only.
 * @throws AppError `tab-gone`, `tab-hangs`, `permission-needed`, `page-not-readable`, `file-access-needed`, `kind-not-supported`
 */
export async function runReader(tabId: number, wasClicked: boolean, isWhole: boolean): Promise<string> {
  await wake(tabId);
  let cause: unknown;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const result = await readOnce(tabId, isWhole);
      if (result !== undefined) return result;
    } catch (error) {
      if (error instanceof AppError) throw error;
      cause = error;
    }
  }
  throw await whyRefused(tabId, wasClicked, cause);
}

/**
 * The same in the tab's frames, as far as they are open to us.
 * @returns nothing for a frame that never loads or refuses.
 */
export async function runReaderInFrames(tabId: number): Promise<string[]> {
  try {
    const injections = await inject(tabId, true, answerLimitMs, { files: ['/reader.js'] });
    return injections.flatMap(({ frameId, result }) =>
      frameId !== 0 && typeof result === 'string' ? [result] : [],
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'tab-gone') throw error;
    // One frame that hangs holds up the answer for all: what could not be read stays counted as such.
    return [];
  }
}

/** Every ordinary tab, window by window, in the order in which they stand. */
export async function listTabs(): Promise<TabInfo[]> {
  const tabs = await browser.tabs.query({});
  return tabs.map(toInfo).filter(({ id }) => id >= 0);
}

/**
 * Opens an address behind the others, until the callback is done with the tab.
 * @throws what the callback throws.
 */
export async function inBackgroundTab<T>(url: string, use: (tabId: number) => Promise<T>): Promise<T> {
  const tab = await browser.tabs.create({ url, active: false });
  try {
    return await use(tab.id!);
  } finally {
    await browser.tabs.remove(tab.id!).catch(() => undefined);
  }
}

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

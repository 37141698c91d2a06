import { browser } from 'wxt/browser';

/** The user's click on the icon, from the background to the panel of that window. The click opened the tab to us. */
export interface PageRequest {
  tabId: number;
  windowId: number;
  /** Tells two clicks on the same tab apart. */
  clickedAt: number;
}

/** Each click has a record of its own: of two that come while the panel opens, the second would take the first one's place. */
const prefixFor = (windowId: number) => `page-request-${windowId}-`;

export async function savePageRequest(request: PageRequest): Promise<void> {
  await browser.storage.session.set({ [`${prefixFor(request.windowId)}${request.clickedAt}`]: request });
}

const claimOn = (windowId: number) => `page-requests-${windowId}`;
const claimed = new Set<number>();

/**
 * Has a window's clicks be for this page only, as long as it is there: pages that join a temporary chat must not join another one too,
 * where several are open in the window. A lock goes with its page, however that ends.
 */
export function claimPageRequests(windowId: number): void {
  void navigator.locks.request(claimOn(windowId), () => {
    claimed.add(windowId);
    return new Promise<never>(() => undefined);
  });
}

/** Whether a window's clicks may be for this page: no other one has claimed them. */
export async function mayTakePageRequests(windowId: number): Promise<boolean> {
  if (claimed.has(windowId)) return true;
  const { held } = await navigator.locks.query();
  return !held?.some(({ name }) => name === claimOn(windowId));
}

/** Takes the window's requests, the oldest first. */
export async function takePageRequests(windowId: number): Promise<PageRequest[]> {
  const prefix = prefixFor(windowId);
  const stored = Object.entries(await browser.storage.session.get(null)).filter(([key]) =>
    key.startsWith(prefix),
  );
  await browser.storage.session.remove(stored.map(([key]) => key));
  return stored.map(([, request]) => request as PageRequest).sort((a, b) => a.clickedAt - b.clickedAt);
}

/** @returns a function that ends the subscription. */
export function onPageRequest(windowId: number, listener: () => void): () => void {
  const prefix = prefixFor(windowId);
  const heard = (changes: Record<string, { newValue?: unknown }>) => {
    if (Object.entries(changes).some(([key, { newValue }]) => key.startsWith(prefix) && newValue)) listener();
  };
  browser.storage.session.onChanged.addListener(heard);
  return () => browser.storage.session.onChanged.removeListener(heard);
}

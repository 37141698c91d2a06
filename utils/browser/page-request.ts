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

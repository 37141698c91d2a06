import { browser } from 'wxt/browser';

/** The user's click on the icon, from the background to the panel of that window. The click opened the tab to us. */
export interface PageRequest {
  tabId: number;
  windowId: number;
  /** Tells two clicks on the same tab apart. */
  clickedAt: number;
}

const keyFor = (windowId: number) => `page-request-${windowId}`;

export async function savePageRequest(request: PageRequest): Promise<void> {
  await browser.storage.session.set({ [keyFor(request.windowId)]: request });
}

/** The window's newest request. It stays there: taking it away could take a newer one along. */
export async function readPageRequest(windowId: number): Promise<PageRequest | undefined> {
  const key = keyFor(windowId);
  const stored = await browser.storage.session.get(key);
  return stored[key] as PageRequest | undefined;
}

/** @returns a function that ends the subscription. */
export function onPageRequest(windowId: number, listener: () => void): () => void {
  const key = keyFor(windowId);
  const heard = (changes: Record<string, { newValue?: unknown }>) => {
    if (changes[key]?.newValue) listener();
  };
  browser.storage.session.onChanged.addListener(heard);
  return () => browser.storage.session.onChanged.removeListener(heard);
}

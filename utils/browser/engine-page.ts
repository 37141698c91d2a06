import { browser } from 'wxt/browser';

const enginePath = '/engine.html';

/**
 * Makes sure that the page which runs answers is there. Chromium: an offscreen document, which outlives the panel and the service
 * worker. Firefox has none and needs none: its background page holds the engine, and a message wakes it.
 */
export async function ensureEnginePage(): Promise<void> {
  if (!browser.offscreen) return;
  const url = browser.runtime.getURL(enginePath);
  const open = await browser.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT'],
    documentUrls: [url],
  });
  if (open.length > 0) return;
  try {
    await browser.offscreen.createDocument({
      url: enginePath,
      reasons: ['WORKERS'],
      justification:
        'Runs answers (network streams, the on-device model), so that closing the panel loses none.',
    });
  } catch (error) {
    // Two panels may ask at once: the second is refused, because the first has made it.
    const now = await browser.runtime.getContexts({
      contextTypes: ['OFFSCREEN_DOCUMENT'],
      documentUrls: [url],
    });
    if (now.length === 0) throw error;
  }
}

/** The browser takes it from a page however that page ends. */
const lifeName = 'unabridged-engine';
/** An engine that ends as soon as it begins is not begun again in a whirl. */
const pauseMs = 500;

/** Says that the engine lives, as long as this page does. */
export function holdEngineLife(): void {
  void navigator.locks.request(lifeName, () => new Promise(() => undefined));
}

/**
 * Makes the engine page, and makes it again whenever it has ended while this page lives (a crash, out of memory): what it was at work
 * on is then told as interrupted, and files that waited are read. Never ends.
 */
export async function keepEnginePage(): Promise<void> {
  // Firefox ends its background page only while that has nothing to do, and wakes it by itself.
  if (!browser.offscreen) return;
  for (;;) {
    await ensureEnginePage();
    await navigator.locks.request(lifeName, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

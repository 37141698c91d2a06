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

import type { Browser, Page } from 'puppeteer';
import { afterEach } from 'vitest';
import { openBrowsers } from './open-browsers.ts';

/** Runs in the page: what a person would see, and where the keyboard is. */
const describePage = () => {
  const field = document.querySelector<HTMLTextAreaElement>('[data-testid="composer"]');
  const at = document.activeElement;
  const text = document.body?.innerText ?? '';
  return {
    url: document.URL,
    isVisible: document.visibilityState === 'visible',
    focus: at && `${at.tagName} ${(at as HTMLElement).dataset?.testid ?? ''}`,
    typed: field?.value,
    text: text.length > 3_000 ? `${text.slice(0, 1_000)} … ${text.slice(-2_000)}` : text,
  };
};

/** The side panel is no tab, and is found by its target only; Firefox's driver finds tabs only. */
async function ownPages(browser: Browser): Promise<Page[]> {
  const isOwn = (shown: { url(): string }) => /^(?:chrome|moz)-extension:/.test(shown.url());
  const targets = browser.targets().filter((target) => isOwn(target) && target.type() !== 'service_worker');
  const pages = await Promise.all(targets.map((target) => target.asPage().catch(() => undefined)));
  return [
    ...new Set([...pages.filter((page) => page !== undefined), ...(await browser.pages()).filter(isOwn)]),
  ];
}

// A wait that ends in vain says what it waited for; what stood there instead is seen only here.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const browser of openBrowsers) {
    if (!browser.connected) continue;
    for (const page of await ownPages(browser)) {
      const late = new Promise<string>((resolve) => setTimeout(resolve, 5_000, `no answer: ${page.url()}`));
      const shown = await Promise.race([page.evaluate(describePage).catch(String), late]);
      // The engine's page shows nothing.
      if (typeof shown !== 'string' && !shown.text) continue;
      // In the error itself: the list of failures is at the end of a log, and may be all that is kept of it.
      for (const error of task.result.errors ?? [])
        error.message += `\nWhat was shown then: ${JSON.stringify(shown, null, 1)}`;
    }
  }
});

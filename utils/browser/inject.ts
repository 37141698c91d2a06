import { browser } from 'wxt/browser';
import { AppError } from '../shared/app-error';

type ScriptInjection = Parameters<typeof browser.scripting.executeScript>[0];

interface Injection {
  frameId: number;
  result?: unknown;
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

/**
 * Runs a packaged script, or a function of ours that needs nothing around it, in a tab.
 * @param target the tab; its main frame only, where it names no others.
 * @throws AppError `tab-gone`, `tab-hangs`; what the browser says where it refuses
 */
export async function inject(
  target: ScriptInjection['target'],
  limitMs: number,
  what: { files: string[] } | { func: unknown; args: unknown[] },
): Promise<Injection[]> {
  const watch = new AbortController();
  try {
    return (await Promise.race([
      // Without `injectImmediately` the browser itself waits for a page that may never finish.
      browser.scripting.executeScript({ target, injectImmediately: true, ...what } as ScriptInjection),
      untilGone(target.tabId, limitMs, watch.signal),
    ])) as Injection[];
  } finally {
    watch.abort();
  }
}

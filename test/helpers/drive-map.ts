import type { ElementHandle, Page } from 'puppeteer';
import type { LaunchedExtension } from './launch-extension.ts';

/** Opens a map in full size. @param act what opens it. */
export async function mapTab(extension: LaunchedExtension, act: () => Promise<unknown>): Promise<Page> {
  const page = await extension.tabOpenedBy(act, (url) => url.includes('/map.html'));
  page.on('pageerror', (error) => extension.panelErrors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && extension.panelErrors.push(message.text()));
  return page;
}

/** Waits until a map is drawn whole, its passages are looked up, and nothing moves any more. */
export async function untilMapStands(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="mind-map"] me-root me-tpc');
  await page.waitForFunction(() => !document.querySelector('.map-marks [data-state-of-citation="checking"]'));
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  });
}

/** What a map shows, as `Root(branch(leaf) branch)`: labels without passages, and only what is not folded away. */
export const shownMap = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const labelOf = (parent: Element | null | undefined) =>
      parent?.querySelector(':scope > me-tpc > .text')?.textContent ?? '';
    const wrappers = (holder: Element | null): string[] =>
      [...(holder?.children ?? [])]
        .filter(({ tagName }) => tagName === 'ME-WRAPPER')
        .map((wrapper) => {
          const below = wrappers(wrapper.querySelector(':scope > me-children'));
          const label = labelOf(wrapper.querySelector(':scope > me-parent'));
          return below.length > 0 ? `${label}(${below.join(' ')})` : label;
        });
    const root = labelOf(document.querySelector('me-root'));
    return `${root}(${wrappers(document.querySelector('me-main.rhs')).join(' ')})`;
  });

/** Gives a node, by its label, to the mouse. */
export async function nodeOf(page: Page, label: string): Promise<ElementHandle<HTMLElement>> {
  const handle = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('me-tpc')].find(
        (topic) => topic.querySelector('.text')?.textContent === wanted,
      ),
    {},
    label,
  );
  return handle as ElementHandle<HTMLElement>;
}

import type { Page } from 'puppeteer';

/** Waits until every formula of an ended answer is drawn: that comes after its text, with the first of them much later. */
export const untilDrawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !document.querySelector(':is(.md-math, .md-math-display) > code'));

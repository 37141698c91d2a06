import type { Page } from 'puppeteer';

/** A formula that KaTeX cannot take stays as its TeX for good. */
const patienceMs = 20_000;

/** Waits until the formulas of an ended answer are drawn: that comes after its text, with the first of them much later. */
export const untilDrawn = (page: Page): Promise<void> =>
  page.evaluate(async (patience) => {
    const begun = performance.now();
    const isWaiting = () => document.querySelector(':is(.md-math, .md-math-display) > code') !== null;
    while (isWaiting() && performance.now() - begun < patience)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }, patienceMs);

/** Waits until what has come faster than it could be drawn is drawn to its end. */
export const untilWhole = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !document.querySelector('.md[aria-busy="true"]'));

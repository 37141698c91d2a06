import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer';

export const screenshotFolder = '.output/screenshots';

/** Takes a picture of a page of the extension in light and in dark. @param name e.g. `en` and `8-model-picker`. */
export async function shoot(page: Page, language: string, name: string): Promise<void> {
  mkdirSync(screenshotFolder, { recursive: true });
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, {}, scheme);
    // Colours fade for a moment after the switch.
    await new Promise((done) => setTimeout(done, 300));
    await page.screenshot({ path: `${screenshotFolder}/${language}-${scheme}-${name}.png` });
  }
}

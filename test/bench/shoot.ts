import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { startWorld, type World, type WorldOptions } from '../helpers/world.ts';

export const screenshotFolder = '.output/screenshots';

/** As wide as a side panel usually is (CSS pixels). */
export const panelSize = { width: Number(process.env.PANEL_WIDTH ?? 380), height: 760, deviceScaleFactor: 2 };

/** A world whose user reads a language, says yes to every site, and has a model connected. */
export const pictureWorld = (language: 'en' | 'zh', options: WorldOptions = {}): Promise<World> =>
  startWorld({
    grantHosts: ['http://*/*', 'https://*/*'],
    models: [{ id: 'kimi-long-context' }],
    ...(language === 'zh' ? { language: 'zh-CN' } : {}),
    ...options,
  });

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

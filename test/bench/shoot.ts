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

/** In light and in dark; @param untilThemed waits until the page has seen the scheme. */
async function shootSchemes(
  page: Page,
  language: string,
  name: string,
  untilThemed: (scheme: string) => Promise<unknown>,
): Promise<void> {
  mkdirSync(screenshotFolder, { recursive: true });
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await untilThemed(scheme);
    // Colours fade for a moment after the switch.
    await new Promise((done) => setTimeout(done, 300));
    await page.screenshot({ path: `${screenshotFolder}/${language}-${scheme}-${name}.png` });
  }
}

/** Takes a picture of a page of the extension in light and in dark. @param name e.g. `en` and `8-model-picker`. */
export const shoot = (page: Page, language: string, name: string): Promise<void> =>
  shootSchemes(page, language, name, (scheme) =>
    page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, {}, scheme),
  );

/** The same of one whose database is closed: its settings are not known, and it goes by the browser's own scheme. */
export async function shootTrouble(
  page: Page,
  language: string,
  trouble: string,
  name: string,
): Promise<void> {
  await page.setViewport(panelSize);
  await page.waitForSelector(`[data-trouble="${trouble}"]`);
  await shootSchemes(page, language, name, async () => {});
}

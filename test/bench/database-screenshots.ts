// Part of `npm run screenshots`: a database that is held up, and one that the browser cannot open, light and dark, English and Chinese.
import { mkdirSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { panelSize, pictureWorld, screenshotFolder } from './shoot.ts';

/** The settings are not known while the database is closed: the page goes by the browser's own scheme. */
async function shootTrouble(page: Page, language: string, kind: string): Promise<void> {
  mkdirSync(screenshotFolder, { recursive: true });
  await page.setViewport(panelSize);
  await page.waitForSelector(`[data-trouble="${kind}"]`);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.screenshot({ path: `${screenshotFolder}/${language}-${scheme}-database-${kind}.png` });
  }
}

for (const language of ['en', 'zh'] as const) {
  const world = await pictureWorld(language, { isConnected: false });
  const bare = await world.extension.openPage('manifest.json');
  await bare.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('unabridged', 1);
        open.onsuccess = () => {
          Object.assign(globalThis, { database: open.result });
          resolve();
        };
      }),
  );
  const blocked = await world.extension.openPage('sidepanel.html');
  await shootTrouble(blocked, language, 'blocked');
  const failed = await world.extension.newTab();
  await failed.evaluateOnNewDocument(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    };
  });
  await failed.goto(`chrome-extension://${world.extension.id}/sidepanel.html`);
  await shootTrouble(failed, language, 'failed');
  await world.close();
}

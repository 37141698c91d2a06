// Part of `npm run screenshots`: a database that is held up, and one that the browser cannot open, light and dark, English and Chinese.
import { pictureWorld, shootTrouble } from './shoot.ts';

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
  await shootTrouble(blocked, language, 'blocked', 'database-blocked');
  const failed = await world.extension.newTab();
  await failed.evaluateOnNewDocument(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    };
  });
  await failed.goto(`chrome-extension://${world.extension.id}/sidepanel.html`);
  await shootTrouble(failed, language, 'failed', 'database-failed');
  await world.close();
}

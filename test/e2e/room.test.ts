import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, noticeText, press, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { filesWith } from '../helpers/files-with.ts';
import { readDatabase } from '../helpers/read-database.ts';
import { seedChat } from '../helpers/seed-chat.ts';
import { until } from '../helpers/until.ts';
import { plantedKey, shortArticle, startWorld, type World } from '../helpers/world.ts';

const marker = 'quixotic-marker-7f3a91';

let world: World;
let userDataDir: string;
beforeAll(async () => {
  userDataDir = mkdtempSync(join(tmpdir(), 'unabridged-room-'));
  world = await startWorld({ userDataDir });
});
afterAll(async () => {
  await world.close();
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
});

it('tells when little room is left, shows what takes it, and deletes everything', async () => {
  const { panel } = await world.read(world.pages.add('/keeper', shortArticle));
  await waitForSource(panel);
  world.server.reply({ text: `An answer with ${marker}.` });
  await ask(panel, 'Who is the keeper?');
  await waitForAnswer(panel);
  await seedChat(panel, [{ title: 'A long book', text: `${'all of it '.repeat(300_000)}${marker}` }]);
  await waitForSource(panel);

  const limited = await panel.createCDPSession();
  const origin = `chrome-extension://${world.extension.id}`;
  const { usage } = await limited.send('Storage.getUsageAndQuota', { origin });
  await limited.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 20_000_000 });
  await press(panel, 'new-chat');
  await panel.waitForSelector('[data-testid="little-room"]');
  expect(await noticeText(panel)).toMatch(/Only (?:19|20) MB of room is left/);
  await limited.send('Storage.overrideQuotaForOrigin', { origin });

  const options = await world.extension.tabOpenedBy(
    () => press(panel, 'free-room'),
    (url) => url.endsWith('#storage'),
  );
  const fold = await options.waitForSelector('[data-testid="room-by-chat"] summary');
  await fold!.evaluate((summary) => (summary as HTMLElement).click());
  await options.waitForSelector('[data-testid="room-chat"]');
  const rows = await options.$$eval('[data-testid="room-chat"]', (all) =>
    all.map((row) => (row as HTMLElement).innerText),
  );
  expect(rows[0]).toMatch(/^A long book\s+3 MB/);
  expect(rows.join()).toMatch(/Who is the keeper\?/);
  expect(filesWith(userDataDir, [marker, plantedKey])).not.toEqual([]);

  await press(options, 'room-delete');
  await press(options, 'room-undo');
  await options.waitForFunction(() => !document.querySelector('[data-testid="room-undo"]'));

  await press(options, 'delete-everything');
  await press(options, 'delete-everything-now');
  await options.waitForSelector('[data-testid="all-deleted"]');
  await until('the panel has begun anew', () => panel.$('[data-testid="first-run"]'));
  const stores = Object.entries(await readDatabase(options)) as [string, unknown[]][];
  const tables = Object.fromEntries(
    stores.flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : [])),
  );
  expect(tables).toEqual({ settings: 1, chats: 1 });
  // The browser writes its files anew in its own time.
  await expect.poll(() => filesWith(userDataDir, [marker, plantedKey]), { interval: 500 }).toEqual([]);
  await world.extension.browser.close();
  expect(filesWith(userDataDir, [marker, plantedKey])).toEqual([]);
});

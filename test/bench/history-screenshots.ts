// npm run screenshots, seventh part: the history of chats, light and dark, English and Chinese, into .output/screenshots.

import { press } from '../helpers/drive-panel.ts';
import { sampleChats } from '../helpers/sample-chats.ts';
import { seedRecords } from '../helpers/seed-chats.ts';
import { shortArticle } from '../helpers/world.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

const queries = { en: ['northern light', 'zebra'], zh: ['灯塔', '斑马'] };

for (const language of ['en', 'zh'] as const) {
  const world = await pictureWorld(language);
  const { panel } = await world.read(world.pages.add('/light', shortArticle));
  await panel.setViewport(panelSize);
  const row = (index: number) => `[data-testid="chat-row"][data-chat-id="chat-${index}"]`;
  const search = async (query: string) => {
    await panel.click('[data-testid="history-search"]', { count: 3 });
    await panel.keyboard.press('Backspace');
    await panel.type('[data-testid="history-search"]', query);
    await panel.waitForFunction(
      (wanted) => {
        const { query: shown, state } = document.querySelector<HTMLElement>(
          '[data-testid="history-list"]',
        )!.dataset;
        return shown === wanted && state === 'done';
      },
      {},
      query,
    );
  };
  const openMenu = async (index: number) => {
    await panel.hover(row(index));
    await panel.click(`${row(index)} [data-testid="row-menu"]`);
    await panel.waitForSelector('[data-testid="chat-rename"]');
  };

  await press(panel, 'history');
  await panel.waitForSelector('[data-testid="history-list"]');
  await shoot(panel, language, '110-history-empty');
  await panel.keyboard.press('Escape');

  await seedRecords(panel, sampleChats(language, Date.now()));
  await panel.reload();
  await panel.waitForSelector('[data-testid="composer"]');
  await press(panel, 'history');
  await panel.waitForSelector(row(10));
  await shoot(panel, language, '111-history');
  await openMenu(5);
  await shoot(panel, language, '112-history-menu');
  await panel.locator('[data-testid="chat-rename"]').click();
  await panel.waitForSelector('[data-testid="rename-chat"]');
  await shoot(panel, language, '113-history-renaming');
  await panel.keyboard.press('Escape');
  await panel.waitForFunction(() => !document.querySelector('[data-testid="rename-chat"]'));
  for (const index of [6, 8]) {
    await openMenu(index);
    await panel.locator('[data-testid="chat-delete"]').click();
    await panel.waitForFunction((gone) => !document.querySelector(gone), {}, row(index));
  }
  await shoot(panel, language, '114-history-deleted');
  await search(queries[language][0]!);
  await shoot(panel, language, '115-history-search');
  await search(queries[language][1]!);
  await shoot(panel, language, '116-history-nothing');
  await search(queries[language][0]!);
  await panel.waitForSelector(row(9));
  await panel.click(`${row(9)} [data-testid="open-chat"]`);
  await panel.waitForSelector('[data-testid="chat"][data-chat-id="chat-9"]');
  await shoot(panel, language, '117-history-found');
  await panel.click('[data-testid="chat-menu"]');
  await panel.waitForSelector('[data-testid="chat-delete"]');
  await shoot(panel, language, '118-chat-menu');
  await panel.locator('[data-testid="chat-rename"]').click();
  await panel.waitForSelector('[data-testid="rename-chat"]');
  await shoot(panel, language, '119-chat-renaming');
  await panel.keyboard.press('Escape');
  // In another window.
  const tab = await world.extension.openPage('sidepanel.html?chat=chat-9');
  await tab.waitForSelector('[data-testid="chat"][data-chat-id="chat-9"]');
  await tab.click('[data-testid="chat-menu"]');
  await tab.locator('[data-testid="chat-delete"]').click();
  await tab.waitForSelector('[data-testid="deleted-chat"]');
  await tab.setViewport(panelSize);
  await shoot(tab, language, '120-chat-deleted');
  await panel.waitForSelector('[data-testid="gone-chat"]');
  await shoot(panel, language, '121-chat-gone');
  await world.close();
}

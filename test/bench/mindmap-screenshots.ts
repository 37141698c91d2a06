// npm run screenshots, sixth part: mind maps in the chat and in full size, light and dark, English and Chinese, into .output/screenshots.

import { mapTab, untilMapStands } from '../helpers/drive-map.ts';
import { press, waitForAnswer } from '../helpers/drive-panel.ts';
import { lighthouseMaps } from '../helpers/sample-maps.ts';
import { panelSize, pictureWorld, shoot } from './shoot.ts';

for (const language of ['en', 'zh'] as const) {
  const { title, page: body, outline, branch, search } = lighthouseMaps[language];
  const world = await pictureWorld(language);
  const { panel } = await world.read(
    world.pages.add(
      '/light',
      `<!doctype html><title>${title}</title><article><h1>${title}</h1>${body}</article>`,
    ),
  );
  await panel.setViewport(panelSize);
  await panel.waitForSelector('[data-testid="draw-map"]:not([disabled])');
  await shoot(panel, language, '90-map-start');
  world.server.reply({ text: outline, deltaSize: 4, rate: 60 });
  await press(panel, 'draw-map');
  await panel.waitForSelector('[data-testid="map-card"]');
  await panel.waitForFunction(
    () => Number(document.querySelector<HTMLElement>('[data-testid="map-card"]')?.dataset.nodes) > 12,
  );
  await shoot(panel, language, '91-map-growing');
  await waitForAnswer(panel);
  await untilMapStands(panel);
  await shoot(panel, language, '92-map-card');
  await press(panel, 'map-text');
  await shoot(panel, language, '93-map-as-text');
  await press(panel, 'map-text');
  await untilMapStands(panel);
  await panel.bringToFront();
  await panel.locator('[data-testid="map-menu"]').click();
  await panel.waitForSelector('[data-testid="map-export-png"]');
  await shoot(panel, language, '94-map-menu');
  await panel.keyboard.press('Escape');

  const map = await mapTab(world.extension, () => press(panel, 'map-open'));
  await map.setViewport({ width: 1280, height: 800, deviceScaleFactor: 1 });
  await untilMapStands(map);
  await shoot(map, language, '95-map-full');
  await map.type('[data-testid="map-search"]', search);
  await map.waitForSelector('[data-match]');
  await shoot(map, language, '96-map-search');
  await map.keyboard.press('Escape');
  await map.waitForFunction(() => !document.querySelector('[data-match]'));
  world.server.reply({ text: branch, deltaSize: 6, rate: 20 });
  await map.click('me-main.rhs > me-wrapper:nth-child(2) > me-parent > me-tpc');
  await shoot(map, language, '97-map-node');
  await press(map, 'map-expand');
  await map.waitForSelector('[data-testid="map-expanding"]');
  await shoot(map, language, '98-map-expanding');
  await map.waitForFunction(() => !document.querySelector('[data-testid="map-expanding"]'));
  await press(map, 'map-fold');
  await shoot(map, language, '99-map-folded');
  await map.setViewport(panelSize);
  await press(map, 'map-unfold');
  await shoot(map, language, '100-map-narrow');

  world.server.reply({
    text: 'I cannot make an outline of this text; it is a list of ships without any order.',
  });
  await press(panel, 'retry');
  await waitForAnswer(panel);
  await shoot(panel, language, '101-map-not-an-outline');
  await world.close();
}

// npm run bench:mindmap. Mind maps in a real Chromium: how long 2,000 nodes take to be drawn, folded and scaled, and whether 300 nodes that
// stream at 100 tokens a second hold the page up. `--json FILE` writes the figures.
import type { Page } from 'puppeteer';
import { mapTab } from '../helpers/drive-map.ts';
import { press, waitForAnswer } from '../helpers/drive-panel.ts';
import { longOutline, seedMap } from '../helpers/seed-map.ts';
import { shortArticle, startWorld } from '../helpers/world.ts';
import { printFigures, quantile } from './print-figures.ts';

const runs = 5;
const nodes = 2_000;
const streamed = 300;

/** Milliseconds from an act in the page to the frame that shows what came of it. */
const timeToFrame = (page: Page, selector: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const control = document.querySelector<HTMLElement>(wanted)!;
    const begun = performance.now();
    control.click();
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    return performance.now() - begun;
  }, selector);

/** Keeps the long tasks of a page. */
const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = [];
    (globalThis as unknown as { tasks: number[] }).tasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
/** Milliseconds that the page's thread has worked so far. */
const workMs = async (page: Page): Promise<number> => ((await page.metrics()).TaskDuration ?? 0) * 1000;

const world = await startWorld();
const { panel } = await world.read(world.pages.add('/page', shortArticle));
const id = await seedMap(panel, longOutline(nodes));

/** From the frame's first element to the frame that shows all nodes, the canvas's code being loaded in between. */
async function firstDrawing(): Promise<{ page: Page; ms: number; drawn: number }> {
  const page = await world.extension.newTab();
  await page.evaluateOnNewDocument(() => {
    const times = globalThis as unknown as { mounted?: number; drawn?: number };
    new MutationObserver(() => {
      if (times.mounted === undefined && document.querySelector('[data-testid="mind-map"]'))
        times.mounted = performance.now();
      if (times.drawn === undefined && document.querySelector('me-main me-tpc')) {
        times.drawn = -1;
        requestAnimationFrame(() =>
          setTimeout(() => {
            times.drawn = performance.now();
          }),
        );
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`chrome-extension://${world.extension.id}/map.html?id=${id}`);
  await page.waitForFunction(() => ((globalThis as unknown as { drawn?: number }).drawn ?? -1) > 0);
  const ms = await page.evaluate(() => {
    const times = globalThis as unknown as { mounted: number; drawn: number };
    return times.drawn - times.mounted;
  });
  return { page, ms, drawn: (await page.$$('me-tpc')).length };
}

const drawings: number[] = [];
const unfoldings: number[] = [];
const folds: number[] = [];
const zooms: number[] = [];
let drawnFirst = 0;
let drawnUnfolded = 0;
for (let run = 0; run < runs; run++) {
  const { page, ms, drawn } = await firstDrawing();
  drawings.push(ms);
  drawnFirst = drawn;
  unfoldings.push(await timeToFrame(page, '[data-testid="map-unfold"]'));
  drawnUnfolded = (await page.$$('me-tpc')).length;
  const folder = 'me-main > me-wrapper:nth-child(3) > me-parent > me-epd';
  for (let times = 0; times < 4; times++) folds.push(await timeToFrame(page, folder));
  for (const button of ['map-zoom-in', 'map-zoom-out'])
    zooms.push(await timeToFrame(page, `[data-testid="${button}"]`));
  await page.close();
}

world.server.reply({ text: longOutline(streamed), deltaSize: 4, rate: 100 });
await watchLongTasks(panel);
await press(panel, 'draw-map');
await panel.waitForSelector('[data-testid="map-card"]');
const map = await mapTab(world.extension, () => press(panel, 'map-open'));
await map.waitForSelector('me-main me-tpc');
await watchLongTasks(map);
const [panelBefore, mapBefore] = [await workMs(panel), await workMs(map)];
const begun = performance.now();
await waitForAnswer(panel);
await map.waitForFunction((wanted) => document.querySelectorAll('me-tpc').length > wanted, {}, streamed);
const seconds = (performance.now() - begun) / 1000;
const cardTasks = await longTasks(panel);
const mapTasks = await longTasks(map);
printFigures({
  nodes,
  firstDrawingMs: quantile(drawings, 0.5),
  firstDrawingMsMost: Math.max(...drawings),
  drawnFirst,
  unfoldAllMs: quantile(unfoldings, 0.5),
  unfoldAllMsMost: Math.max(...unfoldings),
  drawnUnfolded,
  foldMs: quantile(folds, 0.5),
  foldMsMost: Math.max(...folds),
  zoomMs: quantile(zooms, 0.5),
  zoomMsMost: Math.max(...zooms),
  streamedNodes: streamed,
  streamSeconds: seconds,
  longTasksInTab: mapTasks.length,
  longestTaskInTabMs: Math.max(0, ...mapTasks),
  longTasksInPanel: cardTasks.length,
  longestTaskInPanelMs: Math.max(0, ...cardTasks),
  workInTabShare: ((await workMs(map)) - mapBefore) / 1000 / seconds,
  workInPanelShare: ((await workMs(panel)) - panelBefore) / 1000 / seconds,
});
await world.close();

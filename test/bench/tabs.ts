// npm run bench:tabs [-- --data DIR] [--json FILE]: fifty open tabs read at once, one of them hanging. Real pages with --data
// (DIR/pages/*.html.gz, scripts and network off), pages of our own without.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'puppeteer';
import { clickAddMenu, waitForAllRead } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { newChat, shortArticle, startWorld } from '../helpers/world.ts';
import { printFigures } from './print-figures.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'string' } } });
const count = 50;
/** A page's own styles count; its scripts, and everything from elsewhere, do not. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function realPages(data: string): Buffer[] {
  const names = readdirSync(join(data, 'pages')).sort();
  const step = Math.floor(names.length / count);
  return names
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((name) => gunzipSync(readFileSync(join(data, 'pages', name))));
}

const world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
const { panel, page: home } = await world.read(world.pages.add('/home', shortArticle));
const bodies = values.data
  ? realPages(values.data)
  : Array.from({ length: count }, (_, index) => makeNeedlePage(20_000, index % 2 ? 'zh' : 'en').html);
const tabs: Page[] = [];
for (const [index, body] of bodies.entries()) {
  const tab = await world.extension.newTab();
  await tab.goto(world.pages.add(`/tab/${index}`, { body, headers: { 'content-security-policy': policy } }), {
    waitUntil: 'domcontentloaded',
  });
  tabs.push(tab);
}
const busy = await world.extension.newTab();
await busy.goto(
  world.pages.add('/busy', `${shortArticle}<script>setTimeout(() => { for (;;); }, 200)</script>`),
);
await home.bringToFront();
await newChat(panel);
await panel.evaluate(() => {
  const watched = globalThis as unknown as { longest: number };
  watched.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
  }).observe({ type: 'longtask' });
});
const begun = performance.now();
await clickAddMenu(panel, 'add-all-tabs');
await panel.waitForFunction(
  (wanted) =>
    [...document.querySelectorAll('[data-testid="source-chip"]')].filter(
      (chip) => (chip as HTMLElement).dataset.state !== 'reading',
    ).length >= wanted,
  { timeout: 120_000, polling: 50 },
  count + 1,
);
const othersMs = performance.now() - begun;
const chips = await waitForAllRead(panel);
const longestTaskMs = await panel.evaluate(() => (globalThis as unknown as { longest: number }).longest);
printFigures({
  tabs: chips.length,
  ready: chips.filter(({ state }) => state === 'ready').length,
  failed: chips.filter(({ state }) => state === 'failed').length,
  allButTheHangingMs: othersMs,
  allMs: performance.now() - begun,
  longestTaskMs,
});
for (const { title, detail, state } of chips)
  if (state === 'failed') console.log(`failed: ${title}: ${detail}`);
await world.close();

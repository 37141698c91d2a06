// npm run bench:mindmap. Mind maps in a real Chromium: how long 2,000 nodes take to be drawn, folded and scaled, and whether 300 nodes that
// stream at 100 tokens a second hold the page up. Unfolding, folding and scaling are clicks of a real mouse, and timed by the browser itself
// (Event Timing): from the moment of the input to the one at which the frame that it led to was shown, in steps of 8 ms. Of a large map only
// what is near its frame is drawn; `blankInFrame` counts the branches that were missing in any such frame, which must be 0. `Cpu` is what the
// page's main thread has worked until then, which a busy machine does not change; a map's streaming is measured as the tasks of the main
// thread, which the panel, the map and the engine share. `--json FILE` writes the figures.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { mapTab } from '../helpers/drive-map.ts';
import { press, waitForAnswer } from '../helpers/drive-panel.ts';
import { longOutline, seedMap } from '../helpers/seed-map.ts';
import { shortArticle, startWorld } from '../helpers/world.ts';
import { printFigures, quantile } from './print-figures.ts';
import { threadClock } from './thread-clock.ts';

const runs = 5;
const nodes = 2_000;
const streamed = 300;

interface Times {
  /** Until the frame that shows what came of it. */
  wall: number;
  /** What the page's own thread worked for it: on a busy machine the more telling one. */
  cpu: number;
}

/** Branches that are in the frame, but not drawn, in any frame that came of a click. */
let blankInFrame = 0;

interface Shown {
  ms?: number;
  blank?: number;
}

/** How long a click takes to show. @param selector of controls, of which the first in the frame is clicked. */
async function timeClick(page: Page, clock: () => Promise<number>, selector: string): Promise<Times> {
  await page.bringToFront();
  const place = await page.evaluate(async (wanted) => {
    // What is still to be painted of the click before belongs to that.
    await new Promise((done) => requestIdleCallback(done));
    const shown: Shown = {};
    Object.assign(globalThis, { shown });
    const isInFrame = (one: Element) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    };
    const observer = new PerformanceObserver((list) => {
      const click = list.getEntries().find(({ name }) => name === 'click');
      if (click) shown.ms = click.duration;
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    addEventListener(
      'click',
      () => {
        requestAnimationFrame(() =>
          setTimeout(() => {
            const frame = document.querySelector('.map-container')!.getBoundingClientRect();
            shown.blank = [...document.querySelectorAll('[data-far]')].filter((branch) => {
              const { top, bottom } = branch.getBoundingClientRect();
              return bottom > frame.top && top < frame.bottom;
            }).length;
            // A click that is shown sooner than the threshold has no entry: no frame after it tells of one.
            requestAnimationFrame(() =>
              requestAnimationFrame(() =>
                setTimeout(() => {
                  for (const { name, duration } of observer.takeRecords())
                    if (name === 'click') shown.ms = duration;
                  shown.ms ??= 16;
                  observer.disconnect();
                }, 300),
              ),
            );
          }),
        );
      },
      { once: true, capture: true },
    );
    const control = [...document.querySelectorAll(wanted)].find(isInFrame)!;
    const { left, top, width, height } = control.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, selector);
  await page.mouse.move(place.x, place.y);
  const before = await clock();
  await page.mouse.click(place.x, place.y);
  const handle = await page.waitForFunction(() => {
    const { shown } = globalThis as { shown?: Shown };
    return shown?.ms !== undefined && shown.blank !== undefined && shown;
  });
  const { ms, blank } = (await handle.jsonValue()) as Required<Shown>;
  blankInFrame += blank;
  return { wall: ms, cpu: (await clock()) - before };
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The tasks of the pages' main threads in a trace, in milliseconds. All pages of the extension share one thread. */
function tasksIn(path: string): Times[] {
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && /RunTask$/.test(name) && mains.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
}

const world = await startWorld();
const { panel } = await world.read(world.pages.add('/page', shortArticle));
const id = await seedMap(panel, longOutline(nodes));

/** From the frame's first element to the frame that shows all nodes, the canvas's code being loaded in between. */
async function firstDrawing(): Promise<{ page: Page; ms: number; drawn: number }> {
  const page = await world.extension.newTab();
  // A page behind another draws no frames.
  await page.bringToFront();
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
const unfoldings: Times[] = [];
const folds: Times[] = [];
const zooms: Times[] = [];
let drawnFirst = 0;
let drawnUnfolded = 0;
for (let run = 0; run < runs; run++) {
  const { page, ms, drawn } = await firstDrawing();
  const clock = await threadClock(page);
  drawings.push(ms);
  drawnFirst = drawn;
  unfoldings.push(await timeClick(page, clock, '[data-testid="map-unfold"]'));
  drawnUnfolded = (await page.$$('me-tpc')).length;
  const folder = 'me-main me-epd';
  for (let times = 0; times < 4; times++) folds.push(await timeClick(page, clock, folder));
  for (const button of ['map-zoom-in', 'map-zoom-out'])
    zooms.push(await timeClick(page, clock, `[data-testid="${button}"]`));
  await page.close();
}

world.server.reply({ text: longOutline(streamed), deltaSize: 4, rate: 100 });
await press(panel, 'draw-map');
await panel.waitForSelector('[data-testid="map-card"]');
const map = await mapTab(world.extension, () => press(panel, 'map-open'));
await map.waitForSelector('me-main me-tpc');
const trace = join(mkdtempSync(join(tmpdir(), 'unabridged-trace-')), 'trace.json');
await map.tracing.start({ path: trace, categories: ['toplevel', 'devtools.timeline'] });
const begun = performance.now();
await waitForAnswer(panel);
await map.waitForFunction((wanted) => document.querySelectorAll('me-tpc').length > wanted, {}, streamed);
const seconds = (performance.now() - begun) / 1000;
await map.tracing.stop();
const tasks = tasksIn(trace);
rmSync(dirname(trace), { recursive: true });

const long = 50;
const figuresOf = (name: string, times: readonly Times[]) => ({
  [`${name}Ms`]: quantile(
    times.map(({ wall }) => wall),
    0.5,
  ),
  [`${name}MsMost`]: Math.max(...times.map(({ wall }) => wall)),
  [`${name}CpuMs`]: quantile(
    times.map(({ cpu }) => cpu),
    0.5,
  ),
});
printFigures({
  loadAverage: loadavg()[0]!,
  nodes,
  firstDrawingMs: quantile(drawings, 0.5),
  firstDrawingMsMost: Math.max(...drawings),
  drawnFirst,
  ...figuresOf('unfoldAll', unfoldings),
  drawnUnfolded,
  blankInFrame,
  ...figuresOf('fold', folds),
  ...figuresOf('zoom', zooms),
  streamedNodes: streamed,
  streamSeconds: seconds,
  longTasks: tasks.filter(({ wall }) => wall > long).length,
  longestTaskMs: Math.max(...tasks.map(({ wall }) => wall)),
  longTasksByCpu: tasks.filter(({ cpu }) => cpu > long).length,
  longestTaskCpuMs: Math.max(...tasks.map(({ cpu }) => cpu)),
});
await world.close();

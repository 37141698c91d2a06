import { loadavg } from 'node:os';
import type { Page } from 'puppeteer';
import { press } from '../helpers/drive-panel.ts';
import { shortArticle, startWorld } from '../helpers/world.ts';
import { quantile } from './print-figures.ts';
import { threadClock } from './thread-clock.ts';
import { planted, writeHistory } from './write-history.ts';

const wholeSize = { chats: 500, messagesAChat: 20, sources: 400, sourceBytes: 500_000 };
const runs = 7;
const opened = 15;

type Clock = () => Promise<number>;

interface Times {
  /** Until the frame that shows what was waited for. */
  wall: number;
  /** What the panel's own thread worked for it. */
  cpu: number;
}

const byId = (id: string) => `[data-testid="${id}"]`;

/** From a click in the page to the frame that shows something. */
async function timeClick(page: Page, clock: Clock, control: string, shown: string): Promise<Times> {
  const before = await clock();
  const wall = await page.evaluate(
    async (click, wanted) => {
      const begun = performance.now();
      document.querySelector<HTMLElement>(click)!.click();
      await new Promise<void>((resolve) => {
        const look = () => {
          if (!document.querySelector(wanted)) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true, attributes: true });
        look();
      });
      await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      return performance.now() - begun;
    },
    control,
    shown,
  );
  return { wall, cpu: (await clock()) - before };
}

const panelIsThere = async (panel: Page) => {
  await panel.reload();
  await panel.waitForSelector(byId('composer'));
};
const openHistory = async (panel: Page) => {
  await press(panel, 'history');
  await panel.waitForSelector(byId('chat-row'));
};
const closeHistory = async (panel: Page) => {
  await panel.keyboard.press('Escape');
  await panel.waitForFunction((sheet) => !document.querySelector(sheet), {}, byId('history-sheet'));
};

/** Types a query: from its last key to the frame with all results (the thread's work: from the first one), and how many those are. */
async function timeSearch(panel: Page, clock: Clock, query: string): Promise<Times & { count: number }> {
  const before = await clock();
  await panel.evaluate(
    (field, list, wanted) => {
      const times = globalThis as unknown as { typedAt: number; found?: { wall: number; count: number } };
      delete times.found;
      document.querySelector(field)!.addEventListener('input', () => {
        times.typedAt = performance.now();
      });
      const observer = new MutationObserver(() => {
        const box = document.querySelector<HTMLElement>(list);
        if (box?.dataset.query !== wanted || box.dataset.state !== 'done') return;
        observer.disconnect();
        requestAnimationFrame(() =>
          setTimeout(() => {
            times.found = { wall: performance.now() - times.typedAt, count: Number(box.dataset.count) };
          }),
        );
      });
      observer.observe(document, { childList: true, subtree: true, attributes: true });
    },
    byId('history-search'),
    byId('history-list'),
    query,
  );
  // An input method gives its word at once.
  if (/^[\x20-\x7e]+$/.test(query)) await panel.type(byId('history-search'), query);
  else {
    await panel.focus(byId('history-search'));
    await panel.keyboard.sendCharacter(query);
  }
  const found = await panel.waitForFunction(
    () => (globalThis as unknown as { found?: { wall: number; count: number } }).found,
  );
  const result = { ...(await found.jsonValue())!, cpu: (await clock()) - before };
  await panel.click(byId('history-search'), { count: 3 });
  await panel.keyboard.press('Backspace');
  await panel.waitForFunction(
    (list) => document.querySelector<HTMLElement>(list)?.dataset.query === '',
    {},
    byId('history-list'),
  );
  return result;
}

/** Medians and the worst, by the wall's clock and by what the panel's thread worked. */
function figuresOf(name: string, times: readonly Times[]): Record<string, number> {
  const walls = times.map(({ wall }) => wall);
  return {
    [`${name}Ms`]: quantile(walls, 0.5),
    [`${name}WorstMs`]: Math.max(...walls),
    [`${name}CpuMs`]: quantile(
      times.map(({ cpu }) => cpu),
      0.5,
    ),
  };
}

/**
 * Ten thousand messages in five hundred chats with 200 MB of sources, in the real panel of the packed build: how long it takes to list the
 * chats, to search them and to open one.
 */
export async function measureScale(size = wholeSize): Promise<Record<string, number>> {
  const world = await startWorld();
  const { panel } = await world.read(world.pages.add('/page', shortArticle));
  await panel.setViewport({ width: 380, height: 760 });
  await writeHistory(panel, size);
  await panelIsThere(panel);
  const clock = await threadClock(panel);

  // Nothing is made yet of what was written: as after an update from a version without the search.
  await openHistory(panel);
  const unprepared = await timeSearch(panel, clock, planted.rare[0]);
  await closeHistory(panel);

  const lists: Times[] = [];
  for (let run = 0; run < runs; run++) {
    await panelIsThere(panel);
    lists.push(await timeClick(panel, clock, byId('history'), byId('chat-row')));
    await closeHistory(panel);
  }

  const cold: Times[] = [];
  const warm: Times[] = [];
  const counts: Record<string, number> = {};
  for (const query of [...planted.rare, ...planted.frequent, 'keeper storm', '风暴 账本', 'no such words']) {
    // Typed as soon as the list is there, with nothing in the panel's memory.
    await panelIsThere(panel);
    await openHistory(panel);
    const first = await timeSearch(panel, clock, query);
    cold.push(first);
    counts[`found “${query}”`] = first.count;
    for (let run = 0; run < 3; run++) warm.push(await timeSearch(panel, clock, query));
    await closeHistory(panel);
  }

  const opens: Times[] = [];
  for (let run = 0; run < opened; run++) {
    await openHistory(panel);
    const id = `seed-${(run * 13) % 25}`;
    const row = `[data-chat-id="${id}"]${byId('chat-row')} ${byId('open-chat')}`;
    await panel.waitForSelector(row);
    const last = `[data-message-id="${id}-${size.messagesAChat - 1}"]`;
    opens.push(await timeClick(panel, clock, row, `${byId('chat')}[data-chat-id="${id}"] ${last}`));
  }
  await world.close();
  return {
    chats: size.chats,
    messages: size.chats * size.messagesAChat,
    sourceMegabytes: (size.sources * size.sourceBytes) / 1_000_000,
    ...figuresOf('list', lists),
    ...figuresOf('search', [...cold, ...warm]),
    ...figuresOf('searchCold', cold),
    ...figuresOf('searchWarm', warm),
    searchUnpreparedMs: unprepared.wall,
    ...figuresOf('open', opens),
    ...counts,
    machineLoad: loadavg()[0]!,
  };
}

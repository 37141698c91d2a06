// Part of `npm run bench:storage`: a backup of 200 MB of texts and 10,000 messages, and its restore in a fresh profile:
// seconds, the longest task of the page, and the most memory that all of the browser took more than before (Linux only).
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { press } from '../helpers/drive-panel.ts';
import { until } from '../helpers/until.ts';
import { startWorld, type World } from '../helpers/world.ts';

const size = { sources: 500, charactersEach: 400_000, chats: 500, turnsEach: 10 };

/** Writes chats with sources straight into the database; words without a pattern, since those of people pack to a third. */
async function seed(page: Page): Promise<void> {
  await page.evaluate(async ({ sources, charactersEach, chats, turnsEach }) => {
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    const words = Array.from({ length: 20_000 }, () =>
      Math.random()
        .toString(36)
        .slice(2, 4 + Math.random() * 7),
    );
    const makeText = () => {
      let text = '';
      while (text.length < charactersEach) text += `${words[Math.floor(Math.random() * words.length)]} `;
      return text.slice(0, charactersEach);
    };
    const hashOf = async (text: string) => {
      const units = new Uint16Array(text.length);
      for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', units));
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const write = (tables: string[], fill: (store: (table: string) => IDBObjectStore) => void) =>
      new Promise<void>((resolve, reject) => {
        const transaction = database.transaction(tables, 'readwrite');
        fill((table) => transaction.objectStore(table));
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    for (let index = 0; index < sources; index++) {
      const text = makeText();
      const hash = await hashOf(text);
      await write(['texts', 'sources'], (store) => {
        store('texts').put({ hash, text });
        store('sources').put({
          id: `source-${index}`,
          kind: 'page',
          title: `Source ${index}`,
          url: `https://seed.test/${index}`,
          status: 'ready',
          textHash: hash,
          envelope: hash.slice(0, 20),
          characterCount: text.length,
          tokenCount: text.length / 4,
          readAt: 1,
        });
      });
    }
    for (let index = 0; index < chats; index++) {
      const chatId = `chat-${index}`;
      await write(['chats', 'messages'], (store) => {
        let parentId: string | null = null;
        for (let turn = 0; turn < turnsEach; turn++) {
          const id = `${chatId}-${turn}`;
          const base = { chatId, createdAt: index * 1000 + turn };
          const text = words.slice(turn * 100, turn * 100 + 150).join(' ');
          const sourceIds = turn === 0 ? [`source-${index % sources}`] : [];
          store('messages').put({
            ...base,
            id: `${id}-q`,
            parentId,
            role: 'user',
            text: `Why ${turn}?`,
            sourceIds,
          });
          store('messages').put({
            ...base,
            id: `${id}-a`,
            parentId: `${id}-q`,
            role: 'assistant',
            text,
            reasoning: '',
            status: 'done',
            choice: { endpointId: 'e', model: 'm' },
          });
          parentId = `${id}-a`;
        }
        store('chats').put({
          id: chatId,
          title: `Chat ${index}`,
          createdAt: index,
          updatedAt: index,
          leafId: parentId,
          draft: '',
          pendingSourceIds: [],
        });
      });
    }
    database.close();
  }, size);
}

/** Memory of the browser with all it has started, in bytes: what each has for itself. */
function memoryOf(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]));
    } catch {}
  }
  const isOurs = (id: number): boolean => id === pid || (parents.has(id) && isOurs(parents.get(id)!));
  let bytes = 0;
  for (const id of parents.keys()) {
    if (!isOurs(id)) continue;
    try {
      bytes += Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {}
  }
  return bytes;
}

interface Measured {
  seconds: number;
  longestTaskMs: number;
  memoryMb: number;
}

async function measure(world: World, page: Page, act: () => Promise<unknown>): Promise<Measured> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as { longest: number };
    watched.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask' });
  });
  const { pid } = world.extension.browser.process()!;
  const before = memoryOf(pid!);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(pid!));
  }, 200);
  const begun = performance.now();
  await act();
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(timer);
  const longestTaskMs = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
  return { seconds, longestTaskMs, memoryMb: (most - before) / 1e6 };
}

/** Backs up a large database and restores it in another profile. @returns figures by their name. */
export async function measureBackup(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'unabridged-bench-'));
  const step = (page: Page, name: string) =>
    page.waitForSelector(`[data-testid="backup"][data-step="${name}"]`, { timeout: 600_000 });
  const world = await startWorld();
  let file = '';
  let backup: Measured;
  try {
    const options = await world.extension.openPage('options.html');
    await options.waitForSelector('[data-testid="back-up"]');
    await seed(options);
    const client = await options.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    backup = await measure(world, options, async () => {
      await press(options, 'back-up');
      await step(options, 'made');
    });
    const name = await until('the backup is saved', () =>
      readdirSync(folder).find((one) => one.endsWith('.jsonl.gz')),
    );
    file = join(folder, name);
  } finally {
    await world.close();
  }
  const fresh = await startWorld();
  try {
    const options = await fresh.extension.openPage('options.html');
    const input = await options.waitForSelector('[data-testid="restore-input"]');
    const check = await measure(fresh, options, async () => {
      await (input as ElementHandle<HTMLInputElement>).uploadFile(file);
      await step(options, 'choosing');
    });
    const restore = await measure(fresh, options, async () => {
      await press(options, 'restore');
      await step(options, 'restored');
    });
    return {
      textMb: (size.sources * size.charactersEach) / 1e6,
      messages: size.chats * size.turnsEach * 2,
      backupFileMb: statSync(file).size / 1e6,
      backupS: backup.seconds,
      backupLongestTaskMs: backup.longestTaskMs,
      backupMemoryMb: backup.memoryMb,
      checkS: check.seconds,
      checkLongestTaskMs: check.longestTaskMs,
      checkMemoryMb: check.memoryMb,
      restoreS: restore.seconds,
      restoreLongestTaskMs: restore.longestTaskMs,
      restoreMemoryMb: restore.memoryMb,
    };
  } finally {
    await fresh.close();
    rmSync(folder, { recursive: true });
  }
}

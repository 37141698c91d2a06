// npm run bench:files -- --in DIR [--out DIR] [--json FILE]: the files of a folder, read by the packed extension in the real browser.
// With DIR/manifest.json ({entries: [{path, mustContain, password}]}) the files that it names, and how many of its strings were found.
// npm run bench:files -- --set many|pages|novel [--in DIR]: a set that is written first (see file-sets.ts), with files of DIR's manifest.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ElementHandle } from 'puppeteer';
import { newChat, shortArticle, startWorld } from '../helpers/world.ts';
import { type Entry, writeFileSet } from './file-sets.ts';
import { printFigures } from './print-figures.ts';

interface StoredSource {
  id: string;
  title: string;
  status: string;
  sizeBytes: number;
  error?: { code: string };
  textHash: string;
  characterCount: number;
  receipt?: { format?: string; hiddenCharacters?: number; unreadParts?: unknown[]; recognisedParts?: number };
}

const { values } = parseArgs({
  options: {
    in: { type: 'string' },
    set: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'string' },
  },
});
const written = values.set ? mkdtempSync(join(tmpdir(), 'unabridged-files-')) : undefined;
if (written) writeFileSet(values.set!, written, values.in);
const from = written ?? values.in;
if (!from) throw new Error('--in DIR or --set NAME is missing');

function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = join(prefix, entry.name);
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}
const manifest = join(from, 'manifest.json');
const named: Entry[] = existsSync(manifest)
  ? (JSON.parse(readFileSync(manifest, 'utf8')) as { entries: Entry[] }).entries
  : filesBelow(from).map((path) => ({ path }));
const entries = named.filter(
  ({ path }) => existsSync(join(from, path)) && statSync(join(from, path)).isFile(),
);

/** How the strings of a manifest are compared: forms of letters, quotes, white space and marks without a shape do not count. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f]/g, '"')
    .replace(/[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '');
/** Signs that Markdown gives a meaning of its own: a string that runs over them is the same to a reader. */
const withoutMarks = (text: string): string =>
  fold(text.replace(/\\(?=[!-/:-@[-`{-~])/g, '')).replace(/[*_~`]/g, '');

/** Line ends do not count where a text is to be that of another file. */
const withoutEnds = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replace(/[\r\n]+/g, '\n')
    .trim();

const world = await startWorld();
const { panel } = await world.read(world.pages.add('/home', shortArticle));
await newChat(panel);
const client = await panel.createCDPSession();
const heapMB = async () => {
  await client.send('HeapProfiler.collectGarbage');
  return ((await panel.metrics()).JSHeapUsedSize ?? 0) / 1e6;
};
await panel.evaluate(() => {
  const watched = globalThis as unknown as { longest: number };
  watched.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
  }).observe({ type: 'longtask' });
});

/** The sources of the shown chat as they are stored. */
const storedSources = () =>
  panel.evaluate(async () => {
    const chatId = document.querySelector<HTMLElement>('[data-testid="chat"]')!.dataset.chatId!;
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const get = <T>(table: string, key: string) =>
      new Promise<T>((resolve, reject) => {
        const request = database.transaction(table).objectStore(table).get(key);
        request.onsuccess = () => resolve(request.result as T);
        request.onerror = () => reject(request.error);
      });
    const { pendingSourceIds } = await get<{ pendingSourceIds: string[] }>('chats', chatId);
    const sources = await Promise.all(pendingSourceIds.map((id) => get<StoredSource>('sources', id)));
    database.close();
    return sources;
  });
const textOf = (hash: string) =>
  panel.evaluate(async (key) => {
    const open = indexedDB.open('unabridged');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const request = database.transaction('texts').objectStore('texts').get(key);
    const found = await new Promise<{ text: string }>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return found.text;
  }, hash);
async function untilRead(): Promise<StoredSource[]> {
  for (;;) {
    const sources = await storedSources();
    if (sources.length > 0 && sources.every(({ status }) => status !== 'reading')) return sources;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const heapBefore = await heapMB();
const begun = performance.now();
const input = (await panel.waitForSelector('[data-testid="file-input"]')) as ElementHandle<HTMLInputElement>;
await input.uploadFile(...entries.map(({ path }) => join(from, path)));
// The same bytes twice make one source; wait until there is a row for each of the others.
await panel.waitForSelector('[data-testid="source-chip"]', { timeout: 120_000 });
await untilRead();
const wallMs = performance.now() - begun;
const longestTaskMs = await panel.evaluate(() => (globalThis as unknown as { longest: number }).longest);

// Locked ones are opened afterwards, as a user would.
for (const { path, password } of entries) {
  if (!password) continue;
  const isOpen = await panel.$$eval(
    '[data-testid="source-chip"]',
    (chips, title) => {
      const chip = chips.find((candidate) => candidate.querySelector(`[title="${CSS.escape(title)}"]`));
      const field = chip?.querySelector<HTMLInputElement>('[data-testid="file-password"]');
      field?.focus();
      return Boolean(field);
    },
    basename(path),
  );
  if (!isOpen) continue;
  await panel.keyboard.type(password);
  await panel.keyboard.press('Enter');
  await untilRead();
}
const heapGrowthMB = (await heapMB()) - heapBefore;

const sources = await storedSources();
let wanted = 0;
let found = 0;
const figures = [];
for (const entry of entries) {
  const size = statSync(join(from, entry.path)).size;
  const source = sources.find(({ title, sizeBytes }) => title === basename(entry.path) && sizeBytes === size);
  const text = source?.status === 'ready' ? await textOf(source.textHash) : '';
  if (values.out && source?.status === 'ready') {
    const target = join(values.out, `${entry.path}.txt`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const strings = entry.mustContain ?? [];
  const folded = fold(text);
  const bare = withoutMarks(text);
  const missing = strings.filter(
    (string) => !folded.includes(fold(string)) && !bare.includes(withoutMarks(string)),
  );
  const isSame =
    entry.sameAs && withoutEnds(text) === withoutEnds(readFileSync(join(from, entry.sameAs), 'utf8'));
  wanted += strings.length;
  found += strings.length - missing.length;
  figures.push({
    path: entry.path,
    kind: entry.kind ?? '',
    format: source?.receipt?.format ?? '',
    state: source ? (source.error?.code ?? source.status) : 'none',
    characters: source?.characterCount ?? 0,
    hidden: source?.receipt?.hiddenCharacters ?? 0,
    unread: source?.receipt?.unreadParts?.length ?? 0,
    recognised: source?.receipt?.recognisedParts ?? 0,
    wanted: strings.length,
    missing,
    ...(entry.sameAs ? { isSame: Boolean(isSame) } : {}),
  });
}
for (const { path, format, state, wanted: all, missing, isSame } of figures)
  console.log(
    `${path}\t${format}\t${state}\t${all - missing.length}/${all}${isSame === undefined ? '' : isSame ? '\tsame' : '\tDIFFERENT'}`,
  );
const totals = {
  files: entries.length,
  bytes: entries.reduce((sum, { path }) => sum + statSync(join(from, path)).size, 0),
  characters: figures.reduce((sum, { characters }) => sum + characters, 0),
  failed: figures.filter(({ state }) => state !== 'ready').length,
  mustContainShare: wanted > 0 ? found / wanted : 1,
  wallMs,
  longestTaskMs,
  heapGrowthMB,
};
printFigures(totals);
if (values.json) writeFileSync(values.json, JSON.stringify({ ...totals, byFile: figures }, null, 1));
await world.close();
if (written) rmSync(written, { recursive: true });

import { guardPrivateAddresses } from '../browser/private-guard';
import { inBackgroundTab } from '../browser/tabs';
import type { PageLink } from '../extract/extracted-page';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { Lanes } from '../shared/lanes';
import { fetchInWorker } from '../sources/fetch-in-worker';
import { readPage } from '../sources/read-page';
import { readSettledTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { pageToSourceText } from '../sources/source-text';
import { database } from '../storage/database';
import { loadSettings } from '../storage/settings';
import { isTemporary } from '../storage/temporary';
import { addSources } from './add-sources';
import { askEngine } from './ask-engine';
import { finishSource } from './finish-source';
import { readLinkedFile } from './read-files';

/** As many as browsers themselves allow a host, and a little more over all. */
const lanes = new Lanes(6, 2);
const reading = new Map<string, AbortController>();

/** Reads sources of the kind `page`, in the engine: it goes on while the panel is closed. @param onEnd called once for the call. */
export async function readPages(sourceIds: readonly string[], onEnd: () => void): Promise<void> {
  // An engine that was just woken for them has taken them for orphans of the last one.
  await database.sources
    .where('id')
    .anyOf([...sourceIds])
    .modify({ status: 'reading', error: undefined });
  const sources = (await database.sources.bulkGet([...sourceIds])).filter((source) => source !== undefined);
  void Promise.allSettled(sources.map(readOne)).then(onEnd);
}

async function readOne(source: Source): Promise<Source> {
  const stop = new AbortController();
  reading.set(source.id, stop);
  const read = async () => {
    if (stop.signal.aborted) throw new AppError('read-interrupted');
    return readPage(
      source.url,
      source.parentUrl ?? '',
      source.isWhole ?? false,
      stop.signal,
      (file) => readLinkedFile(source, file, stop.signal),
      // The panel may talk to nobody itself.
      isTemporary() ? fetchInWorker : undefined,
    );
  };
  try {
    const finished = await lanes.run(hostOf(source.url), () => finishSource(source, read));
    // A file that could not be read stays: it may be read again, with a password.
    if (finished.status === 'ready') await database.files.delete(source.id);
    return finished;
  } finally {
    reading.delete(source.id);
  }
}

/** Those that are not read yet say that they were stopped, and can be read again. */
export function stopReading(sourceIds: readonly string[]): void {
  for (const id of sourceIds) reading.get(id)?.abort();
}

/** Stops all of them. */
export const stopAllReading = (): void => stopReading([...reading.keys()]);

/** What the extension may still GET from the user's own machine while linked pages are read. */
async function guard(parentUrl: string): Promise<void> {
  const endpoints = await database.endpoints.toArray();
  const { modelMirror } = await loadSettings();
  await guardPrivateAddresses(
    [
      URL.canParse(parentUrl) ? `${new URL(parentUrl).origin}/` : '',
      modelMirror,
      ...endpoints.map(({ baseUrl }) => `${baseUrl}/models`),
    ].filter((address) => URL.canParse(address)),
  );
}

/**
 * Puts linked pages among a chat's waiting sources and has the engine read them.
 * @param isAllowed whether the user lets us read other sites; without that they keep their place and say so.
 * @returns the sources, in the order of the links; they are still being read.
 */
export async function attachPages(
  chatId: string,
  parentUrl: string,
  links: readonly PageLink[],
  isAllowed: boolean,
): Promise<Source[]> {
  const sources = await addSources(
    chatId,
    links.map(({ url, text }) => ({ kind: 'page', title: text, url, parentUrl })),
  );
  try {
    if (!isAllowed) throw new AppError('permission-needed', { host: hostOf(sources[0]?.url ?? '') });
    await guard(parentUrl);
    await askEngine({ type: 'read-pages', sourceIds: sources.map(({ id }) => id) });
  } catch (error) {
    for (const source of sources) await finishSource(source, () => Promise.reject(error));
  }
  return sources;
}

/**
 * Reads pages whose addresses the user gave, each as if its own site had linked it: also where that is in the user's own network.
 * @param isAllowed see attachPages.
 */
export async function attachAddresses(
  chatId: string,
  urls: readonly string[],
  isAllowed: boolean,
): Promise<void> {
  for (const [origin, own] of Map.groupBy(urls, (url) => new URL(url).origin))
    await attachPages(
      chatId,
      `${origin}/`,
      own.map((url) => ({ url, text: url })),
      isAllowed,
    );
}

/** Has the engine read on from a source, see followNextPages. */
export async function attachNextPages(chatId: string, source: Source): Promise<void> {
  await guard(source.url);
  await askEngine({ type: 'follow-next-pages', chatId, sourceId: source.id });
}

/** A book of more chapters than this is better read in parts. */
const longestChain = 200;

/**
 * Reads on from page to page, in the engine: split articles, chapters of a novel. Ends where no next page is named, where one comes
 * back to a page read already, where one cannot be read, or when it is stopped.
 * @param sourceId the source that the chain begins at; it is not read again.
 */
export async function followNextPages(chatId: string, sourceId: string, onEnd: () => void): Promise<void> {
  const first = await database.sources.get(sourceId);
  const seen = new Set(first ? [first.url] : []);
  const follow = async () => {
    let from = sourceId;
    for (let count = 0; count < longestChain; count++) {
      const next = (await database.links.get(from))?.nextUrl ?? '';
      if (!next || seen.has(next)) return;
      seen.add(next);
      const [source] = await addSources(chatId, [
        { kind: 'page', title: '', url: next, parentUrl: first?.url ?? '' },
      ]);
      const read = await readOne(source!);
      if (read.status !== 'ready') return;
      seen.add(read.url);
      from = read.id;
    }
  };
  void follow().finally(onEnd);
}

/** Each is a page at work: more of them at once would only hinder one another. */
const backgroundTabs = new Lanes(3);

/** Reads a linked page in a tab behind the others, where it comes alive with its scripts. */
export async function attachInBackgroundTab(
  chatId: string,
  source: Source,
  isWhole = source.isWhole ?? false,
): Promise<Source> {
  const { kind, title, url, parentUrl } = source;
  const [again] = await addSources(chatId, [{ kind, title, url, parentUrl, isWhole, isInTab: true }]);
  return backgroundTabs.run('', () =>
    finishSource(again!, async () =>
      pageToSourceText(await inBackgroundTab(url, (tabId) => readSettledTab(tabId, isWhole))),
    ),
  );
}

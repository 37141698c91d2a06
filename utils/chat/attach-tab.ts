import { fileOfTab } from '../browser/tab-file';
import type { TabInfo } from '../browser/tabs';
import { limits } from '../files/limits';
import { AppError } from '../shared/app-error';
import { Lanes } from '../shared/lanes';
import { readTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { pageToSourceText } from '../sources/source-text';
import { database } from '../storage/database';
import { addSources } from './add-sources';
import { askEngine } from './ask-engine';
import { finishSource } from './finish-source';

/** What is known of a tab before it was read. */
export interface TabToAttach {
  tabId: number;
  title: string;
  url: string;
  /** Whether a click on the icon has just opened this tab to us. */
  wasClicked: boolean;
}

/** So many at once: a tab that hangs holds up one lane of these, for its own limit. */
const tabsAtOnce = 8;

/** Has the engine read the PDF that a tab shows. @throws AppError what fileOfTab throws, and what the browser says. */
async function handOver(chatId: string, source: Source): Promise<void> {
  const file = await fileOfTab(source.tabId!, limits.fileBytes);
  await database.files.put({ sourceId: source.id, chatId, file, depth: 0, rootId: source.id });
  await database.sources.update(source.id, { isFile: true, sizeBytes: file.size });
  await askEngine({ type: 'read-files', sourceIds: [source.id], password: '' });
}

/** @returns the source, read or not; one that shows a PDF is still being read. */
async function readTabSource(chatId: string, source: Source, wasClicked: boolean): Promise<Source> {
  const reading = readTab(source.tabId!, wasClicked).then(pageToSourceText);
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const isPdf =
    error instanceof AppError &&
    error.code === 'kind-not-supported' &&
    error.facts.kind === 'application/pdf';
  if (!isPdf) return finishSource(source, () => reading);
  try {
    await handOver(chatId, source);
    return source;
  } catch (reason) {
    // Where the browser lets no script into its viewer, or the script does not get the file, it is a kind of page that is not read.
    const isTold = reason instanceof AppError && reason.code !== 'page-unreachable';
    return finishSource(source, () => Promise.reject(isTold ? reason : error));
  }
}

/** Puts a tab among a chat's waiting sources and reads it. */
export async function attachTab(chatId: string, tab: TabToAttach): Promise<Source> {
  const { tabId, title, url, wasClicked } = tab;
  const [source] = await addSources(chatId, [{ kind: 'tab', title, url, tabId }]);
  return readTabSource(chatId, source!, wasClicked);
}

/** The same for many tabs; each keeps its place in the order given, read or not. */
export async function attachTabs(chatId: string, tabs: readonly TabInfo[]): Promise<Source[]> {
  const sources = await addSources(
    chatId,
    tabs.map(({ id, title, url }) => ({ kind: 'tab', title, url, tabId: id })),
  );
  const lanes = new Lanes(tabsAtOnce);
  return Promise.all(sources.map((source) => lanes.run('', () => readTabSource(chatId, source, false))));
}

import type { TabInfo } from '../browser/tabs';
import { Lanes } from '../shared/lanes';
import { readTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { addSources } from './add-sources';
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

/** Puts a tab among a chat's waiting sources and reads it. */
export async function attachTab(chatId: string, tab: TabToAttach): Promise<Source> {
  const { tabId, title, url, wasClicked } = tab;
  const [source] = await addSources(chatId, [{ kind: 'tab', title, url, tabId }]);
  return finishSource(source!, () => readTab(tabId, wasClicked));
}

/** The same for many tabs; each keeps its place in the order given, read or not. */
export async function attachTabs(chatId: string, tabs: readonly TabInfo[]): Promise<Source[]> {
  const sources = await addSources(
    chatId,
    tabs.map(({ id, title, url }) => ({ kind: 'tab', title, url, tabId: id })),
  );
  const lanes = new Lanes(tabsAtOnce);
  return Promise.all(
    sources.map((source) => lanes.run('', () => finishSource(source, () => readTab(source.tabId!, false)))),
  );
}

import { toAppError } from '../shared/app-error';
import { readTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { database } from '../storage/database';
import { storeText } from '../storage/sources';
import { estimateTokens } from '../tokens/estimate-tokens';

/** What is known of a tab before it was read. */
export interface TabToAttach {
  tabId: number;
  title: string;
  url: string;
  /** Whether a click on the icon has just opened this tab to us. */
  wasClicked: boolean;
}

async function read(source: Source, wasClicked: boolean): Promise<Source> {
  try {
    const page = await readTab(source.tabId!, wasClicked);
    return {
      ...source,
      ...(await storeText(page.markdown)),
      title: page.title || source.title || page.url,
      url: page.url,
      tokenCount: estimateTokens(page.markdown),
      status: 'ready',
      error: undefined,
      receipt: page.receipt,
    };
  } catch (error) {
    return { ...source, status: 'failed', error: toAppError(error).toRecord() };
  }
}

/**
 * Puts a tab among a chat's waiting sources and reads it. A source of the same tab that has not been sent yet gives way: sources
 * never change once they are ready, so a page that is read again is a new one in the same place.
 * @returns the source, `ready` or `failed`: a tab that cannot be read keeps its place and says why.
 */
export async function attachTab(chatId: string, tab: TabToAttach): Promise<Source> {
  const started = await database.transaction('rw', database.chats, database.sources, async () => {
    const chat = await database.chats.get(chatId);
    const pendingIds = chat?.pendingSourceIds ?? [];
    const waiting = (await database.sources.bulkGet(pendingIds)).filter((source) => source !== undefined);
    const known = waiting.find((source) => source.tabId === tab.tabId);
    const source: Source = {
      id: crypto.randomUUID(),
      kind: 'tab',
      title: tab.title || known?.title || '',
      url: tab.url || known?.url || '',
      status: 'reading',
      textHash: '',
      envelope: '',
      characterCount: 0,
      tokenCount: 0,
      tabId: tab.tabId,
      readAt: Date.now(),
    };
    await database.sources.add(source);
    if (known) await database.sources.delete(known.id);
    await database.chats.update(chatId, {
      pendingSourceIds: known
        ? pendingIds.map((id) => (id === known.id ? source.id : id))
        : [...pendingIds, source.id],
    });
    return source;
  });
  const result = await read(started, tab.wasClicked);
  // The chip may have been taken away meanwhile; then there is nothing to write.
  if (await database.sources.get(result.id)) await database.sources.put(result);
  return result;
}

import { readTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { pageToSourceText } from '../sources/source-text';
import { addSources } from './add-sources';
import { askEngine } from './ask-engine';
import { finishSource } from './finish-source';
import { attachInBackgroundTab } from './linked-pages';

/**
 * Reads a source again, now with everything that its page shows. Where it waits it gives way; where it was sent already, the whole
 * page waits for the next question.
 */
export async function attachWhole(chatId: string, source: Source): Promise<void> {
  const { kind, title, url, tabId, parentUrl, receipt } = source;
  // What took a tab of its own to be read takes one again.
  if (kind === 'page' && receipt && !receipt.wasFetched) {
    await attachInBackgroundTab(chatId, source, true);
    return;
  }
  const [whole] = await addSources(chatId, [{ kind, title, url, tabId, parentUrl, isWhole: true }]);
  if (kind === 'page') await askEngine({ type: 'read-pages', sourceIds: [whole!.id] });
  else await finishSource(whole!, async () => pageToSourceText(await readTab(tabId ?? -1, false, true)));
}

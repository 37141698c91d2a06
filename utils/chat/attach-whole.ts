import { readTab } from '../sources/read-tab';
import type { Source } from '../sources/source';
import { addSources } from './add-sources';
import { askEngine } from './ask-engine';
import { finishSource } from './finish-source';

/**
 * Reads a source again, now with everything that its page shows. Where it waits it gives way; where it was sent already, the whole
 * page waits for the next question.
 */
export async function attachWhole(
  chatId: string,
  { kind, title, url, tabId, parentUrl }: Source,
): Promise<void> {
  const [whole] = await addSources(chatId, [{ kind, title, url, tabId, parentUrl, isWhole: true }]);
  if (kind === 'page') await askEngine({ type: 'read-pages', sourceIds: [whole!.id] });
  else await finishSource(whole!, () => readTab(tabId ?? -1, false, true));
}

import type { Section } from '../context/split-sections';
import type { Source } from '../sources/source';
import { database } from '../storage/database';
import { loadSourceText, storeText } from '../storage/sources';
import { estimateTokens } from '../tokens/estimate-tokens';

/**
 * Puts the sections that the user chose in the place of a waiting source. The whole text stays stored, and the receipt says how
 * much of it the part is.
 */
export async function attachPart(
  chatId: string,
  sourceId: string,
  sections: readonly Section[],
): Promise<Source> {
  const { source, text } = await loadSourceText(sourceId);
  const part = sections.map((section) => text.slice(section.start, section.end).trim()).join('\n\n');
  const stored: Source = {
    ...source,
    ...(await storeText(part)),
    id: crypto.randomUUID(),
    tokenCount: estimateTokens(part),
    receipt: {
      seenCharacters: 0,
      hiddenCharacters: 0,
      extractor: '',
      ...source.receipt,
      partOfCharacters: source.receipt?.partOfCharacters ?? text.length,
    },
  };
  await database.transaction('rw', database.chats, database.sources, async () => {
    const chat = await database.chats.get(chatId);
    await database.sources.add(stored);
    await database.chats.update(chatId, {
      pendingSourceIds: chat?.pendingSourceIds.map((id) => (id === sourceId ? stored.id : id)) ?? [stored.id],
    });
  });
  return stored;
}

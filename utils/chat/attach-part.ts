import type { Section } from '../context/split-sections';
import type { Source } from '../sources/source';
import { createChat, loadMessages } from '../storage/chats';
import { database } from '../storage/database';
import { loadSourceText, storeText } from '../storage/sources';
import { estimateTokens } from '../tokens/estimate-tokens';

/**
 * Attaches the sections that the user chose, in the place of the whole text: of a waiting source in its chat; of one that was sent
 * already in a new chat, with the last question in its field. The whole text stays stored, and the receipt says how much of it
 * the part is.
 * @returns the chat that the part waits in.
 */
export async function attachPart(
  chatId: string,
  sourceId: string,
  sections: readonly Section[],
): Promise<string> {
  const { source, text } = await loadSourceText(sourceId);
  const part = sections.map((section) => text.slice(section.start, section.end).trim()).join('\n\n');
  const stored: Source = {
    ...source,
    ...(await storeText(part)),
    id: crypto.randomUUID(),
    tokenCount: estimateTokens(part),
    receipt: {
      seenCharacters: 0,
      leftOutCharacters: 0,
      hiddenCharacters: 0,
      extractor: '',
      ...source.receipt,
      partOfCharacters: source.receipt?.partOfCharacters ?? text.length,
    },
  };
  return database.transaction('rw', database.chats, database.sources, database.messages, async () => {
    await database.sources.add(stored);
    const chat = await database.chats.get(chatId);
    if (chat?.pendingSourceIds.includes(sourceId)) {
      await database.chats.update(chatId, {
        pendingSourceIds: chat.pendingSourceIds.map((id) => (id === sourceId ? stored.id : id)),
      });
      return chatId;
    }
    const questions = (await loadMessages(chatId)).filter((message) => message.role === 'user');
    const last = questions.sort((a, b) => b.createdAt - a.createdAt)[0];
    const fresh = await createChat();
    await database.chats.update(fresh.id, { pendingSourceIds: [stored.id], draft: last?.text ?? '' });
    return fresh.id;
  });
}

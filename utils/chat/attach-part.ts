import type { Section } from '../context/split-sections';
import { visibleThread } from '../messages/visible-thread';
import type { Source } from '../sources/source';
import { changePending, copySources, loadMessages } from '../storage/chats';
import { database } from '../storage/database';
import { factsOf, loadSourceText } from '../storage/sources';
import { estimateTokens } from '../tokens/estimate-tokens';

const toPart = (source: Source, stored: Awaited<ReturnType<typeof factsOf>>, tokenCount: number): Source => {
  const { selected: _, ...whole } = source;
  return {
    ...whole,
    ...stored,
    id: crypto.randomUUID(),
    tokenCount,
    receipt: {
      seenCharacters: 0,
      leftOutCharacters: 0,
      hiddenCharacters: 0,
      extractor: '',
      ...source.receipt,
      partOfCharacters: source.receipt?.partOfCharacters ?? source.characterCount,
    },
  };
};

/** Attaches what was selected in a page when it was read, in the place of the whole page that waits. */
export async function attachSelection(chatId: string, { id }: Pick<Source, 'id'>): Promise<void> {
  await database.transaction('rw', database.chats, database.sources, database.texts, async () => {
    const source = await database.sources.get(id);
    if (!source?.selected) return;
    const { text } = (await database.texts.get(source.selected.textHash))!;
    const part = toPart(source, source.selected, estimateTokens(text));
    await database.sources.add(part);
    await changePending(chatId, (ids) => ids.map((one) => (one === id ? part.id : one)));
  });
}

/**
 * Attaches the sections that the user chose, in the place of the whole text: of a waiting source in its chat; of one that was sent
 * already in a new chat, among all other sources of its own, with the question in its field. The whole text stays stored, and the
 * receipt says how much of it the part is.
 * @param draft what is in the chat's field; the last question where that is empty.
 * @returns the chat that the part waits in.
 */
export async function attachPart(
  chatId: string,
  sourceId: string,
  sections: readonly Section[],
  draft: string,
): Promise<string> {
  const { source, text } = await loadSourceText(sourceId);
  const part = sections.map((section) => text.slice(section.start, section.end).trim()).join('\n\n');
  const stored = toPart(source, await factsOf(part), estimateTokens(part));
  const { chats, messages, sources, texts } = database;
  return database.transaction('rw', chats, messages, sources, texts, async () => {
    // A text that nobody names may be forgotten at any moment.
    await texts.put({ hash: stored.textHash, text: part });
    await sources.add(stored);
    const chat = await database.chats.get(chatId);
    if (chat?.pendingSourceIds.includes(sourceId)) {
      await database.chats.update(chatId, {
        pendingSourceIds: chat.pendingSourceIds.map((id) => (id === sourceId ? stored.id : id)),
      });
      return chatId;
    }
    const thread = visibleThread(await loadMessages(chatId), chat?.leafId ?? null);
    const questions = thread.flatMap(({ message }) => (message.role === 'user' ? [message] : []));
    const sourceIds = [
      ...questions.flatMap((question) => question.sourceIds),
      ...(chat?.pendingSourceIds ?? []),
    ];
    const fresh = await copySources(chatId, sourceIds, draft || (questions.at(-1)?.text ?? ''));
    await database.chats.update(fresh.id, {
      pendingSourceIds: fresh.pendingSourceIds.map((id) => (id === sourceId ? stored.id : id)),
    });
    return fresh.id;
  });
}

import { findWords } from '../messages/find-words';
import { markWords, type SnippetPart, snippetOf } from '../messages/snippet-of';
import { searchWords } from '../shared/fold-for-search';
import { type Chat, database } from '../storage/database';
import type { DigestShelf } from '../storage/digests';

/** A chat in which all words of a search occur. */
export interface ChatHit {
  chat: Chat;
  title: SnippetPart[];
  /** The message with the most of the words, or the question with which such a source joined; absent where only the title has them. */
  at?: { messageId: string; isSource: boolean; snippet: SnippetPart[] };
}

interface Found {
  chat: Chat;
  piece: { messageId: string; sourceId?: string } | undefined;
}

/** Hits whose words are read at once: those on the screen first. */
const readAtOnce = 60;

/** The hits' own words: read where they are to be shown, so that a digest need not hold them twice. */
async function withSnippets(found: readonly Found[], words: readonly string[]): Promise<ChatHit[]> {
  const messageIds = found.flatMap(({ piece }) => (piece && !piece.sourceId ? piece.messageId : []));
  const sourceIds = found.flatMap(({ piece }) => piece?.sourceId ?? []);
  const [messages, sources] = await Promise.all([
    messageIds.length > 0 ? database.messages.bulkGet(messageIds) : [],
    sourceIds.length > 0 ? database.sources.bulkGet(sourceIds) : [],
  ]);
  const texts = new Map<string, string>();
  for (const message of messages) if (message) texts.set(message.id, message.text);
  for (const source of sources) if (source) texts.set(source.id, source.title);
  return found.map(({ chat, piece }) => {
    const title = markWords(chat.title, words);
    const text = piece && texts.get(piece.sourceId ?? piece.messageId);
    if (!piece || text === undefined) return { chat, title };
    const isSource = piece.sourceId !== undefined;
    return { chat, title, at: { messageId: piece.messageId, isSource, snippet: snippetOf(text, words) } };
  });
}

/**
 * Searches chats for the words of a query: all of them must occur, in the title, the messages of all branches and the titles of sources.
 * @param chats in the order in which they are to be found.
 * @param onFound takes all hits so far, again and again; `isDone` once no more will come, though the words of later ones still may.
 * @param signal ends it: nothing is told afterwards.
 */
export async function searchChats(
  chats: readonly Chat[],
  query: string,
  shelf: DigestShelf,
  onFound: (hits: ChatHit[], isDone: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const words = searchWords(query);
  const byId = new Map(chats.map((chat) => [chat.id, chat]));
  const found: Found[] = [];
  const hits: ChatHit[] = [];
  const tell = async (isDone: boolean) => {
    const next = found.slice(hits.length, hits.length + readAtOnce);
    hits.push(...(await withSnippets(next, words)));
    const rest = found
      .slice(hits.length)
      .map(({ chat }): ChatHit => ({ chat, title: markWords(chat.title, words) }));
    if (!signal.aborted) onFound([...hits, ...rest], isDone);
  };
  for await (const digests of shelf.read(chats.map(({ id }) => id))) {
    const before = found.length;
    for (const digest of digests) {
      const chat = byId.get(digest.chatId)!;
      const match = findWords(chat.title, digest, words);
      if (match) found.push({ chat, piece: match.piece });
    }
    if (signal.aborted) return;
    // What is on the screen is told at once; what is below it may wait.
    if (found.length > before && before < readAtOnce && digests.length < chats.length) await tell(false);
  }
  do await tell(true);
  while (hits.length < found.length && !signal.aborted);
}

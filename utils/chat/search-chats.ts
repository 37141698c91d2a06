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
  at?: { messageId: string; snippet: SnippetPart[]; isSource: boolean };
}

/** The hits' own words: read where they are to be shown, so that a digest need not hold them twice. */
async function withSnippets(
  found: { chat: Chat; piece: { messageId: string; sourceId?: string } | undefined }[],
  words: readonly string[],
): Promise<ChatHit[]> {
  const pieces = found.map(({ piece }) => piece);
  const [messages, sources] = await Promise.all([
    database.messages.bulkGet(pieces.map((piece) => (piece && !piece.sourceId ? piece.messageId : ''))),
    database.sources.bulkGet(pieces.map((piece) => piece?.sourceId ?? '')),
  ]);
  return found.map(({ chat, piece }, index) => {
    const title = markWords(chat.title, words);
    const text = messages[index]?.text ?? sources[index]?.title;
    if (!piece || text === undefined) return { chat, title };
    const isSource = piece.sourceId !== undefined;
    return { chat, title, at: { messageId: piece.messageId, snippet: snippetOf(text, words), isSource } };
  });
}

/**
 * Searches chats for the words of a query: all of them must occur, in the title, the messages of all branches and the titles of sources.
 * @param chats in the order in which they are to be found.
 * @param onFound takes all hits so far, again and again; the last time with `isDone`.
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
  const hits: ChatHit[] = [];
  for await (const digests of shelf.read(chats.map(({ id }) => id))) {
    const found = digests.flatMap((digest) => {
      const chat = byId.get(digest.chatId)!;
      const match = findWords(chat.title, digest, words);
      return match ? [{ chat, piece: match.piece }] : [];
    });
    if (found.length > 0) hits.push(...(await withSnippets(found, words)));
    if (signal.aborted) return;
    if (found.length > 0) onFound([...hits], false);
  }
  if (!signal.aborted) onFound([...hits], true);
}

import { findWords } from '../messages/find-words';
import { markWords, type SnippetPart, snippetOf } from '../messages/snippet-of';
import { searchWords } from '../shared/fold-for-search';
import { type Chat, database } from '../storage/database';
import type { DigestShelf } from '../storage/digests';

/** A chat in which all words of a search occur. */
export interface FoundChat {
  chat: Chat;
  /** The message with the most of the words, or the question with which such a source joined; absent where only the title has them. */
  piece: { messageId: string; sourceId?: string } | undefined;
}

/** The same as it is shown. */
export interface ChatHit {
  chat: Chat;
  title: SnippetPart[];
  /** See FoundChat. */
  at?: { messageId: string; isSource: boolean; snippet: SnippetPart[] };
}

/** What a search has found so far. */
export interface SearchState {
  /** All of them, in the order of the list. */
  found: FoundChat[];
  /** The first of them. */
  hits: ChatHit[];
  /** Whether no more will come. */
  isDone: boolean;
}

/** Hits whose words are read before anything is told: what a screen holds. */
const readFirst = 16;
/** What has been found is told so often while there is more to search. */
const tellEveryMs = 250;

/**
 * The hits' own words: read where they are to be shown, so that a digest need not hold them twice.
 * @param query what they were found with.
 */
export async function readHits(found: readonly FoundChat[], query: string): Promise<ChatHit[]> {
  const words = searchWords(query);
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
 * @param tell takes what was found so far, again and again.
 * @param signal ends it: nothing is told afterwards.
 */
export async function searchChats(
  chats: readonly Chat[],
  query: string,
  shelf: DigestShelf,
  tell: (state: SearchState) => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const words = searchWords(query);
  const places = new Map(chats.map((chat, place) => [chat.id, place]));
  const byPlace: (FoundChat | undefined)[] = [];
  let toldAt = performance.now();
  const tellAll = async (isDone: boolean) => {
    // Those of one pack come before those of the next.
    const found = byPlace.filter((one) => one !== undefined);
    const hits = await readHits(found.slice(0, readFirst), query);
    if (!signal.aborted) tell({ found, hits, isDone });
    toldAt = performance.now();
  };
  for await (const digests of shelf.read(chats.map(({ id }) => id))) {
    if (signal.aborted) return;
    for (const digest of digests) {
      const place = places.get(digest.chatId)!;
      const chat = chats[place]!;
      const match = findWords(chat.title, digest, words);
      if (match) byPlace[place] = { chat, piece: match.piece };
    }
    if (performance.now() - toldAt >= tellEveryMs) await tellAll(false);
  }
  await tellAll(true);
}

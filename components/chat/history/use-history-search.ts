import { useEffect, useRef, useState } from 'react';
import { type ChatHit, searchChats } from '../../../utils/chat/search-chats';
import type { Chat } from '../../../utils/storage/database';
import { DigestShelf } from '../../../utils/storage/digests';

export interface HistorySearch {
  /** What the hits are of: the older ones stay until there are newer ones. */
  query: string;
  hits: ChatHit[];
  isDone: boolean;
}

/** What is read ahead waits this long for a quiet moment. */
const longestIdleMs = 1000;

const nothing: HistorySearch = { query: '', hits: [], isDone: true };

/**
 * Searches chats while the query is being typed. A newer query ends the search for an older one.
 * @param chats undefined until they are known.
 */
export function useHistorySearch(chats: readonly Chat[] | undefined, query: string): HistorySearch {
  const shelf = useRef<DigestShelf>(null);
  shelf.current ??= new DigestShelf();
  const [search, setSearch] = useState(nothing);

  // What is typed first finds the digests read, and made where they are missing.
  useEffect(() => {
    if (!chats || query) return;
    let isEnded = false;
    const warm = async () => {
      for await (const _ of shelf.current!.read(chats.map(({ id }) => id))) if (isEnded) break;
    };
    // The list itself is drawn before.
    const waiting = requestIdleCallback(() => void warm(), { timeout: longestIdleMs });
    return () => {
      isEnded = true;
      cancelIdleCallback(waiting);
    };
  }, [chats, query]);

  useEffect(() => {
    if (!chats || !query) return setSearch(nothing);
    const ended = new AbortController();
    const show = (hits: ChatHit[], isDone: boolean) => setSearch({ query, hits, isDone });
    void searchChats(chats, query, shelf.current!, show, ended.signal);
    return () => ended.abort();
  }, [chats, query]);

  return search;
}

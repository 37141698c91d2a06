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

/** Whoever goes straight to a chat does not wait for what is read ahead for a search. */
const readAheadAfterMs = 500;

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
    const waiting = setTimeout(() => void warm(), readAheadAfterMs);
    return () => {
      isEnded = true;
      clearTimeout(waiting);
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

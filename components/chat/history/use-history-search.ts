import { useCallback, useEffect, useRef, useState } from 'react';
import { readHits, type SearchState, searchChats } from '../../../utils/chat/search-chats';
import type { Chat } from '../../../utils/storage/database';
import { DigestShelf } from '../../../utils/storage/digests';

export interface HistorySearch extends SearchState {
  /** What the hits are of: the older ones stay until there are newer ones. */
  query: string;
  /** Has more of what was found among the hits. */
  readMore: (count: number) => Promise<void>;
}

/** Once the list is drawn. */
const readAheadAfterMs = 100;

const nothing = { query: '', found: [], hits: [], isDone: true };

/**
 * Searches chats while the query is being typed. A newer query ends the search for an older one.
 * @param chats undefined until they are known.
 */
export function useHistorySearch(chats: readonly Chat[] | undefined, query: string): HistorySearch {
  const shelf = useRef<DigestShelf>(null);
  shelf.current ??= new DigestShelf();
  const [search, setSearch] = useState<SearchState & { query: string }>(nothing);
  // One after the other: what an ended search was just reading is there for the next one.
  const latest = useRef<Promise<unknown>>(Promise.resolve());
  const inTurn = useCallback((act: () => Promise<unknown>) => {
    latest.current = latest.current.then(act, act);
  }, []);

  // What is typed first finds the digests read, and made where they are missing.
  useEffect(() => {
    if (!chats || query) return;
    const ended = new AbortController();
    const ids = chats.map(({ id }) => id);
    const read = () => inTurn(() => shelf.current!.readAhead(ids, ended.signal));
    const waiting = setTimeout(read, readAheadAfterMs);
    return () => {
      ended.abort();
      clearTimeout(waiting);
    };
  }, [chats, query, inTurn]);

  useEffect(() => {
    if (!chats || !query) return setSearch(nothing);
    const ended = new AbortController();
    const tell = (state: SearchState) => setSearch({ query, ...state });
    inTurn(() => searchChats(chats, query, shelf.current!, tell, ended.signal));
    return () => ended.abort();
  }, [chats, query, inTurn]);

  const readMore = useCallback(
    async (count: number) => {
      const { found, hits } = search;
      const more = await readHits(found.slice(hits.length, hits.length + count), search.query);
      setSearch((now) => (now.hits === hits ? { ...now, hits: [...hits, ...more] } : now));
    },
    [search],
  );
  return { ...search, readMore };
}

import {
  type RefObject,
  startTransition,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ChatHit } from '../../../utils/chat/search-chats';
import type { Chat } from '../../../utils/storage/database';
import { useTexts } from '../../ui/i18n';
import { groupByDay } from './group-by-day';
import { HistoryRow, type RowActions } from './HistoryRow';
import { sayGroup, sayWhen } from './say-when';
import type { HistorySearch } from './use-history-search';

/** A panel's height of rows; the others are drawn when they come near. */
const drawnFirst = 16;
const drawnMore = 24;
const nearPx = 800;

interface HistoryListProps extends RowActions {
  ref: RefObject<HTMLDivElement | null>;
  /** Undefined until they are read. */
  chats: readonly Chat[] | undefined;
  /** Undefined while nothing is searched. */
  search: HistorySearch | undefined;
  now: number;
  shownId: string | undefined;
  atWork: ReadonlySet<string> | undefined;
  characters: ReadonlyMap<string, string> | undefined;
  renamingId: string | undefined;
}

/** Something said in the place of rows. */
const Note = ({ title, hint }: { title: string; hint?: string }) => (
  <div className="px-8 py-10 text-center">
    <p className="text-[13px] font-medium">{title}</p>
    {hint && <p className="mt-1 text-xs text-balance text-muted">{hint}</p>}
  </div>
);

/** Chats under their days, or what a search has found of them. */
export function HistoryList({
  ref,
  chats,
  search,
  now,
  shownId,
  atWork,
  characters,
  renamingId,
  ...actions
}: HistoryListProps) {
  const texts = useTexts();
  const { t, locale, number } = texts;
  const query = search?.query ?? '';
  const [limit, setLimit] = useState(drawnFirst);
  // Whoever comes back from a search begins at the top.
  if (search && limit > drawnFirst) setLimit(drawnFirst);
  const isScrolled = useRef(false);
  // Every search is looked at from the top. Asked for only where it is not, since it has the page laid out at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every search.
  useLayoutEffect(() => {
    if (isScrolled.current) ref.current?.scrollTo(0, 0);
  }, [query]);
  const groups = useMemo(() => groupByDay(chats ?? [], now), [chats, now]);
  const count = search ? search.found.length : (chats?.length ?? 0);
  const drawn = search ? search.hits.length : limit;
  // What was asked for last: the same is not asked for twice.
  const asked = useRef<unknown>(undefined);

  const drawNear = () => {
    const box = ref.current;
    if (!box || drawn >= count || box.scrollHeight - box.scrollTop - box.clientHeight >= nearPx) return;
    if (!search) startTransition(() => setLimit(limit + drawnMore));
    else if (asked.current !== search.hits) {
      asked.current = search.hits;
      void search.readMore(drawnMore);
    }
  };
  // After the page is laid out and drawn.
  useEffect(drawNear);

  const row = (chat: Chat, hit: ChatHit | undefined, isUnderItsDay: boolean) => (
    <HistoryRow
      key={chat.id}
      chat={chat}
      hit={hit}
      when={sayWhen(chat.updatedAt, now, locale, isUnderItsDay)}
      names={(chat.characterIds ?? []).flatMap((id) => characters?.get(id) ?? []).join(', ')}
      isShown={chat.id === shownId}
      isAtWork={atWork?.has(chat.id) ?? false}
      isRenaming={chat.id === renamingId}
      {...actions}
    />
  );
  let left = limit;
  return (
    <div
      ref={ref}
      data-testid="history-list"
      data-query={query}
      data-count={count}
      data-state={search && !search.isDone ? 'searching' : 'done'}
      className="thin-scroll min-h-0 flex-1 overflow-y-auto px-2 pb-3"
      onScroll={({ currentTarget }) => {
        isScrolled.current = currentTarget.scrollTop > 0;
        drawNear();
      }}
    >
      {search ? (
        <>
          <p role="status" className="sr-only">
            {search.isDone && t('history.found', { count: number(count) })}
          </p>
          <ul>{search.hits.map((hit) => row(hit.chat, hit, false))}</ul>
          {count === 0 &&
            (search.isDone ? (
              <Note title={t('history.nothing')} hint={t('history.nothingHint')} />
            ) : (
              <Note title={t('history.searching')} />
            ))}
        </>
      ) : (
        groups.map((group) => {
          const own = group.chats.slice(0, left);
          left -= own.length;
          if (own.length === 0) return null;
          return (
            <section key={group.key}>
              <h2 className="sticky top-0 z-10 bg-page px-3 pt-2.5 pb-1 text-xs font-medium text-muted">
                {sayGroup(group, now, texts)}
              </h2>
              <ul>{own.map((chat) => row(chat, undefined, group.kind !== 'pinned'))}</ul>
            </section>
          );
        })
      )}
      {!search && chats?.length === 0 && <Note title={t('history.empty')} hint={t('history.emptyHint')} />}
    </div>
  );
}

import { CircleAlert, ListFilter, Network, Pencil } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { UserMessage } from '../../utils/messages/chat-message';
import { mapTopic } from '../../utils/prompt/map-request';
import type { Source } from '../../utils/sources/source';
import { SourceChip } from '../sources/SourceChip';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Alternatives } from './Alternatives';

/** More sources than this are folded down to the first few: the answer is what is looked at. */
const mostUnfolded = 8;
const drawnFolded = 5;
/** So many more are drawn when they are asked for. */
const drawnAtOnce = 400;

/** What the user asked, with the sources that joined the chat with it. */
export function QuestionView({
  message,
  siblingIds,
  wasEdited,
  onFocused,
  onEdit,
  onShow,
  sources,
  citedIds,
  sourceActions,
}: {
  message: UserMessage;
  siblingIds: readonly string[];
  /** Its editor has just been closed: the keyboard comes back here. */
  wasEdited: boolean;
  onFocused: () => void;
  onEdit: () => void;
  onShow: (messageId: string) => void;
  sources: ReadonlyMap<string, Source>;
  /** Of the sources that answers cite. */
  citedIds: ReadonlySet<string>;
  sourceActions: SourceActions;
}) {
  const { t, number } = useTexts();
  const count = message.sourceIds.length;
  const edit = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wasEdited) return;
    edit.current?.querySelector('button')?.focus();
    onFocused();
  }, [wasEdited, onFocused]);
  const topic = mapTopic(message.text);
  const [isFiltered, setIsFiltered] = useState(false);
  const [limit, setLimit] = useState(count > mostUnfolded ? drawnFolded : count);
  const cited = message.sourceIds.filter((id) => citedIds.has(id));
  const canFilter = cited.length > 0 && cited.length < count;
  const ids = isFiltered && canFilter ? cited : message.sourceIds;
  const most = ids === cited ? Math.max(limit, drawnAtOnce) : limit;
  // In slices: a click that draws hundreds holds up nothing.
  const drawn = useDeferredValue(most);
  const joined = ids
    .slice(0, drawn)
    .map((id) => sources.get(id))
    .filter((source) => source !== undefined);
  const rest = ids.length - most;
  const goneCount = message.sourceIds.filter((id) => !sources.has(id)).length;
  return (
    <div
      data-testid="question"
      data-message-id={message.id}
      className="group/question flex flex-col items-end gap-1.5 pt-2"
    >
      {joined.map((source) => (
        <div key={source.id} className="w-full">
          <SourceChip source={source} {...sourceActions} />
        </div>
      ))}
      {goneCount > 0 && (
        <p data-testid="sources-gone" className="flex items-center gap-1.5 px-1.5 text-xs text-danger">
          <CircleAlert aria-hidden className="size-3.5 shrink-0" />
          {t('question.sourcesGone', { count: goneCount })}
        </p>
      )}
      {(rest > 0 || canFilter) && (
        <div className="flex flex-wrap justify-end">
          {canFilter && (
            <Button
              look="quiet"
              data-testid="only-cited"
              icon={<ListFilter aria-hidden className={`size-3.5 ${isFiltered ? 'text-accent' : ''}`} />}
              onClick={() => setIsFiltered(!isFiltered)}
            >
              {isFiltered
                ? t('sources.showAll', { count: number(count) })
                : t('sources.onlyCited', { count: number(cited.length) })}
            </Button>
          )}
          {rest > 0 && (
            <Button look="quiet" data-testid="show-more-sources" onClick={() => setLimit(most + drawnAtOnce)}>
              {t('sources.showMore', { count: number(rest) })}
            </Button>
          )}
        </div>
      )}
      <div ref={edit} className="flex max-w-full items-end gap-1 pl-[4%]">
        <Button
          look="quiet"
          data-testid="edit-question"
          icon={<Pencil aria-hidden className="size-3.5" />}
          iconLabel={t('question.edit')}
          className="mb-1 size-7! opacity-0 transition-opacity group-hover/question:opacity-100 focus-visible:opacity-100 any-pointer-coarse:opacity-100 [@media(hover:none)]:opacity-100"
          onClick={onEdit}
        />
        <p className="min-w-0 whitespace-pre-wrap rounded-2xl rounded-br-md bg-accent-soft px-3.5 py-2 [overflow-wrap:anywhere]">
          {topic === undefined ? (
            message.text
          ) : (
            <>
              <Network aria-hidden className="mr-1.5 inline size-4 align-[-0.2em] text-accent" />
              <span className="font-medium">{t('map.title')}</span>
              {topic && ` · ${topic}`}
            </>
          )}
        </p>
      </div>
      <Alternatives id={message.id} siblingIds={siblingIds} kind="question" onShow={onShow} />
    </div>
  );
}

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ChatRoom } from '../../utils/storage/measure-room';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';

const rowsAtOnce = 20;

interface RoomListProps {
  chats: readonly ChatRoom[];
  onDelete: (chatId: string) => void;
  onRestore: (chatId: string) => void;
}

/** What each chat takes that takes something, the largest first, with its sources. */
export function RoomList({ chats, onDelete, onRestore }: RoomListProps) {
  const { t, size, number } = useTexts();
  const [limit, setLimit] = useState(rowsAtOnce);
  const rest = chats.length - limit;
  return (
    <div>
      <ul className="divide-y divide-line rounded-2xl border border-line">
        {chats.slice(0, limit).map(({ chat, ownBytes, sources }) => {
          const title =
            chat.title.replace(/^\/map(?!\S)/, t('map.title')) || sources[0]?.title || t('chat.untitled');
          const isDeleted = chat.deletedAt !== undefined;
          return (
            <li key={chat.id} data-testid="room-chat" className="flex items-start gap-2 py-2 pr-2 pl-4">
              <div className="min-w-0 flex-1 space-y-0.5">
                <p className="flex items-baseline gap-3 text-[13px]">
                  <span
                    title={title}
                    className={`min-w-0 flex-1 truncate font-medium ${isDeleted ? 'text-muted line-through' : ''}`}
                  >
                    {title}
                  </span>
                  <span className="text-muted tabular-nums">{size(ownBytes)}</span>
                </p>
                {sources.length > 0 && (
                  <Disclosure label={t('room.sources', { count: sources.length })}>
                    <ul className="space-y-0.5 py-1 pl-4.5 text-xs text-muted">
                      {sources.slice(0, rowsAtOnce).map((source) => (
                        <li key={source.id} className="flex items-baseline gap-3">
                          <span title={source.title} className="min-w-0 flex-1 truncate">
                            {source.title}
                          </span>
                          {source.isShared && <span>{t('room.shared')}</span>}
                          <span className="tabular-nums">{size(source.sizeBytes)}</span>
                        </li>
                      ))}
                      {sources.length > rowsAtOnce && (
                        <li>{t('room.moreSources', { count: number(sources.length - rowsAtOnce) })}</li>
                      )}
                    </ul>
                  </Disclosure>
                )}
              </div>
              {isDeleted ? (
                <Button
                  look="quiet"
                  className="-my-1"
                  data-testid="room-undo"
                  onClick={() => onRestore(chat.id)}
                >
                  {t('history.undo')}
                </Button>
              ) : (
                <Button
                  look="quiet"
                  className="-my-1"
                  data-testid="room-delete"
                  icon={<Trash2 aria-hidden className="size-4" />}
                  iconLabel={t('room.deleteChat', { title })}
                  onClick={() => onDelete(chat.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <Button look="quiet" className="mt-1" onClick={() => setLimit(limit + 10 * rowsAtOnce)}>
          {t('room.moreChats', { count: number(rest) })}
        </Button>
      )}
    </div>
  );
}

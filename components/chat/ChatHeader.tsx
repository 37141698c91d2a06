import { History, Settings, SquarePen, VenetianMask } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { openOptions } from '../../utils/browser/panel';
import { database } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { PopoverCard } from '../ui/PopoverCard';
import { useLiveQuery } from '../ui/use-live-query';
import { ChatMenu } from './ChatMenu';

interface ChatHeaderProps {
  chatId: string | undefined;
  onCharacters: () => void;
  onNew: () => void;
  onOpen: (chatId: string) => void;
}

/** How many earlier chats the menu lists. */
const listed = 30;

/** Name, characters, new chat, earlier chats, settings. */
export function ChatHeader({ chatId, onCharacters, onNew, onOpen }: ChatHeaderProps) {
  const { t, locale } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const chats = useLiveQuery(
    () =>
      database.chats
        .orderBy('updatedAt')
        .reverse()
        .filter(({ leafId, purpose }) => leafId !== null && purpose === undefined)
        .limit(listed)
        .toArray(),
    [],
  );
  return (
    <header className="flex items-center gap-0.5 border-b border-line py-1.5 pr-2 pl-4">
      <h1 className="mr-auto font-semibold tracking-tight">{t('app.name')}</h1>
      <Button
        look="quiet"
        data-testid="characters"
        icon={<VenetianMask aria-hidden className="size-4" />}
        iconLabel={t('characters.title')}
        onClick={onCharacters}
      />
      <Button
        look="quiet"
        data-testid="new-chat"
        icon={<SquarePen aria-hidden className="size-4" />}
        iconLabel={t('chat.new')}
        onClick={onNew}
      />
      <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
        <Popover.Trigger asChild>
          <Button
            look="quiet"
            data-testid="history"
            icon={<History aria-hidden className="size-4" />}
            iconLabel={t('chat.history')}
          />
        </Popover.Trigger>
        <PopoverCard side="bottom" align="end" className="thin-scroll max-h-[70vh] overflow-y-auto p-1">
          {chats?.length === 0 && (
            <p className="px-3 py-2 text-[13px] text-muted">{t('chat.historyEmpty')}</p>
          )}
          {chats?.map((chat) => (
            <button
              key={chat.id}
              type="button"
              className={`block w-full rounded-lg px-3 py-1.5 text-left hover:bg-surface ${chat.id === chatId ? 'bg-surface' : ''}`}
              onClick={() => {
                onOpen(chat.id);
                setIsOpen(false);
              }}
            >
              <span className="block truncate text-[13px]">
                {chat.title.replace(/^\/map(?!\S)/, t('map.title')) || t('chat.untitled')}
              </span>
              <span className="block text-xs text-muted">
                {new Date(chat.updatedAt).toLocaleString(locale, {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                })}
              </span>
            </button>
          ))}
        </PopoverCard>
      </Popover.Root>
      {chatId && <ChatMenu chatId={chatId} />}
      <Button
        look="quiet"
        data-testid="settings"
        icon={<Settings aria-hidden className="size-4" />}
        iconLabel={t('chat.settings')}
        onClick={() => void openOptions()}
      />
    </header>
  );
}

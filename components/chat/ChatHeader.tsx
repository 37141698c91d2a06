import { History, Settings, SquarePen, VenetianMask } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { openOptions } from '../../utils/browser/panel';
import type { Chat } from '../../utils/storage/database';
import { renameChat } from '../../utils/storage/list-chats';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { ChatMenu } from './ChatMenu';
import { DeletedChats } from './history/DeletedChats';
import { HistorySheet } from './history/HistorySheet';
import { RenameField } from './history/RenameField';
import { titleOf } from './history/title-of';
import { useDeletions } from './history/use-deletions';
import type { FoundPlace } from './use-show-found';

interface ChatHeaderProps {
  /** Absent where the one that was shown is deleted. */
  chat: Chat | undefined;
  onCharacters: () => void;
  onNew: () => Promise<unknown>;
  /** @param place what was searched in it. */
  onOpen: (chatId: string, place?: FoundPlace) => void;
}

/** Name, characters, new chat, all chats, the shown chat's menu, settings; below it what was deleted a moment ago. */
export function ChatHeader({ chat, onCharacters, onNew, onOpen }: ChatHeaderProps) {
  const texts = useTexts();
  const { t } = texts;
  const [isOpen, setIsOpen] = useState(false);
  const [openingId, setOpeningId] = useState<string>();
  const [isRenaming, setIsRenaming] = useState(false);
  // The history makes way when the chat is there: the one before need not be drawn once more.
  if (openingId !== undefined && openingId === chat?.id) {
    setOpeningId(undefined);
    setIsOpen(false);
  }
  const deleting = useDeletions(chat?.id, onNew, onOpen);
  const menu = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  // The keyboard goes back to where the name was asked for.
  useEffect(() => {
    if (wasRenaming.current && !isRenaming) menu.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  return (
    <>
      <header className="flex min-h-[45px] items-center gap-0.5 border-b border-line py-1.5 pr-2 pl-4">
        {chat && isRenaming ? (
          <RenameField
            title={titleOf(chat, texts)}
            onDone={(title) => {
              setIsRenaming(false);
              if (title !== undefined) void renameChat(chat.id, title);
            }}
          />
        ) : (
          <>
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
              onClick={() => void onNew()}
            />
            <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
              <Dialog.Trigger asChild>
                <Button
                  look="quiet"
                  data-testid="history"
                  icon={<History aria-hidden className="size-4" />}
                  iconLabel={t('chat.history')}
                />
              </Dialog.Trigger>
              {isOpen && (
                <HistorySheet
                  shownId={chat?.id}
                  deleting={deleting}
                  onOpen={(id, place) => {
                    setOpeningId(id);
                    onOpen(id, place);
                  }}
                  onClose={() => setIsOpen(false)}
                />
              )}
            </Dialog.Root>
            {chat && (
              <ChatMenu
                ref={menu}
                chat={chat}
                onRename={() => setIsRenaming(true)}
                onDelete={() => void deleting.remove(chat)}
              />
            )}
            <Button
              look="quiet"
              data-testid="settings"
              icon={<Settings aria-hidden className="size-4" />}
              iconLabel={t('chat.settings')}
              onClick={() => void openOptions()}
            />
          </>
        )}
      </header>
      {!isOpen && (
        <DeletedChats
          className="px-3 pt-2"
          deletions={deleting.deletions}
          onUndo={(deletion) => void deleting.undo(deletion)}
          onDismiss={deleting.dismiss}
        />
      )}
    </>
  );
}

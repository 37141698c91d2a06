import { AppWindow, Ellipsis, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { openChatTab } from '../../../utils/browser/panel';
import type { Chat } from '../../../utils/storage/database';
import { pinChat } from '../../../utils/storage/list-chats';
import { isTemporary } from '../../../utils/storage/temporary';
import { Button } from '../../ui/Button';
import { useTexts } from '../../ui/i18n';
import { MenuCard } from '../../ui/MenuCard';
import { MenuItem } from '../../ui/MenuItem';

interface ChatItemsProps {
  chat: Chat;
  onRename: () => void;
  onDelete: () => void;
}

/** What can be done with a chat wherever it is named. */
export function ChatItems({ chat, onRename, onDelete }: ChatItemsProps) {
  const { t } = useTexts();
  const isPinned = chat.pinnedAt !== undefined;
  const PinIcon = isPinned ? PinOff : Pin;
  return (
    <>
      <MenuItem
        icon={<Pencil aria-hidden className="size-4" />}
        label={t('history.rename')}
        data-testid="chat-rename"
        onSelect={onRename}
      />
      <MenuItem
        icon={<PinIcon aria-hidden className="size-4" />}
        label={t(isPinned ? 'history.unpin' : 'history.pin')}
        data-testid="chat-pin"
        onSelect={() => void pinChat(chat.id, !isPinned)}
      />
      {/* A temporary one is in this page only. */}
      {!isTemporary() && (
        <MenuItem
          icon={<AppWindow aria-hidden className="size-4" />}
          label={t('chat.openInTab')}
          data-testid="open-in-tab"
          onSelect={() => void openChatTab(chat.id)}
        />
      )}
      <MenuItem
        icon={<Trash2 aria-hidden className="size-4" />}
        label={t('history.delete')}
        data-testid="chat-delete"
        onSelect={onDelete}
      />
    </>
  );
}

const look =
  'absolute top-1/2 right-1.5 -translate-y-1/2 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100';

/**
 * The menu of one row of the history.
 * @param isNear the pointer or the keyboard is in the row. Before that only its button is there: hundreds of menus take long to be made.
 */
export function RowMenu({ title, isNear, ...items }: { title: string; isNear: boolean } & ChatItemsProps) {
  const { t } = useTexts();
  const [isAsked, setIsAsked] = useState(false);
  const button = (
    <Button
      look="quiet"
      data-testid="row-menu"
      className={look}
      icon={<Ellipsis aria-hidden className="size-4" />}
      iconLabel={t('history.more', { title })}
      // A finger is near and down at once, and the button that it is on gives way before it is lifted.
      onPointerDown={({ button }) => button === 0 && setIsAsked(true)}
      onClick={() => setIsAsked(true)}
    />
  );
  if (!isNear && !isAsked) return button;
  return (
    <DropdownMenu.Root defaultOpen={isAsked}>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <MenuCard align="end">
        <ChatItems {...items} />
      </MenuCard>
    </DropdownMenu.Root>
  );
}

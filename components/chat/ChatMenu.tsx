import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { RefObject } from 'react';
import type { Chat } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { ChatItems } from './history/RowMenu';

interface ChatMenuProps {
  ref: RefObject<HTMLButtonElement | null>;
  chat: Chat;
  onRename: () => void;
  onDelete: () => void;
}

/** What can be done with the chat that is shown. */
export function ChatMenu({ ref, chat, onRename, onDelete }: ChatMenuProps) {
  const { t } = useTexts();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger ref={ref} asChild>
        <Button
          look="quiet"
          data-testid="chat-menu"
          icon={<Ellipsis aria-hidden className="size-4" />}
          iconLabel={t('chat.menu')}
        />
      </DropdownMenu.Trigger>
      <MenuCard align="end">
        <ChatItems chat={chat} onRename={onRename} onDelete={onDelete} />
      </MenuCard>
    </DropdownMenu.Root>
  );
}

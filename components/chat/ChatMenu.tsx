import { AppWindow, Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { openChatTab } from '../../utils/browser/panel';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';

/** What can be done with the chat that is shown. */
export function ChatMenu({ chatId }: { chatId: string }) {
  const { t } = useTexts();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          data-testid="chat-menu"
          icon={<Ellipsis aria-hidden className="size-4" />}
          iconLabel={t('chat.menu')}
        />
      </DropdownMenu.Trigger>
      <MenuCard align="end">
        <MenuItem
          icon={<AppWindow aria-hidden className="size-4" />}
          label={t('chat.openInTab')}
          data-testid="open-in-tab"
          onSelect={() => void openChatTab(chatId)}
        />
      </MenuCard>
    </DropdownMenu.Root>
  );
}

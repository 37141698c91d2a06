import { Braces, Ellipsis, FileCode, FileText, MessageCircleDashed } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type RefObject, useState } from 'react';
import { openTemporary } from '../../utils/browser/panel';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import type { Chat } from '../../utils/storage/database';
import { isTemporary } from '../../utils/storage/temporary';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { type TextId, useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';
import { Notice } from '../ui/Notice';
import { type ChatFormat, exportChat } from './export/export-chat';
import { ChatItems } from './history/RowMenu';

interface ChatMenuProps {
  ref: RefObject<HTMLButtonElement | null>;
  chat: Chat;
  onRename: () => void;
  onDelete: () => void;
}

const formats: { format: ChatFormat; label: TextId; hint: TextId; Icon: typeof FileText }[] = [
  { format: 'md', label: 'export.md', hint: 'export.mdHint', Icon: FileText },
  { format: 'html', label: 'export.html', hint: 'export.htmlHint', Icon: FileCode },
  { format: 'json', label: 'export.json', hint: 'export.jsonHint', Icon: Braces },
  { format: 'bare-json', label: 'export.bareJson', hint: 'export.bareJsonHint', Icon: Braces },
];

const separator = <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />;

/** What can be done with the chat that is shown. */
export function ChatMenu({ ref, chat, onRename, onDelete }: ChatMenuProps) {
  const texts = useTexts();
  const { t } = texts;
  const [failure, setFailure] = useState<ErrorRecord>();
  const save = (format: ChatFormat) =>
    void exportChat(chat.id, format, texts).catch((error: unknown) =>
      setFailure(toAppError(error).toRecord()),
    );
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger ref={ref} asChild>
          <Button
            look="quiet"
            data-testid="chat-menu"
            icon={<Ellipsis aria-hidden className="size-4" />}
            iconLabel={t('chat.menu')}
          />
        </DropdownMenu.Trigger>
        <MenuCard align="end" size="wide">
          <ChatItems chat={chat} onRename={onRename} onDelete={onDelete} />
          {!isTemporary() && (
            <>
              {separator}
              <MenuItem
                icon={<MessageCircleDashed aria-hidden className="size-4" />}
                label={t('temporary.name')}
                hint={t('temporary.menuHint')}
                data-testid="open-temporary"
                onSelect={() => openTemporary(chat.id)}
              />
            </>
          )}
          {separator}
          <DropdownMenu.Label className="px-2 pt-1 pb-0.5 text-xs text-muted">
            {t('export.title')}
          </DropdownMenu.Label>
          {formats.map(({ format, label, hint, Icon }) => (
            <MenuItem
              key={format}
              icon={<Icon aria-hidden className="size-4" />}
              label={t(label)}
              hint={t(hint)}
              data-testid={`chat-export-${format}`}
              onSelect={() => save(format)}
            />
          ))}
        </MenuCard>
      </DropdownMenu.Root>
      {failure && (
        <DialogFrame
          title={t('export.title')}
          hint={t('export.failed')}
          data-testid="export-failed"
          onClose={() => setFailure(undefined)}
        >
          <Notice tone="danger">{errorText(failure, texts)}</Notice>
        </DialogFrame>
      )}
    </>
  );
}

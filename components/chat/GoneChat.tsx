import { restoreChat } from '../../utils/storage/deleted-chats';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { ChatHeader } from './ChatHeader';

interface GoneChatProps {
  chatId: string;
  /** False where it is gone for good. */
  canRestore: boolean;
  onCharacters: () => void;
  onNew: () => Promise<unknown>;
  onOpen: (chatId: string) => void;
}

/** In the place of a chat that was deleted, here or in another window. */
export function GoneChat({ chatId, canRestore, onNew, ...rest }: GoneChatProps) {
  const { t } = useTexts();
  return (
    <div className="flex h-full flex-col">
      <ChatHeader chat={undefined} onNew={onNew} {...rest} />
      <main className="px-4 py-5" data-testid="gone-chat">
        <Notice
          tone="info"
          actions={
            <>
              {canRestore && (
                <Button data-testid="restore-chat" onClick={() => void restoreChat(chatId)}>
                  {t('history.restore')}
                </Button>
              )}
              <Button data-testid="leave-gone-chat" onClick={() => void onNew()}>
                {t('chat.new')}
              </Button>
            </>
          }
        >
          {t('history.gone')}
        </Notice>
      </main>
    </div>
  );
}

import { requestEverySite } from '../../utils/browser/permissions';
import { attachTabs } from '../../utils/chat/attach-tab';
import { attachNextPages, attachPages } from '../../utils/chat/linked-pages';
import type { Section } from '../../utils/context/split-sections';
import type { Source } from '../../utils/sources/source';
import type { Chat } from '../../utils/storage/database';
import type { ModelOption } from '../settings/use-models';
import { MemoryDialog } from './MemoryDialog';
import { type SourceDialog, SourceDialogs } from './SourceDialogs';

/** The browser's question needs the click itself: nothing may be awaited before. */
const askFirst = (act: (isAllowed: boolean) => void): void => void requestEverySite().then(act);

interface ChatDialogsProps {
  chat: Chat;
  dialog: SourceDialog | undefined;
  /** The message up to which the chat's memory is being edited. */
  memoryUpTo: string | undefined;
  model: ModelOption | null;
  windowId: number | undefined;
  roomFor: (source: Source) => number | undefined;
  onUsePart: (source: Source, sections: Section[]) => void;
  onClose: () => void;
}

/** What opens over a chat, and what is done with what was chosen there. */
export function ChatDialogs({
  chat,
  dialog,
  memoryUpTo,
  model,
  windowId,
  roomFor,
  onUsePart,
  onClose,
}: ChatDialogsProps) {
  return (
    <>
      {memoryUpTo && model && (
        <MemoryDialog
          chatId={chat.id}
          upToId={memoryUpTo}
          text={chat.memory?.upToId === memoryUpTo ? (chat.memory?.text ?? '') : ''}
          choice={model.choice}
          onClose={onClose}
        />
      )}
      <SourceDialogs
        dialog={dialog}
        windowId={windowId}
        roomFor={roomFor}
        onClose={onClose}
        onAddTabs={(tabs) => {
          onClose();
          askFirst(() => void attachTabs(chat.id, tabs));
        }}
        onReadLinks={(source, links) => {
          onClose();
          askFirst((isAllowed) => void attachPages(chat.id, source.url, links, isAllowed));
        }}
        onFollow={(source) => {
          onClose();
          askFirst((isAllowed) => isAllowed && void attachNextPages(chat.id, source));
        }}
        onUsePart={(source, sections) => {
          onClose();
          onUsePart(source, sections);
        }}
      />
    </>
  );
}

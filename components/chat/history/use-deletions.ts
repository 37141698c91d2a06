import { useCallback, useEffect, useRef, useState } from 'react';
import { deleteChat } from '../../../utils/chat/delete-chat';
import type { Chat } from '../../../utils/storage/database';
import { forgetDeletedChats, restoreChat, undoMs } from '../../../utils/storage/deleted-chats';

/** A chat that was deleted a moment ago. */
export interface Deletion {
  chat: Chat;
  /** It was the one in the panel. */
  wasShown: boolean;
}

/**
 * Deletes chats, each of which can be taken back for a while. Whoever closes the panel before makes it final, see startEngine.
 * @param shownId the chat in the panel: where it is deleted, the panel goes to a new one first.
 */
export function useDeletions(
  shownId: string | undefined,
  onNew: () => Promise<unknown>,
  onOpen: (chatId: string) => void,
) {
  const [deletions, setDeletions] = useState<readonly Deletion[]>([]);
  const dismiss = useCallback(
    (id: string) => setDeletions((all) => all.filter(({ chat }) => chat.id !== id)),
    [],
  );
  const latest = useRef({ shownId, onNew, onOpen });
  useEffect(() => {
    latest.current = { shownId, onNew, onOpen };
  });

  const remove = useCallback(
    async (chat: Chat) => {
      const wasShown = chat.id === latest.current.shownId;
      if (wasShown) await latest.current.onNew();
      setDeletions((all) => [...all, { chat, wasShown }]);
      await deleteChat(chat.id);
      setTimeout(() => {
        dismiss(chat.id);
        void forgetDeletedChats(Date.now());
      }, undoMs);
    },
    [dismiss],
  );
  const undo = useCallback(
    async ({ chat, wasShown }: Deletion) => {
      dismiss(chat.id);
      if ((await restoreChat(chat.id)) && wasShown) latest.current.onOpen(chat.id);
    },
    [dismiss],
  );
  return { deletions, remove, undo, dismiss };
}

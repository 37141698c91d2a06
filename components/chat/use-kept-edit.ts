import { useRef, useState } from 'react';
import type { UserMessage } from '../../utils/messages/chat-message';
import { type Edit, keepEdit } from '../../utils/storage/drafts';
import { useSaveSoon } from './use-save-soon';

/**
 * A question in other words, while they are being written: kept with the chat, so that closing the panel loses no word.
 * @param begun as the editor begins.
 */
export function useKeptEdit({ chatId, parentId }: UserMessage, begun: Edit) {
  const [edit, setEdit] = useState<Edit>(begun);
  const [kept, setKept] = useState(begun);
  // What was asked or left must not come back.
  const isOver = useRef(false);
  const save = async () => {
    if (isOver.current) return;
    await keepEdit(chatId, parentId, edit);
    setKept(edit);
  };
  useSaveSoon(
    `${chatId} ${parentId}`,
    edit === kept ? undefined : JSON.stringify([edit.text, edit.sourceIds]),
    save,
  );
  return {
    ...edit,
    setText: (text: string) => setEdit((now) => ({ ...now, text })),
    leaveOut: (id: string) =>
      setEdit((now) => ({ ...now, sourceIds: now.sourceIds.filter((one) => one !== id) })),
    /** It is being asked. */
    end: () => {
      isOver.current = true;
    },
    /** It could not be asked after all. */
    goOn: () => {
      isOver.current = false;
      void save();
    },
    drop: () => {
      isOver.current = true;
      void keepEdit(chatId, parentId, undefined);
    },
  };
}

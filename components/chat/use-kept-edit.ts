import { useRef, useState } from 'react';
import type { UserMessage } from '../../utils/messages/chat-message';
import { keepEdit } from '../../utils/storage/chats';
import type { ChatView } from './use-chat';
import { useSaveSoon } from './use-save-soon';

/** A question in other words, while they are being written: kept with the chat, so that closing the panel loses no word. */
export function useKeptEdit(question: UserMessage, { chat, sources }: ChatView) {
  const [begun] = useState(() => (chat.edit?.questionId === question.id ? chat.edit : undefined));
  const [text, setText] = useState(begun?.text ?? question.text);
  // One that is gone from the database would have it fail again.
  const [sourceIds, setSourceIds] = useState(() =>
    (begun ?? question).sourceIds.filter((id) => sources.has(id)),
  );
  const now = JSON.stringify([question.id, text, sourceIds]);
  const [kept, setKept] = useState(now);
  // What was asked must not come back.
  const isOver = useRef(false);
  useSaveSoon(now === kept ? undefined : now, () => {
    if (isOver.current) return;
    setKept(now);
    void keepEdit(chat.id, { questionId: question.id, text, sourceIds });
  });
  return {
    text,
    setText,
    sourceIds,
    setSourceIds,
    /** @param isNow false where it could not be asked after all. */
    setOver: (isNow: boolean) => {
      isOver.current = isNow;
    },
    drop: () => void keepEdit(chat.id, undefined),
  };
}

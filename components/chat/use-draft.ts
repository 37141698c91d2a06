import { useEffect, useState } from 'react';
import { type Chat, database } from '../../utils/storage/database';

/** Typing is saved when it rests for this long. */
const saveDelayMs = 250;

/** What stands in a chat's question field: kept with the chat, so that closing the panel loses no word. */
export function useDraft(chat: Chat | undefined): [string, (text: string) => void] {
  const [draft, setDraft] = useState({ chatId: '', text: '' });
  // Another chat brings its own draft; the same chat's is what stands here already.
  const current = !chat || draft.chatId === chat.id ? draft : { chatId: chat.id, text: chat.draft };
  if (current !== draft) setDraft(current);

  const { chatId, text } = current;
  const saved = chat?.draft;
  useEffect(() => {
    if (!chatId || saved === undefined || text === saved) return;
    const timer = setTimeout(() => void database.chats.update(chatId, { draft: text }), saveDelayMs);
    return () => clearTimeout(timer);
  }, [chatId, text, saved]);

  return [text, (next) => setDraft({ chatId, text: next })];
}

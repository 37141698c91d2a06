import { useState } from 'react';
import { keepDraft } from '../../utils/storage/drafts';
import { followChat, noDraft } from './draft-state';
import type { ChatView } from './use-chat';
import { useSaveSoon } from './use-save-soon';

/** What stands in a chat's question field: kept with the chat, so that closing the panel loses no word. */
export function useDraft(view: ChatView | undefined) {
  const [state, setState] = useState(noDraft);
  const question = view?.thread.findLast(({ message }) => message.role === 'user')?.message;
  const current = view ? followChat(state, view.chat, question) : state;
  if (current !== state) setState(current);

  const { chatId, text, isOwn, kept } = current;
  const leafId = view?.chat.leafId ?? null;
  useSaveSoon(chatId, isOwn && text !== kept ? JSON.stringify([leafId, text]) : undefined, async () => {
    if (!(await keepDraft(chatId, text, leafId))) return;
    // An emptied field is nobody's: it follows the chat again.
    setState((now) => {
      if (now.chatId !== chatId) return now;
      return { ...now, kept: text, isOwn: now.text === text ? text !== '' : now.isOwn };
    });
  });

  return {
    draft: text,
    kept,
    setDraft: (next: string) =>
      setState((now) => ({ ...now, text: next, isOwn: next !== '' || now.kept !== '' })),
    /** It was asked, and the chat's record has forgotten it; what was typed since stays. */
    dropDraft: (asked: string) =>
      setState((now) => (now.isOwn && now.text.trim() === asked ? { ...now, text: '', kept: '' } : now)),
  };
}

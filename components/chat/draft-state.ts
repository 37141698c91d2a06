import type { Chat } from '../../utils/storage/database';
import { ownDraft } from '../../utils/storage/drafts';

/** What stands in the question field of one window. */
export interface DraftState {
  chatId: string;
  text: string;
  /** Typed here, not taken from the chat's record: no other window changes it. */
  isOwn: boolean;
  /** What this window has kept of it with the chat. */
  kept: string;
  /** The last question that was shown. */
  questionId: string | undefined;
}

export const noDraft: DraftState = { chatId: '', text: '', isOwn: false, kept: '', questionId: undefined };

/**
 * The question field after the chat has changed, here or in another window. What was typed in this window stays, unless just that was
 * asked in another, and is there again when the chat is; a field that nobody has typed in follows the chat's draft.
 * @param question the last one of the shown branch.
 */
export function followChat(
  state: DraftState,
  chat: Pick<Chat, 'id' | 'draft' | 'drafts'>,
  question: { id: string; text: string } | undefined,
): DraftState {
  const fresh = {
    chatId: chat.id,
    text: chat.draft,
    isOwn: false,
    kept: chat.draft,
    questionId: question?.id,
  };
  if (state.chatId !== chat.id) {
    const own = ownDraft(chat);
    return own ? { ...fresh, text: own.text, isOwn: true, kept: own.text } : fresh;
  }
  const isNew = question !== undefined && question.id !== state.questionId;
  // Typed on in the other window, it is in the question from its beginning.
  const text = state.text.trim();
  const isAsked =
    isNew && (question.text === text || (state.kept === state.text && question.text.startsWith(text)));
  if (!state.isOwn || isAsked) {
    const isSame = state.text === chat.draft && state.questionId === question?.id && !state.isOwn;
    return isSame ? state : fresh;
  }
  return isNew ? { ...state, questionId: question.id } : state;
}

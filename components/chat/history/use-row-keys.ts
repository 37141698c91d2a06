import type { KeyboardEvent, RefObject } from 'react';
import type { Chat } from '../../../utils/storage/database';
import { isImeEnter } from '../is-ime-enter';

interface RowKeys {
  /** What holds the rows. */
  list: RefObject<HTMLElement | null>;
  field: RefObject<HTMLInputElement | null>;
  chatOf: (id: string) => Chat | undefined;
  onRename: (chat: Chat) => void;
  onDelete: (chat: Chat) => void;
}

/**
 * The keyboard of a list below its search field: arrows, Home and End go through both, Enter in the field opens the first row, Delete and F2
 * are for the row in focus, and whatever is typed goes on in the field.
 */
export function useRowKeys({ list, field, chatOf, onRename, onDelete }: RowKeys) {
  return (event: KeyboardEvent): void => {
    const { key, target } = event;
    const isField = target === field.current;
    const row = (target as Element).closest<HTMLElement>('[data-history-row]');
    // Menus, buttons, a name that is being written.
    if ((!isField && !row) || isImeEnter(event.nativeEvent)) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-history-row]') ?? [])];
    const at = row ? rows.indexOf(row) : -1;
    const chat = row && chatOf(row.closest<HTMLElement>('[data-chat-id]')?.dataset.chatId ?? '');
    const go = (next: HTMLElement | null | undefined) => {
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    const isTyped = key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (key === 'ArrowDown') go(rows[at + 1]);
    else if (key === 'ArrowUp') go(at === 0 ? field.current : rows[at - 1]);
    else if (isField && key === 'Enter') {
      // The focus goes to the question's field, in which this key is none.
      event.preventDefault();
      rows[0]?.click();
    } else if (isField) return;
    else if (key === 'Home') go(rows[0]);
    else if (key === 'End') go(rows.at(-1));
    else if (key === 'F2' && chat) onRename(chat);
    else if (key === 'Delete' && chat) {
      go(rows[at + 1] ?? rows[at - 1] ?? field.current);
      onDelete(chat);
    }
    // The key itself comes after the focus.
    else if (isTyped || key === 'Backspace') field.current?.focus();
  };
}

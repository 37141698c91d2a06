import { FileText } from 'lucide-react';
import { memo, useState } from 'react';
import type { ChatHit } from '../../../utils/chat/search-chats';
import type { Chat } from '../../../utils/storage/database';
import { typedText } from '../../../utils/storage/drafts';
import { useTexts } from '../../ui/i18n';
import { MarkedText } from './MarkedText';
import { RenameField } from './RenameField';
import { RowMenu } from './RowMenu';
import { titleOf } from './title-of';

export interface RowActions {
  onOpen: (chat: Chat, hit: ChatHit | undefined) => void;
  /** Begins to write another name. */
  onRename: (chat: Chat) => void;
  /** @param title undefined where the name stays. */
  onRenamed: (chat: Chat, title: string | undefined) => void;
  onDelete: (chat: Chat) => void;
}

interface HistoryRowProps extends RowActions {
  chat: Chat;
  /** Of a search. */
  hit?: ChatHit | undefined;
  /** When it was used last. */
  when: string;
  /** Of those who speak in it, in a chat in character. */
  names: string;
  isShown: boolean;
  isAtWork: boolean;
  isRenaming: boolean;
}

/** One chat: a click goes to it, the menu has the rest. */
export const HistoryRow = memo(function HistoryRow({
  chat,
  hit,
  when,
  names,
  isShown,
  isAtWork,
  isRenaming,
  onOpen,
  onRename,
  onRenamed,
  onDelete,
}: HistoryRowProps) {
  const texts = useTexts();
  const { t } = texts;
  const title = titleOf(chat, texts);
  const [isNear, setIsNear] = useState(false);
  if (isRenaming)
    return (
      <li data-testid="chat-row" data-chat-id={chat.id} className="flex min-h-12 items-center px-1">
        <RenameField title={title} onDone={(next) => onRenamed(chat, next)} />
      </li>
    );
  const isDraft = chat.title === '' && chat.leafId === null && typedText(chat).trim() !== '';
  const marks = hit && hit.title.length > 0 && chat.title === title ? hit.title : undefined;
  const state = isAtWork ? (
    <span data-testid="at-work" className="shimmer shrink-0">
      {t('history.answering')}
    </span>
  ) : (
    <span className="shrink-0 tabular-nums">{when}</span>
  );
  return (
    <li
      data-testid="chat-row"
      data-chat-id={chat.id}
      onPointerEnter={() => setIsNear(true)}
      onFocus={() => setIsNear(true)}
      className={`group/row relative rounded-lg hover:bg-surface has-focus-visible:bg-surface has-data-[state=open]:bg-surface ${isShown ? 'bg-surface' : ''}`}
    >
      <button
        type="button"
        data-testid="open-chat"
        data-history-row
        aria-current={isShown || undefined}
        title={title}
        className="block min-h-12 w-full min-w-0 rounded-lg px-3 py-1.5 text-left outline-offset-[-2px]! group-focus-within/row:pr-11 group-hover/row:pr-11 group-has-data-[state=open]/row:pr-11 pointer-coarse:pr-11"
        onClick={() => onOpen(chat, hit)}
      >
        <span className="flex items-baseline gap-3">
          <span className={`min-w-0 flex-1 truncate text-[13px] ${isShown ? 'font-medium' : ''}`}>
            {marks ? <MarkedText parts={marks} /> : title}
          </span>
          {hit && <span className="text-xs text-muted">{state}</span>}
        </span>
        {hit?.at && (
          <span data-testid="snippet" className="line-clamp-2 text-xs text-muted [overflow-wrap:anywhere]">
            {hit.at.isSource && <FileText aria-hidden className="mr-1 inline size-3 align-[-0.1em]" />}
            <MarkedText parts={hit.at.snippet} />
          </span>
        )}
        {!hit && (
          <span className="flex min-w-0 items-center gap-1 text-xs text-muted">
            {state}
            {isDraft && <span className="shrink-0">· {t('history.draft')}</span>}
            {names && <span className="truncate">· {names}</span>}
          </span>
        )}
      </button>
      <RowMenu
        title={title}
        isNear={isNear}
        chat={chat}
        onRename={() => onRename(chat)}
        onDelete={() => onDelete(chat)}
      />
    </li>
  );
});

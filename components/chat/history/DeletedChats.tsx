import { Trash2, X } from 'lucide-react';
import { Button } from '../../ui/Button';
import { useTexts } from '../../ui/i18n';
import { titleOf } from './title-of';
import type { Deletion } from './use-deletions';

/** So many can be seen at once; the older ones wait behind them. */
const shown = 3;

/** What was deleted a moment ago, each with a way back. */
export function DeletedChats({
  deletions,
  className = '',
  onUndo,
  onDismiss,
}: {
  deletions: readonly Deletion[];
  className?: string;
  onUndo: (deletion: Deletion) => void;
  onDismiss: (chatId: string) => void;
}) {
  const texts = useTexts();
  const { t } = texts;
  return (
    <ul role="status" className={`space-y-1.5 empty:hidden ${className}`}>
      {deletions.slice(-shown).map((deletion) => (
        <li
          key={deletion.chat.id}
          data-testid="deleted-chat"
          data-chat-id={deletion.chat.id}
          className="flex items-center gap-2 rounded-xl border border-line bg-page py-1 pr-1 pl-3 text-[13px] shadow-raised"
        >
          <Trash2 aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate" title={titleOf(deletion.chat, texts)}>
            {t('history.deleted', { title: titleOf(deletion.chat, texts) })}
          </span>
          <Button
            look="quiet"
            data-testid="undo-delete-chat"
            className="text-accent!"
            onClick={() => onUndo(deletion)}
          >
            {t('history.undo')}
          </Button>
          <Button
            look="quiet"
            className="-ml-1"
            icon={<X aria-hidden className="size-4" />}
            iconLabel={t('history.keepDeleted')}
            onClick={() => onDismiss(deletion.chat.id)}
          />
        </li>
      ))}
    </ul>
  );
}

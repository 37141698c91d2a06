import { MessageCircleDashed } from 'lucide-react';
import { useRef, useState } from 'react';
import { leaveTemporary } from '../../utils/browser/panel';
import { keepChat } from '../../utils/chat/keep-chat';
import { toAppError } from '../../utils/shared/app-error';
import { isTemporary } from '../../utils/storage/temporary';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

interface TemporaryBarProps {
  chatId: string;
  /** Whether there is something to lose. */
  isEmpty: boolean;
  isAnswering: boolean;
}

/** Says of a temporary chat that it is kept nowhere, and leads out of it; nothing of any other. */
export function TemporaryBar({ chatId, isEmpty, isAnswering }: TemporaryBarProps) {
  const { t } = useTexts();
  const [isLeaving, setIsLeaving] = useState(false);
  if (!isTemporary()) return null;
  return (
    <section
      aria-label={t('temporary.name')}
      data-testid="temporary"
      className="flex items-center gap-2.5 border-b border-line bg-accent-soft py-1 pr-2 pl-4"
    >
      <MessageCircleDashed aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="mr-auto min-w-0 py-0.5 text-xs leading-snug">
        <span className="block font-semibold">{t('temporary.name')}</span>
        <span className="block text-muted">{t('temporary.hint')}</span>
      </p>
      <Button
        look="quiet"
        data-testid="leave-temporary"
        onClick={() => (isEmpty ? leaveTemporary() : setIsLeaving(true))}
      >
        {t('temporary.leave')}
      </Button>
      {isLeaving && (
        <LeaveDialog chatId={chatId} isAnswering={isAnswering} onClose={() => setIsLeaving(false)} />
      )}
    </section>
  );
}

interface LeaveDialogProps {
  chatId: string;
  isAnswering: boolean;
  onClose: () => void;
}

function LeaveDialog({ chatId, isAnswering, onClose }: LeaveDialogProps) {
  const texts = useTexts();
  const { t } = texts;
  const [failure, setFailure] = useState('');
  const keeper = useRef<HTMLButtonElement>(null);
  const keep = () =>
    keepChat(chatId).then(
      () => leaveTemporary(chatId),
      (error: unknown) => setFailure(errorText(toAppError(error).toRecord(), texts)),
    );
  return (
    <DialogFrame
      title={t('temporary.leaveTitle')}
      hint={t(isAnswering ? 'temporary.leaveRunning' : 'temporary.leaveHint')}
      data-testid="leave-dialog"
      focusFirst={() => keeper.current}
      onClose={onClose}
    >
      {failure && <Notice tone="danger">{failure}</Notice>}
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <Button look="danger" data-testid="forget-temporary" onClick={() => leaveTemporary()}>
          {t('temporary.forget')}
        </Button>
        <Button ref={keeper} data-testid="keep-temporary" onClick={() => void keep()}>
          {t('temporary.keep')}
        </Button>
      </div>
    </DialogFrame>
  );
}

import { useState } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import type { ModelChoice } from '../../utils/messages/chat-message';
import { toAppError } from '../../utils/shared/app-error';
import { database } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

interface MemoryDialogProps {
  chatId: string;
  /** The last answer that the summary stands for. */
  upToId: string;
  /** What stands there already. */
  text: string;
  choice: ModelChoice;
  onClose: () => void;
}

/** A summary that is sent in the place of older turns: written by the model or the user, seen and edited before it is used. */
export function MemoryDialog({ chatId, upToId, text: before, choice, onClose }: MemoryDialogProps) {
  const texts = useTexts();
  const { t } = texts;
  const [text, setText] = useState(before);
  const [isWriting, setIsWriting] = useState(false);
  const [failure, setFailure] = useState('');

  const write = async () => {
    setIsWriting(true);
    setFailure('');
    try {
      setText(await askEngine({ type: 'summarise-turns', chatId, upToId, choice }));
    } catch (error) {
      const { code, facts } = toAppError(error).toRecord();
      setFailure(errorText({ code, facts: { model: choice.model, ...facts } }, texts));
    } finally {
      setIsWriting(false);
    }
  };
  const use = async () => {
    await database.chats.update(chatId, { memory: { upToId, text: text.trim() } });
    onClose();
  };

  return (
    <DialogFrame
      title={t('memory.title')}
      hint={t('memory.hint')}
      data-testid="memory-dialog"
      onClose={onClose}
    >
      <textarea
        data-testid="memory-text"
        aria-label={t('memory.label')}
        rows={10}
        value={text}
        disabled={isWriting}
        className="thin-scroll min-h-32 w-full flex-1 resize-none rounded-lg border border-line bg-page px-3 py-2 text-[13px] outline-none focus:border-accent"
        onChange={(event) => setText(event.target.value)}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        {failure && <Notice tone="danger">{failure}</Notice>}
        <Button data-testid="memory-write" disabled={isWriting} onClick={() => void write()}>
          {t(isWriting ? 'memory.writing' : 'memory.write')}
        </Button>
        <Button
          look="primary"
          data-testid="memory-use"
          disabled={isWriting || !text.trim()}
          onClick={() => void use()}
        >
          {t('memory.use')}
        </Button>
      </div>
    </DialogFrame>
  );
}

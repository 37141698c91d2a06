import type { ChatMemory } from '../../utils/messages/chat-message';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';

interface MemoryMarkProps {
  memory: ChatMemory;
  onEdit: () => void;
  onRemove: () => void;
}

/** Stands after the turns that a summary is sent for. */
export function MemoryMark({ memory, onEdit, onRemove }: MemoryMarkProps) {
  const { t } = useTexts();
  return (
    <div data-testid="memory-mark" className="border-y border-line py-2">
      <Disclosure label={t('memory.shown')}>
        <p className="mt-1 whitespace-pre-wrap border-l-2 border-line pl-3 text-muted">{memory.text}</p>
        <div className="mt-2 flex flex-wrap gap-1.5">
          <Button data-testid="memory-edit" onClick={onEdit}>
            {t('memory.edit')}
          </Button>
          <Button data-testid="memory-remove" onClick={onRemove}>
            {t('memory.remove')}
          </Button>
        </div>
      </Disclosure>
    </div>
  );
}

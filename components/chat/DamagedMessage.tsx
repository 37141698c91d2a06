import type { ChatMessage } from '../../utils/messages/chat-message';
import { deleteMessage } from '../../utils/storage/damaged-records';
import { DamagedRecord } from '../ui/DamagedRecord';
import { Alternatives } from './Alternatives';

interface DamagedMessageProps {
  message: ChatMessage;
  siblingIds: readonly string[];
  onShow: (messageId: string) => void;
}

/** A message whose record could not be read, or that could not be drawn: its words, and what can be done. The chat around it goes on. */
export function DamagedMessage({ message, siblingIds, onShow }: DamagedMessageProps) {
  const { id, role, text } = message;
  const isQuestion = role === 'user';
  return (
    <div className="space-y-1.5 pt-2">
      <DamagedRecord
        what={isQuestion ? 'question' : 'answer'}
        id={id}
        salvaged={text}
        onDelete={() => void deleteMessage(id)}
      />
      <Alternatives
        id={id}
        siblingIds={siblingIds}
        kind={isQuestion ? 'question' : 'answer'}
        onShow={onShow}
      />
    </div>
  );
}

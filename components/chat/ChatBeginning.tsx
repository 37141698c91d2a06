import type { Source } from '../../utils/sources/source';
import { EmptyChat } from './EmptyChat';
import { FirstRun } from './FirstRun';

interface ChatBeginningProps {
  hasModel: boolean;
  pending: readonly Source[];
  onAsk: (text: string) => void;
  onBecome: () => void;
}

/** A chat that nobody has asked anything in: what it can do, or the way to a first model. */
export function ChatBeginning({ hasModel, pending, onAsk, onBecome }: ChatBeginningProps) {
  const states = pending.map(({ status }) => status);
  return (
    <main className="thin-scroll min-h-0 flex-1 space-y-6 overflow-y-auto px-4 py-5">
      {hasModel ? (
        <EmptyChat
          sourceCount={states.filter((status) => status !== 'failed').length}
          canAsk={states.includes('ready') && !states.includes('reading')}
          onAsk={onAsk}
          onBecome={onBecome}
        />
      ) : (
        <FirstRun />
      )}
    </main>
  );
}

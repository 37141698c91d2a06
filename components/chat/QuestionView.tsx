import type { UserMessage } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { SourceChip } from '../sources/SourceChip';
import type { SourceActions } from '../sources/SourceReceiptCard';

/** What the user asked, with the sources that joined the chat with it. */
export function QuestionView({
  message,
  sources,
  sourceActions,
}: {
  message: UserMessage;
  sources: ReadonlyMap<string, Source>;
  sourceActions: SourceActions;
}) {
  const joined = message.sourceIds.map((id) => sources.get(id)).filter((source) => source !== undefined);
  return (
    <div data-testid="question" className="flex flex-col items-end gap-1.5 pt-2">
      {joined.map((source) => (
        <div key={source.id} className="w-full">
          <SourceChip source={source} {...sourceActions} />
        </div>
      ))}
      <p className="max-w-[88%] whitespace-pre-wrap rounded-2xl rounded-br-md bg-accent-soft px-3.5 py-2 [overflow-wrap:anywhere]">
        {message.text}
      </p>
    </div>
  );
}

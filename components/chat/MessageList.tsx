import { ArrowDown } from 'lucide-react';
import { useStickToBottom } from 'use-stick-to-bottom';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { AnswerView } from './AnswerView';
import type { AnswerActions } from './answer-actions';
import { QuestionView } from './QuestionView';
import type { ChatView } from './use-chat';

/** The shown branch of a chat. Follows the newest words until the user scrolls away. */
export function MessageList({
  view,
  sourceActions,
  ...actions
}: { view: ChatView; sourceActions: SourceActions } & AnswerActions) {
  const { t } = useTexts();
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: 'instant',
    resize: 'instant',
  });
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={scrollRef} className="thin-scroll h-full overflow-y-auto">
        <div ref={contentRef} className="space-y-4 px-4 pt-2 pb-6" role="log" aria-live="off">
          {view.thread.map(({ message, siblingIds }, index) =>
            message.role === 'user' ? (
              <QuestionView
                key={message.id}
                message={message}
                sources={view.sources}
                sourceActions={sourceActions}
              />
            ) : (
              <AnswerView
                key={message.id}
                answer={message}
                siblingIds={siblingIds}
                isLast={index === view.thread.length - 1}
                {...actions}
              />
            ),
          )}
        </div>
      </div>
      {!isAtBottom && (
        <Button
          look="outline"
          className="absolute right-4 bottom-2 rounded-full! shadow-raised"
          icon={<ArrowDown aria-hidden className="size-4" />}
          iconLabel={t('action.toBottom')}
          onClick={() => void scrollToBottom()}
        />
      )}
    </div>
  );
}

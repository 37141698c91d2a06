import { ArrowDown } from 'lucide-react';
import { useLayoutEffect, useMemo, useState } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { type Answer, type ChatMessage, isRunning } from '../../utils/messages/chat-message';
import { mapTopic } from '../../utils/prompt/map-request';
import type { Price } from '../../utils/providers/protocol';
import type { Source } from '../../utils/sources/source';
import { RolePlayHeading } from '../roleplay/RolePlayHeading';
import type { PassagePlace } from '../sources/passage-place';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { Button } from '../ui/Button';
import { DamagedRecord } from '../ui/DamagedRecord';
import { useTexts } from '../ui/i18n';
import { LastResort } from '../ui/LastResort';
import { AnswerView } from './AnswerView';
import type { AnswerActions } from './answer-actions';
import { CastTrouble } from './CastTrouble';
import { DamagedMessage } from './DamagedMessage';
import { MemoryMark } from './MemoryMark';
import { type QuestionEditing, QuestionEditor } from './QuestionEditor';
import { QuestionView } from './QuestionView';
import { SceneActions } from './SceneActions';
import { SpeakerLine } from './SpeakerLine';
import type { ChatView } from './use-chat';
import { CitationScope } from './use-citations';
import { useCitedIds } from './use-cited-ids';
import { useEditors } from './use-editors';
import { useLastFirst } from './use-last-first';
import { useShowCitation } from './use-show-citation';
import { type FoundPlace, useShowFound } from './use-show-found';

/** The shown branch of a chat. Follows the newest words until the user scrolls away. */
export function MessageList({
  view,
  found,
  sourceActions,
  onRead,
  priceOf,
  onEditMemory,
  onRemoveMemory,
  onAsk,
  editing,
  ...actions
}: {
  view: ChatView;
  editing: QuestionEditing;
  /** What a search has led to: it is shown in the place of the newest words. */
  found: FoundPlace | undefined;
  sourceActions: SourceActions;
  onRead: (source: Source, place?: PassagePlace) => void;
  priceOf: (choice: Answer['choice']) => Price | undefined;
  onEditMemory: () => void;
  onRemoveMemory: () => void;
  /** Sends a question of its own. */
  onAsk: (text: string) => void;
} & AnswerActions) {
  const { memory } = view.chat;
  const editors = useEditors(view.chat);
  const { t } = useTexts();
  const { thread, sources, joinedIds, cast, rolePlay, castError } = view;
  const joined = useMemo(() => joinedIds.map((id) => sources.get(id)), [joinedIds, sources]);
  // With several at one table each begins its words with its own name.
  const speaker = cast.length === 1 ? cast[0] : undefined;
  const citedIds = useCitedIds(view);
  const show = useShowCitation(onRead);
  const scope = useMemo(() => ({ joined, onShow: show }), [joined, show]);
  const isFoundHere = thread.some(({ message }) => message.id === found?.messageId);
  const [isEditedHere] = useState(() =>
    thread.some(({ message }) => message.role === 'user' && editors.editOf(message)),
  );
  const isLedHere = isFoundHere || isEditedHere;
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, stopScroll, state } = useStickToBottom({
    initial: isLedHere ? false : 'instant',
    resize: 'instant',
  });
  useShowFound(contentRef, found, isFoundHere, stopScroll);
  const messages = useMemo(() => thread.map(({ message }) => message), [thread]);
  const first = useLastFirst(messages, isLedHere);
  // Before the browser draws: what comes in above must not push down what is read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when more is drawn.
  useLayoutEffect(() => {
    if (state.isAtBottom && scrollRef.current) scrollRef.current.scrollTop = scrollRef.current.scrollHeight;
  }, [first]);
  const entry = (message: ChatMessage, siblingIds: string[], index: number) => {
    const isLast = index === thread.length - 1;
    if (message.role === 'assistant')
      return (
        <div data-message-id={message.id} className="space-y-4">
          {speaker && <SpeakerLine speaker={speaker} />}
          <AnswerView
            answer={message}
            siblingIds={siblingIds}
            isLast={isLast}
            isMap={mapTopic(thread[index - 1]?.message.text ?? '') !== undefined}
            onAsk={rolePlay || !isLast ? undefined : onAsk}
            priceOf={priceOf}
            {...actions}
          />
          {rolePlay && index > 0 && isLast && !isRunning(message) && (
            <SceneActions cast={cast} onAsk={onAsk} />
          )}
          {memory?.upToId === message.id && (
            <MemoryMark memory={memory} onEdit={onEditMemory} onRemove={onRemoveMemory} />
          )}
        </div>
      );
    const begun = editors.editOf(message);
    return begun ? (
      <QuestionEditor
        question={message}
        begun={begun}
        isFirst={editors.isLedTo(message) && !isFoundHere}
        siblingIds={siblingIds}
        view={view}
        editing={editing}
        sourceActions={sourceActions}
        onAsked={() => editors.asked(message)}
        onCancel={() => editors.leave(message)}
      />
    ) : (
      <QuestionView
        message={message}
        siblingIds={siblingIds}
        wasEdited={editors.leftId === message.id}
        onFocused={editors.onLeft}
        onEdit={() => void editors.open(message)}
        onShow={actions.onShow}
        sources={sources}
        citedIds={citedIds}
        sourceActions={sourceActions}
      />
    );
  };
  return (
    <CitationScope value={scope}>
      <div className="relative min-h-0 flex-1">
        <div ref={scrollRef} className="thin-scroll h-full overflow-y-auto">
          <div ref={contentRef} className="space-y-4 px-4 pt-2 pb-6" role="log" aria-live="off">
            {rolePlay && first === 0 && (
              <RolePlayHeading
                chat={view.chat}
                cast={cast}
                canon={rolePlay.canonIds
                  .map((id) => sources.get(id))
                  .filter((source) => source !== undefined)}
                sourceActions={sourceActions}
              />
            )}
            {castError && <CastTrouble chatId={view.chat.id} error={castError} />}
            {view.chat.isDamaged && <DamagedRecord what="chat" id={view.chat.id} />}
            {thread.map(({ message, siblingIds }, index) => {
              if (index < first) return null;
              const damaged = (
                <DamagedMessage message={message} siblingIds={siblingIds} onShow={actions.onShow} />
              );
              // An editor stays what it is where another window asks the question in other words.
              const isEdited = message.role === 'user' && editors.editOf(message) !== undefined;
              return (
                <LastResort key={isEdited ? `edit ${message.parentId}` : message.id} instead={() => damaged}>
                  {message.isDamaged ? damaged : entry(message, siblingIds, index)}
                </LastResort>
              );
            })}
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
    </CitationScope>
  );
}

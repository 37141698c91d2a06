import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Sending, UserMessage } from '../../utils/messages/chat-message';
import { toAppError } from '../../utils/shared/app-error';
import type { Source } from '../../utils/sources/source';
import type { Attempt } from '../../utils/storage/branches';
import type { Edit } from '../../utils/storage/drafts';
import type { ModelOption } from '../settings/use-models';
import { SourceChip } from '../sources/SourceChip';
import type { SourceActions } from '../sources/SourceReceiptCard';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { viewBefore } from './attempt-at';
import { isImeEnter } from './is-ime-enter';
import { TooLongChoice } from './TooLongChoice';
import type { ChatView } from './use-chat';
import { measureContext } from './use-fit';
import { useKeptEdit } from './use-kept-edit';
import { questionTokens } from './use-sending';

/** What a question in other words is asked with, from where the panel keeps it. */
export interface QuestionEditing {
  model: ModelOption | null;
  models: readonly ModelOption[];
  onAsk: (
    question: UserMessage,
    asked: Pick<UserMessage, 'text' | 'sourceIds'>,
    attempt: Attempt,
    siblingIds: readonly string[],
  ) => Promise<void>;
  onUseModel: (model: ModelOption) => void;
  onChooseModel: () => void;
  onNewChat: (sourceIds: readonly string[], text: string) => void;
  onSummarise: (upToId: string) => void;
}

interface QuestionEditorProps {
  /** The version of it that is shown: another window may have asked one since. */
  question: UserMessage;
  /** As the editor begins. */
  begun: Edit;
  /** Whether the keyboard begins here. */
  isFirst: boolean;
  siblingIds: readonly string[];
  view: ChatView;
  editing: QuestionEditing;
  sourceActions: SourceActions;
  onAsked: () => void;
  onCancel: () => void;
}

/** More sources than this are counted, not drawn: the text is what is edited. */
const mostDrawn = 12;

/** A question of the chat, to be asked in other words or with fewer sources. The older one stays beside it. */
export function QuestionEditor({
  question,
  begun,
  isFirst,
  siblingIds,
  view,
  editing,
  sourceActions,
  onAsked,
  onCancel,
}: QuestionEditorProps) {
  const texts = useTexts();
  const { t, number } = texts;
  const { text, setText, leaveOut, ...kept } = useKeptEdit(question, begun);
  // One that is gone from the database would have it fail again.
  const sourceIds = useMemo(
    () => kept.sourceIds.filter((id) => view.sources.has(id)),
    [kept.sourceIds, view.sources],
  );
  const [isTooLong, setIsTooLong] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isSending = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    const { current } = field;
    if (!isFirst) return;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);

  const { model } = editing;
  const before = useMemo(() => viewBefore(view, question.id, sourceIds), [view, question.id, sourceIds]);
  const size = useMemo(() => measureContext(before, model), [before, model]);
  const needed = questionTokens(text, model);
  const lastAnswer = before.thread.findLast(({ message }) => message.role === 'assistant')?.message;
  const sources = sourceIds.map((id) => view.sources.get(id)).filter((source) => source !== undefined);

  const send = async (mode: Sending['mode'] = 'whole') => {
    const asked = text.trim();
    if (!asked || isSending.current) return;
    if (!model) return editing.onChooseModel();
    const countedTokens = size.requestTokens + needed;
    if (mode === 'whole' && size.roomTokens !== undefined && countedTokens > size.roomTokens) {
      setIsTooLong(true);
      return;
    }
    isSending.current = true;
    kept.end();
    const { choice, tokenRatio, tokenError } = model;
    const sending = { mode, countedTokens, tokenRatio, tokenError };
    try {
      await editing.onAsk(question, { text: asked, sourceIds }, { choice, sending }, siblingIds);
      onAsked();
    } catch (error) {
      kept.goOn();
      setFailure(errorText(toAppError(error).toRecord(), texts));
    } finally {
      isSending.current = false;
    }
  };
  const cancel = () => {
    kept.drop();
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      cancel();
    }
    if (event.key !== 'Enter' || event.shiftKey || isImeEnter(event.nativeEvent)) return;
    event.preventDefault();
    void send();
  };

  return (
    <div data-testid="question-editor" className="space-y-1.5 pt-2">
      {sources.slice(0, mostDrawn).map((source: Source) => (
        <SourceChip key={source.id} source={source} {...sourceActions} onRemove={() => leaveOut(source.id)} />
      ))}
      {sources.length > mostDrawn && (
        <p className="px-1.5 text-xs text-muted">
          {t('question.moreSources', { count: sources.length - mostDrawn, number: number(sources.length) })}
        </p>
      )}
      <div className="rounded-2xl rounded-br-md border border-line bg-page shadow-raised transition-colors focus-within:border-accent">
        <textarea
          ref={field}
          data-testid="edit-field"
          aria-label={t('question.edit')}
          rows={1}
          value={text}
          className="thin-scroll block field-sizing-content max-h-[40vh] min-h-10 w-full resize-none bg-transparent px-3.5 pt-2 pb-1 outline-none"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="flex items-center gap-1.5 px-2 pb-2">
          <span className="mr-auto pl-1.5 text-xs text-muted">{t('question.olderStays')}</span>
          <Button look="quiet" data-testid="edit-cancel" onClick={cancel}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" data-testid="edit-send" disabled={!text.trim()} onClick={() => void send()}>
            {t('action.send')}
          </Button>
        </div>
      </div>
      {failure && <Notice tone="danger">{failure}</Notice>}
      {isTooLong && model && (
        <TooLongChoice
          size={size}
          model={model}
          models={editing.models}
          questionTokens={needed}
          hasTurns={lastAnswer !== undefined}
          onLeaveOut={leaveOut}
          onUseModel={editing.onUseModel}
          onChooseModel={editing.onChooseModel}
          // A part is chosen of a source that waits.
          onChoosePart={() => editing.onNewChat([...before.joinedIds, ...sourceIds], text)}
          onFullRead={() => void send('full-read')}
          onNewChat={() => editing.onNewChat([...before.joinedIds, ...sourceIds], text)}
          onSummarise={() => lastAnswer && editing.onSummarise(lastAnswer.id)}
          onSend={() => void send()}
        />
      )}
    </div>
  );
}

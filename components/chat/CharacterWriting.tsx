import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import { startAnswer } from '../../utils/chat/start-answer';
import { writeCard } from '../../utils/chat/write-card';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { writeCardRequest } from '../../utils/prompt/write-card';
import { readWrittenCard, type WrittenCard, writtenSoFar } from '../../utils/roleplay/read-written-card';
import { toCharacter, withoutCitations } from '../../utils/roleplay/to-character';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { requeueAnswer } from '../../utils/storage/branches';
import type { NewCharacter } from '../../utils/storage/characters';
import { findCardAnswer, forgetCardChats, leaveOut } from '../../utils/storage/chats';
import { database } from '../../utils/storage/database';
import type { ModelOption } from '../settings/use-models';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { Field } from '../ui/Field';
import { useTexts } from '../ui/i18n';
import { Markdown } from '../ui/markdown/Markdown';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import { AnswerWork } from './AnswerWork';
import { type Entry, EntryChoice } from './EntryChoice';
import type { ChatView } from './use-chat';
import { measureContext } from './use-fit';
import { useLiveAnswer } from './use-live-answer';
import { questionTokens } from './use-sending';

interface CharacterWritingProps {
  view: ChatView;
  /** All that was read for this chat: the canon. */
  canonIds: readonly string[];
  model: ModelOption;
  onWritten: (character: NewCharacter) => void;
  onClose: () => void;
}

/** The fields of a card as they are being written. */
function WrittenFields({ answer: stored }: { answer: Answer }) {
  const { t } = useTexts();
  const answer = useLiveAnswer(stored);
  const fields = useMemo(() => writtenSoFar(answer.text), [answer.text]);
  return (
    <div className="space-y-2" data-testid="card-stream">
      {fields.map(({ name, text }) => (
        <section key={name}>
          <h4 className="text-xs font-medium text-muted">{t(`card.${name}`)}</h4>
          <Markdown text={withoutCitations(text, true)} isStreaming />
        </section>
      ))}
      <AnswerWork
        answer={answer}
        onPause={() => void askEngine({ type: 'pause-answer', answerId: answer.id })}
      />
    </div>
  );
}

/** What a written reply comes to: a card, a choice, or what stands against it. */
function read(answer: Answer | undefined): WrittenCard | { error: ErrorRecord } | undefined {
  if (!answer || isRunning(answer) || answer.status === 'stopped') return undefined;
  if (answer.status === 'failed' && answer.error) return { error: answer.error };
  try {
    return readWrittenCard(answer.text);
  } catch (error) {
    return { error: toAppError(error).toRecord() };
  }
}

/** Has the model write a character's card from the chat's sources, and asks which one where they tell of several. */
export function CharacterWriting({
  view,
  canonIds: readIds,
  model,
  onWritten,
  onClose,
}: CharacterWritingProps) {
  const texts = useTexts();
  const { t } = texts;
  const chatId = view.chat.id;
  const [wanted, setWanted] = useState('');
  const [answerId, setAnswerId] = useState<string>();
  const [failure, setFailure] = useState<ErrorRecord>();
  const answer = useLiveQuery(() => (answerId ? database.messages.get(answerId) : undefined), [answerId]) as
    | Answer
    | undefined;
  const result = useMemo(() => read(answer), [answer]);
  /** A page that was chosen among those that a source lists: it stands in that one's place. */
  const [entry, setEntry] = useState<Entry>();
  const listingId = entry?.listingId;
  const canonIds = useMemo(() => readIds.filter((id) => id !== listingId), [readIds, listingId]);

  const size = measureContext(
    {
      ...view,
      thread: [],
      joinedIds: [],
      rolePlay: undefined,
      chat: { ...view.chat, pendingSourceIds: [...canonIds] },
    },
    model,
  );
  const countedTokens = size.requestTokens + questionTokens(writeCardRequest(wanted), model);
  const isTooLong = size.roomTokens !== undefined && countedTokens > size.roomTokens;

  const write = async (name: string) => {
    setWanted(name);
    setFailure(undefined);
    try {
      const { tokenRatio, tokenError } = model;
      const mode = isTooLong ? 'full-read' : 'whole';
      const sending = { mode, countedTokens, tokenRatio, tokenError } as const;
      setAnswerId((await writeCard(canonIds, name, model.choice, sending)).id);
    } catch (error) {
      setFailure(toAppError(error).toRecord());
    }
  };
  const stop = () => answer && void askEngine({ type: 'stop-answer', answerId: answer.id });
  const close = () => {
    stop();
    onClose();
  };

  // Closing the panel loses none: it goes on, or is there, when this is opened again.
  useEffect(() => {
    void findCardAnswer(canonIds).then((begun) => setAnswerId((known) => known ?? begun?.id));
  }, [canonIds]);
  useEffect(() => {
    if (!result || !('kind' in result) || result.kind !== 'character') return;
    onWritten(toCharacter(result, canonIds));
    void forgetCardChats();
  }, [result, canonIds, onWritten]);

  const goOn = useEffectEvent((name: string) => void write(name));
  useEffect(() => {
    if (!entry) return;
    void leaveOut(chatId, [entry.listingId]);
    goOn(entry.name);
  }, [entry, chatId]);

  const error = failure ?? (result && 'error' in result ? result.error : undefined);
  const runs = answer !== undefined && isRunning(answer);
  return (
    <DialogFrame
      title={t('write.title')}
      hint={t('write.hint')}
      data-testid="character-writing"
      onClose={close}
    >
      <div className="thin-scroll min-h-0 flex-1 space-y-3 overflow-y-auto">
        {error && (
          <Notice tone="danger">
            {errorText({ ...error, facts: { model: model.name, ...error.facts } }, texts)}
          </Notice>
        )}
        {result && 'kind' in result && result.kind === 'none' && (
          <Notice tone="warn" actions={<Button onClick={close}>{t('write.plainChat')}</Button>}>
            {t('write.none')}
          </Notice>
        )}
        {result && 'kind' in result && result.kind === 'entries' && (
          <EntryChoice view={view} canonIds={canonIds} names={result.names} onRead={setEntry} />
        )}
        {result && 'kind' in result && result.kind === 'several' && (
          <Notice
            tone="info"
            actions={result.names.map((name) => (
              <Button key={name} data-testid="choose-character" onClick={() => void write(name)}>
                {name}
              </Button>
            ))}
          >
            {t('write.several')}
          </Notice>
        )}
        {answer?.status === 'cut' && (
          <Button
            data-testid="go-on-writing"
            onClick={() =>
              void requeueAnswer(answer, { choice: answer.choice, sending: answer.sending }).then(
                (isQueued) => (isQueued ? startAnswer(answer.id) : undefined),
              )
            }
          >
            {t('action.continue')}
          </Button>
        )}
        {runs && <WrittenFields answer={answer} />}
        {!runs && (
          <Field label={t('write.wanted')} hint={t('write.wantedHint')}>
            {(control) => (
              <input
                {...control}
                data-testid="wanted-character"
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      {isTooLong && !runs && <p className="pt-2 text-xs text-muted">{t('write.inParts')}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
        {runs ? (
          <Button data-testid="stop-writing" onClick={stop}>
            {t('action.stop')}
          </Button>
        ) : (
          <Button
            look="primary"
            data-testid="write-card"
            // A page is still being read.
            disabled={canonIds.length === 0}
            onClick={() => void write(wanted.trim())}
          >
            {t('write.write', { count: canonIds.length })}
          </Button>
        )}
      </div>
    </DialogFrame>
  );
}

import { useMemo, useState } from 'react';
import { openOptions } from '../../utils/browser/panel';
import { requestEverySite } from '../../utils/browser/permissions';
import type { FileToAttach } from '../../utils/chat/attach-files';
import { attachPart } from '../../utils/chat/attach-part';
import { attachWhole } from '../../utils/chat/attach-whole';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { copySources } from '../../utils/storage/chats';
import { database } from '../../utils/storage/database';
import { saveSettings } from '../../utils/storage/settings';
import { useModels } from '../settings/use-models';
import { AddMenu } from '../sources/AddMenu';
import { FileDrop } from '../sources/FileDrop';
import type { PassagePlace } from '../sources/passage-place';
import { fewestSummed } from '../sources/SourceSummary';
import { useTexts } from '../ui/i18n';
import { attemptAt } from './attempt-at';
import { type CharacterDialog, CharacterDialogs } from './CharacterDialogs';
import { ChatBeginning } from './ChatBeginning';
import { ChatDialogs } from './ChatDialogs';
import { ChatHeader } from './ChatHeader';
import { Composer } from './Composer';
import { ComposerSources } from './ComposerSources';
import { ContextMeter } from './ContextMeter';
import { GoneChat } from './GoneChat';
import { MessageList } from './MessageList';
import { ModelPicker } from './ModelPicker';
import { placeholderOf } from './placeholder-of';
import { RoomNotice } from './RoomNotice';
import { SendObstacle } from './SendObstacle';
import type { SourceDialog } from './SourceDialogs';
import { TemporaryBar } from './TemporaryBar';
import { TooLongChoice } from './TooLongChoice';
import { useAttachments } from './use-attachments';
import { pendingSources, useChat } from './use-chat';
import { useClickedPages } from './use-clicked-pages';
import { useDraft } from './use-draft';
import { roomForPart, useFit } from './use-fit';
import { useFound } from './use-found';
import { useIsUnsaved } from './use-is-unsaved';
import { useActiveTab, useWindowId } from './use-page-requests';
import { questionTokens, useSending } from './use-sending';
import type { FoundPlace } from './use-show-found';
import { useStaleTabs } from './use-stale-tabs';
import { useTokenCounts } from './use-token-counts';
import { useToldWindow } from './use-told-window';
import { useTurns } from './use-turns';
import { useWarmChat } from './use-warm-chat';

const idsOf = (sources: readonly Source[]): string[] => sources.map(({ id }) => id);
const longestOf = (sources: readonly Source[]) => [...sources].sort((a, b) => b.tokenCount - a.tokenCount)[0];

/** The side panel: one chat over what the user lets it read. */
export function ChatPanel() {
  const { t } = useTexts();
  const { view, gone, openChat, startChat } = useChat();
  const models = useModels();
  const turns = useTurns(view?.chat.id);
  const attachments = useAttachments(openChat);
  const windowId = useWindowId();
  const tab = useActiveTab(windowId);
  const [isPicking, setIsPicking] = useState(false);
  const [dialog, setDialog] = useState<SourceDialog>();
  const [characterDialog, setCharacterDialog] = useState<CharacterDialog>();
  const [memoryUpTo, setMemoryUpTo] = useState<string>();
  const { found, openFound } = useFound(openChat);
  const isStale = useStaleTabs();

  useClickedPages(view, windowId, attachments.attachClicked);
  const model = models?.current ?? null;
  useTokenCounts(view);
  useToldWindow(model);
  const fit = useFit(view, model);
  const pending = useMemo(() => pendingSources(view), [view]);
  const chatId = view?.chat.id;
  useWarmChat(chatId, pending);
  const { draft, kept, setDraft, dropDraft } = useDraft(view);
  const last = view?.thread.at(-1)?.message;
  const running = last?.role === 'assistant' && isRunning(last) ? last : undefined;
  const isUnsaved = useIsUnsaved(running);
  const { obstacle, send, clearObstacle, setObstacle, fail } = useSending({
    chatId,
    pending,
    shown: {
      sourceIds: view?.chat.pendingSourceIds ?? [],
      leafId: view?.chat.leafId ?? null,
      draft: kept,
    },
    model,
    fit,
    isUnsaved,
    draft,
    setDraft,
    dropDraft,
    addQuestion: turns.send,
    removeSources: async (failed) => {
      if (chatId) await attachments.remove(chatId, idsOf(failed));
    },
  });
  const ways = {
    onCharacters: () => setCharacterDialog('library'),
    onNew: startChat,
    onOpen: (id: string, place?: FoundPlace) => void openFound(id, place),
  };
  if (gone)
    return (
      <GoneChat
        chatId={gone.id}
        canRestore={gone.canRestore}
        {...ways}
        onCharacters={() => void startChat().then(ways.onCharacters)}
      />
    );
  if (!view || !models) return null;

  const { chat, thread, sources } = view;
  const addFiles = (files: readonly FileToAttach[]) => void attachments.addFiles(chat.id, files);
  const chooseModel = () => (models.options.length > 0 ? setIsPicking(true) : void openOptions());
  const choosePart = () => {
    const longest = longestOf(pending) ?? longestOf([...sources.values()]);
    if (longest) setDialog({ kind: 'part', source: longest });
  };

  const lastAnswer = thread.findLast(({ message }) => message.role === 'assistant')?.message;
  const startWith = async (sourceIds: readonly string[], text: string) => {
    clearObstacle();
    const fresh = await copySources(chat.id, sourceIds, text);
    // It goes along.
    dropDraft(text.trim());
    openChat(fresh.id);
  };
  const withdraw = async (answer: Answer) => {
    const text = await turns.withdraw(answer);
    if (text === undefined) return;
    setDraft(text);
    setObstacle({ kind: 'too-long', text });
  };

  const firstPage = pending.find(({ status, kind }) => status === 'ready' && kind !== 'file');
  const showSource = (kind: 'links' | 'part' | 'reader') => (source: Source, place?: PassagePlace) =>
    setDialog({ kind, source, place });

  const answerWith =
    (act: typeof turns.retry, isContinued = false) =>
    (answer: Answer) =>
      void act(
        answer,
        attemptAt(view, answer, model, isContinued),
        thread.find(({ message }) => message.id === answer.id)?.siblingIds ?? [],
      );

  return (
    <FileDrop data-testid="chat" data-chat-id={chat.id} onFiles={addFiles}>
      <ChatHeader chat={chat} {...ways} />
      <TemporaryBar
        chatId={chat.id}
        isEmpty={thread.length === 0 && pending.length === 0 && draft === ''}
        isAnswering={running !== undefined}
      />
      {thread.length > 0 || view.rolePlay ? (
        <MessageList
          key={chat.id}
          view={view}
          found={found}
          sourceActions={{
            onView: showSource('reader'),
            onLinks: showSource('links'),
            onUseWhole: (source) => void attachWhole(chat.id, source),
          }}
          onRead={showSource('reader')}
          priceOf={models.priceOf}
          onRetry={answerWith(turns.retry)}
          onContinue={answerWith(turns.goOn, true)}
          onFullRead={answerWith(turns.readInFull)}
          onPause={({ id }) => void turns.pause(id)}
          onWithdraw={(answer) => void withdraw(answer)}
          onEditMemory={() => setMemoryUpTo(chat.memory?.upToId)}
          onRemoveMemory={() => void database.chats.update(chat.id, { memory: undefined })}
          onShow={(id) => void turns.show(id)}
          onChooseModel={chooseModel}
          onChoosePart={choosePart}
          onAsk={(text) => void send(text)}
          editing={{
            model,
            models: models.options,
            onAsk: turns.askOtherwise,
            onUseModel: ({ choice }) => void saveSettings({ choice }),
            onChooseModel: chooseModel,
            onNewChat: (ids, text) => void startWith(ids, text),
            onSummarise: setMemoryUpTo,
          }}
        />
      ) : (
        <ChatBeginning
          hasModel={model !== null}
          pending={pending}
          onAsk={(text) => void send(text)}
          onBecome={() => setCharacterDialog('writing')}
        />
      )}
      {obstacle && (
        <SendObstacle
          obstacle={obstacle}
          tooLong={
            fit &&
            model && (
              <TooLongChoice
                size={fit}
                model={model}
                models={models.options}
                questionTokens={questionTokens(draft, model)}
                hasTurns={lastAnswer !== undefined}
                onLeaveOut={(id) => void attachments.remove(chat.id, [id])}
                onUseModel={({ choice }) => void saveSettings({ choice })}
                onChooseModel={chooseModel}
                onChoosePart={choosePart}
                onFullRead={() => void send(draft, true, 'full-read')}
                onNewChat={() => void startWith([...sources.keys()], draft)}
                onSummarise={() => setMemoryUpTo(lastAnswer?.id)}
                onSend={() => void send(draft)}
              />
            )
          }
          onChooseModel={chooseModel}
          onSendWithout={(text) => void send(text, true)}
        />
      )}
      <RoomNotice token={`${chat.id} ${chat.leafId} ${chat.pendingSourceIds.length}`} />
      <Composer
        key={`field ${chat.id}`}
        text={draft}
        placeholder={t(placeholderOf(thread.length, pending.length), { count: pending.length })}
        isAnswering={running !== undefined && !isUnsaved}
        isFolded={obstacle?.kind === 'too-long' && pending.length >= fewestSummed}
        onChange={setDraft}
        onSend={() => void send(draft)}
        onStop={() => running && void turns.stop(running.id)}
        onMention={() => setDialog({ kind: 'tabs' })}
        footer={
          <>
            <AddMenu
              onAllTabs={() => void attachments.attachAllTabs(chat.id, windowId)}
              onChooseTabs={() => void requestEverySite().then(() => setDialog({ kind: 'tabs' }))}
              onFiles={addFiles}
              onLinks={firstPage && (() => setDialog({ kind: 'links', source: firstPage }))}
            />
            <ModelPicker
              models={models}
              isOpen={isPicking}
              onOpenChange={setIsPicking}
              onChoose={(choice) => void saveSettings({ choice })}
            />
            {fit && (sources.size > 0 || thread.length > 0) && <ContextMeter size={fit} model={model} />}
          </>
        }
      >
        <ComposerSources
          view={view}
          pending={pending}
          attachments={attachments}
          isStale={isStale}
          tab={tab}
          draft={draft}
          onDraft={setDraft}
          onShow={showSource}
        />
      </Composer>
      {characterDialog && (
        <CharacterDialogs
          dialog={characterDialog}
          view={view}
          model={model}
          onRead={showSource('reader')}
          onOpen={setCharacterDialog}
          onOpenChat={openChat}
        />
      )}
      <ChatDialogs
        chat={chat}
        dialog={dialog}
        memoryUpTo={memoryUpTo}
        model={model}
        windowId={windowId}
        roomFor={(source) => roomForPart(fit, source)}
        onClose={() => {
          setDialog(undefined);
          setMemoryUpTo(undefined);
        }}
        onUsePart={(source, sections) => {
          clearObstacle();
          void attachPart(chat.id, source.id, sections, draft).then(openChat, fail);
        }}
      />
    </FileDrop>
  );
}

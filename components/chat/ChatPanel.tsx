import { useCallback, useEffect, useRef, useState } from 'react';
import type { PageRequest } from '../../utils/browser/page-request';
import { openOptions } from '../../utils/browser/panel';
import { requestEverySite } from '../../utils/browser/permissions';
import { askEngine } from '../../utils/chat/ask-engine';
import { attachPart } from '../../utils/chat/attach-part';
import { attachTabs } from '../../utils/chat/attach-tab';
import { attachWhole } from '../../utils/chat/attach-whole';
import { attachNextPages, attachPages } from '../../utils/chat/linked-pages';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { saveSettings } from '../../utils/storage/settings';
import { AddMenu } from '../sources/AddMenu';
import { AddPage } from '../sources/AddPage';
import { SourceChip } from '../sources/SourceChip';
import { SourceSummary } from '../sources/SourceSummary';
import { useTexts } from '../ui/i18n';
import { ChatHeader } from './ChatHeader';
import { Composer } from './Composer';
import { EmptyChat } from './EmptyChat';
import { FirstRun } from './FirstRun';
import { MessageList } from './MessageList';
import { ModelPicker } from './ModelPicker';
import { SendObstacle } from './SendObstacle';
import { type SourceDialog, SourceDialogs } from './SourceDialogs';
import { useAttachments } from './use-attachments';
import { type ChatView, useChat } from './use-chat';
import { useDraft } from './use-draft';
import { useFit } from './use-fit';
import { useModels } from './use-models';
import { useActiveTab, usePageRequests, useWindowId } from './use-page-requests';
import { useSending } from './use-sending';
import { useStaleTabs } from './use-stale-tabs';
import { useTurns } from './use-turns';

const pendingSources = (view: ChatView | undefined): Source[] =>
  view?.chat.pendingSourceIds.map((id) => view.sources.get(id)).filter((source) => source !== undefined) ??
  [];

/** The side panel: one chat over what the user lets it read. */
export function ChatPanel() {
  const { t, compact } = useTexts();
  const { view, openChat, startChat } = useChat();
  const models = useModels();
  const turns = useTurns(view?.chat.id);
  const attachments = useAttachments(openChat);
  const windowId = useWindowId();
  const tab = useActiveTab(windowId);
  const [isPicking, setIsPicking] = useState(false);
  const [dialog, setDialog] = useState<SourceDialog>();
  const isStale = useStaleTabs();

  const { attachClicked } = attachments;
  const isReady = view !== undefined;
  const viewRef = useRef(view);
  viewRef.current = view;
  const onRequest = useCallback(
    (request: PageRequest, hasOpenedPanel: boolean) => {
      if (viewRef.current) void attachClicked(viewRef.current, request, hasOpenedPanel);
    },
    [attachClicked],
  );
  // A request is taken when there is a chat that it can join.
  usePageRequests(isReady ? windowId : undefined, onRequest);

  const waiting = view?.chat.pendingSourceIds.filter((id) => view.sources.get(id)?.status === 'ready').join();
  const chatId = view?.chat.id;
  useEffect(() => {
    // Only saves time later: what stands against it is told when the question is sent.
    if (chatId && waiting) void askEngine({ type: 'warm-chat', chatId }).catch(() => undefined);
  }, [chatId, waiting]);

  const model = models?.current ?? null;
  const fit = useFit(view, model);
  const pending = pendingSources(view);
  const [draft, setDraft] = useDraft(view?.chat);
  const { obstacle, send, clearObstacle } = useSending({
    pending,
    model,
    fit,
    setDraft,
    addQuestion: turns.send,
    removeSource: async (source) => void (chatId && (await attachments.remove(chatId, [source.id]))),
  });
  if (!view || !models) return null;

  const { chat, thread, sources } = view;
  const last = thread.at(-1)?.message;
  const running = last?.role === 'assistant' && isRunning(last) ? last : undefined;
  // A tab's number means nothing after a restart, so it counts for sources that were just attached only.
  const isTabKnown =
    pending.some((source) => source.tabId === tab?.id) ||
    [...sources.values()].some((source) => tab?.url && source.url === tab.url);
  const chooseModel = () => (models.options.length > 0 ? setIsPicking(true) : void openOptions());
  const choosePart = () => {
    const longest =
      [...pending].sort((a, b) => b.tokenCount - a.tokenCount)[0] ??
      [...sources.values()].sort((a, b) => b.tokenCount - a.tokenCount)[0];
    if (longest) setDialog({ kind: 'part', source: longest });
  };

  const firstReady = pending.find(({ status }) => status === 'ready');
  /** The browser's question needs the click itself: nothing may be awaited before. */
  const afterAsking = (act: (isAllowed: boolean) => void) => () => void requestEverySite().then(act);
  const showSource = (kind: 'links' | 'part' | 'reader') => (source: Source) => setDialog({ kind, source });

  const answerWith = (act: (answer: Answer, choice: Answer['choice']) => Promise<void>) => (answer: Answer) =>
    void act(answer, model?.choice ?? answer.choice);

  return (
    <div className="flex h-full flex-col" data-testid="chat" data-chat-id={chat.id}>
      <ChatHeader chatId={chat.id} onNew={() => void startChat()} onOpen={openChat} />
      {thread.length > 0 ? (
        <MessageList
          key={chat.id}
          view={view}
          sourceActions={{
            onView: showSource('reader'),
            onLinks: showSource('links'),
            onUseWhole: (source) => void attachWhole(chat.id, source),
          }}
          onRetry={answerWith(turns.retry)}
          onContinue={answerWith(turns.goOn)}
          onShow={(id) => void turns.show(id)}
          onChooseModel={chooseModel}
          onChoosePart={choosePart}
        />
      ) : (
        <main className="thin-scroll min-h-0 flex-1 space-y-6 overflow-y-auto px-4 py-5">
          {model ? (
            <EmptyChat
              sourceCount={pending.filter((source) => source.status !== 'failed').length}
              canAsk={firstReady !== undefined && pending.every((source) => source.status !== 'reading')}
              onAsk={(text) => void send(text)}
            />
          ) : (
            <FirstRun />
          )}
        </main>
      )}
      {obstacle && (
        <div className="px-3 pb-2">
          <SendObstacle
            obstacle={obstacle}
            model={model}
            onChooseModel={chooseModel}
            onChoosePart={choosePart}
            onSendWithout={(text) => void send(text, true)}
          />
        </div>
      )}
      <Composer
        key={`field ${chat.id}`}
        text={draft}
        placeholder={t(
          thread.length > 0
            ? 'composer.placeholderFollowUp'
            : pending.length > 0
              ? 'composer.placeholder'
              : 'composer.placeholderEmpty',
          { count: pending.length },
        )}
        isAnswering={running !== undefined}
        onChange={setDraft}
        onSend={() => void send(draft)}
        onStop={() => running && void turns.stop(running.id)}
        onMention={() => setDialog({ kind: 'tabs' })}
        footer={
          <>
            <AddMenu
              onAllTabs={() => void attachments.attachAllTabs(chat.id, windowId)}
              onChooseTabs={afterAsking(() => setDialog({ kind: 'tabs' }))}
              onLinks={firstReady && (() => setDialog({ kind: 'links', source: firstReady }))}
            />
            <ModelPicker
              models={models}
              isOpen={isPicking}
              onOpenChange={setIsPicking}
              onChoose={(choice) => void saveSettings({ choice })}
            />
            {fit && fit.requestTokens > 0 && sources.size > 0 && (
              <span
                className={`ml-auto shrink-0 tabular-nums ${fit.fits ? '' : 'text-danger'}`}
                data-testid="meter"
              >
                {model?.windowTokens
                  ? t('composer.meterOf', {
                      tokens: compact(fit.requestTokens),
                      window: compact(model.windowTokens),
                    })
                  : t('composer.meter', { tokens: compact(fit.requestTokens) })}
              </span>
            )}
          </>
        }
      >
        {(pending.length > 0 || (tab && !isTabKnown)) && (
          <>
            <SourceSummary
              sources={pending}
              onCancel={() => void attachments.stopReading(pending)}
              onRetry={() => {
                for (const source of pending)
                  if (source.status === 'failed') void attachments.readAgain(chat.id, source);
              }}
              onClear={() => void attachments.remove(chat.id, chat.pendingSourceIds)}
            />
            {pending.map((source) => (
              <SourceChip
                key={source.id}
                source={source}
                isStale={isStale(source)}
                onRemove={() => void attachments.remove(chat.id, [source.id])}
                onReadAgain={() => void attachments.readAgain(chat.id, source)}
                onChoosePart={showSource('part')}
                onView={showSource('reader')}
                onLinks={showSource('links')}
                onUseWhole={() => void attachWhole(chat.id, source)}
              />
            ))}
            {tab && !isTabKnown && (
              <AddPage tab={tab} onAdd={() => void attachments.attachActive(chat.id, tab)} />
            )}
          </>
        )}
      </Composer>
      <SourceDialogs
        dialog={dialog}
        windowId={windowId}
        roomFor={(source) =>
          fit?.roomTokens === undefined ? undefined : fit.roomTokens - (fit.requestTokens - source.tokenCount)
        }
        onClose={() => setDialog(undefined)}
        onAddTabs={(tabs) => {
          setDialog(undefined);
          void attachTabs(chat.id, tabs);
        }}
        onReadLinks={(source, links) => {
          setDialog(undefined);
          afterAsking((isAllowed) => void attachPages(chat.id, source.url, links, isAllowed))();
        }}
        onFollow={(source) => {
          setDialog(undefined);
          afterAsking((isAllowed) => isAllowed && void attachNextPages(chat.id, source))();
        }}
        onUsePart={(source, sections) => {
          setDialog(undefined);
          clearObstacle();
          void attachPart(chat.id, source.id, sections).then(openChat);
        }}
      />
    </div>
  );
}

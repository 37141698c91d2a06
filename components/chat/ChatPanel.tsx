import { useCallback, useEffect, useRef, useState } from 'react';
import type { PageRequest } from '../../utils/browser/page-request';
import { openOptions } from '../../utils/browser/panel';
import { askEngine } from '../../utils/chat/ask-engine';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { saveSettings } from '../../utils/storage/settings';
import { AddPage } from '../sources/AddPage';
import { PartPicker } from '../sources/PartPicker';
import { SourceChip } from '../sources/SourceChip';
import { useTexts } from '../ui/i18n';
import { ChatHeader } from './ChatHeader';
import { Composer } from './Composer';
import { EmptyChat } from './EmptyChat';
import { FirstRun } from './FirstRun';
import { MessageList } from './MessageList';
import { ModelPicker } from './ModelPicker';
import { SendObstacle } from './SendObstacle';
import { useAttachments } from './use-attachments';
import { type ChatView, useChat } from './use-chat';
import { useDraft } from './use-draft';
import { useFit } from './use-fit';
import { useModels } from './use-models';
import { useActiveTab, usePageRequests, useWindowId } from './use-page-requests';
import { useSending } from './use-sending';
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
  const [partOf, setPartOf] = useState<Source>();

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
    removeSource: async (source) => void (chatId && (await attachments.remove(chatId, source.id))),
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
    if (longest) setPartOf(longest);
  };

  const answerWith = (act: (answer: Answer, choice: Answer['choice']) => Promise<void>) => (answer: Answer) =>
    void act(answer, model?.choice ?? answer.choice);

  return (
    <div className="flex h-full flex-col" data-testid="chat" data-chat-id={chat.id}>
      <ChatHeader chatId={chat.id} onNew={() => void startChat()} onOpen={openChat} />
      {thread.length > 0 ? (
        <MessageList
          key={chat.id}
          view={view}
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
              hasSource={pending.some((source) => source.status !== 'failed')}
              canAsk={pending.length > 0 && pending.every((source) => source.status === 'ready')}
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
        )}
        isAnswering={running !== undefined}
        onChange={setDraft}
        onSend={() => void send(draft)}
        onStop={() => running && void turns.stop(running.id)}
        footer={
          <>
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
            {pending.map((source) => (
              <SourceChip
                key={source.id}
                source={source}
                onRemove={() => void attachments.remove(chat.id, source.id)}
                onReadAgain={() => void attachments.readAgain(chat.id, source)}
                onChoosePart={setPartOf}
              />
            ))}
            {tab && !isTabKnown && (
              <AddPage tab={tab} onAdd={() => void attachments.attachActive(chat.id, tab)} />
            )}
          </>
        )}
      </Composer>
      {partOf && (
        <PartPicker
          source={partOf}
          roomTokens={
            fit?.roomTokens === undefined
              ? undefined
              : fit.roomTokens - (fit.requestTokens - partOf.tokenCount)
          }
          onClose={() => setPartOf(undefined)}
          onUse={(sections) => {
            setPartOf(undefined);
            clearObstacle();
            void attachments.choosePart(chat.id, partOf.id, sections).then(openChat);
          }}
        />
      )}
    </div>
  );
}

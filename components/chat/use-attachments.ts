import { useCallback } from 'react';
import type { PageRequest } from '../../utils/browser/page-request';
import { requestEverySite } from '../../utils/browser/permissions';
import type { TabInfo } from '../../utils/browser/tabs';
import { activeTab, listTabs } from '../../utils/browser/tabs';
import { askEngine } from '../../utils/chat/ask-engine';
import { attachTab, attachTabs } from '../../utils/chat/attach-tab';
import { attachInBackgroundTab, attachPages } from '../../utils/chat/linked-pages';
import { isRunning } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { createChat } from '../../utils/storage/chats';
import { database } from '../../utils/storage/database';
import { stopSources } from '../../utils/storage/sources';
import type { ChatView } from './use-chat';

/** Whether a click on another page goes on with this chat: it is empty, still being answered, or about that page already. */
function belongsTo({ thread, sources }: ChatView, tab: TabInfo | undefined): boolean {
  if (thread.length === 0) return true;
  const last = thread.at(-1)!.message;
  if (last.role === 'assistant' && isRunning(last)) return true;
  return [...sources.values()].some((source) => source.url === tab?.url);
}

/**
 * The ways in which sources join a chat.
 * @param openChat shows another chat in the panel.
 */
export function useAttachments(openChat: (chatId: string) => void) {
  /** A click on the icon: the page joins this chat, or begins one of its own. */
  const attachClicked = useCallback(
    async (view: ChatView, request: PageRequest, isPanelNew: boolean) => {
      const tab = await activeTab(request.windowId);
      const isSent =
        view.thread.length > 0 &&
        [...view.sources.values()].some((source) => source.url === tab?.url && source.status === 'ready');
      if (isSent && belongsTo(view, tab)) return;
      // With the panel open, a click says "this page too"; opening it on another page begins anew.
      let chatId = view.chat.id;
      if (isPanelNew && !belongsTo(view, tab)) {
        chatId = (await createChat()).id;
        openChat(chatId);
      }
      await attachTab(chatId, {
        tabId: request.tabId,
        title: tab?.title ?? '',
        url: tab?.url ?? '',
        wasClicked: true,
      });
    },
    [openChat],
  );
  const attachActive = useCallback(
    (chatId: string, tab: TabInfo) =>
      attachTab(chatId, { tabId: tab.id, title: tab.title, url: tab.url, wasClicked: false }),
    [],
  );
  const readAgain = useCallback(async (chatId: string, source: Source): Promise<void> => {
    if (source.kind === 'page') {
      // From the click: what stands against it may be that we were never allowed to. Granted already, nothing is asked.
      const isAllowed = await requestEverySite();
      if (isAllowed && source.error?.code === 'page-needs-scripts')
        await attachInBackgroundTab(chatId, source);
      else
        await attachPages(
          chatId,
          source.parentUrl ?? '',
          [{ url: source.url, text: source.title }],
          isAllowed,
        );
      return;
    }
    await attachTab(chatId, {
      tabId: source.tabId ?? -1,
      title: source.title,
      url: source.url,
      wasClicked: false,
    });
  }, []);
  /** All tabs of the window, in their order; those that we may not read keep their place and say so. */
  const attachAllTabs = useCallback(async (chatId: string, windowId: number | undefined) => {
    await requestEverySite();
    await attachTabs(
      chatId,
      (await listTabs()).filter((tab) => tab.windowId === windowId),
    );
  }, []);
  /** What was read already stays; the others say that they were stopped, and can be read again. */
  const stopReading = useCallback(async (sources: readonly Source[]) => {
    const ids = sources.flatMap(({ id, status }) => (status === 'reading' ? [id] : []));
    await stopSources(ids);
    await askEngine({ type: 'stop-reading', sourceIds: ids });
  }, []);
  const remove = useCallback(async (chatId: string, sourceIds: readonly string[]) => {
    const chat = await database.chats.get(chatId);
    await database.chats.update(chatId, {
      pendingSourceIds: chat?.pendingSourceIds.filter((id) => !sourceIds.includes(id)) ?? [],
    });
  }, []);
  return {
    attachClicked,
    attachActive,
    attachAllTabs,
    stopReading,
    readAgain,
    remove,
  };
}

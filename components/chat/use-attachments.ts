import { useCallback, useState } from 'react';
import type { PageRequest } from '../../utils/browser/page-request';
import { requestEverySite } from '../../utils/browser/permissions';
import type { TabInfo } from '../../utils/browser/tabs';
import { findTab, listTabs } from '../../utils/browser/tabs';
import { askEngine } from '../../utils/chat/ask-engine';
import { attachFiles, type FileToAttach, forgetFiles, readFilesAgain } from '../../utils/chat/attach-files';
import { attachTab, attachTabs } from '../../utils/chat/attach-tab';
import { attachWhole } from '../../utils/chat/attach-whole';
import { attachInBackgroundTab, attachPages } from '../../utils/chat/linked-pages';
import { isRunning } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { createChat, leaveOut } from '../../utils/storage/chats';
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
  /** Clicks on the icon, in their order: the pages join this chat, or begin one of their own. */
  const attachClicked = useCallback(
    async (view: ChatView, requests: readonly PageRequest[], isPanelNew: boolean) => {
      const isSent = ({ url }: TabInfo) =>
        view.thread.length > 0 &&
        [...view.sources.values()].some((source) => source.url === url && source.status === 'ready');
      let chatId = view.chat.id;
      for (const [index, { tabId }] of requests.entries()) {
        // Not the tab in front: the user may have gone on to another while the panel was opening.
        const tab = await findTab(tabId);
        if (chatId === view.chat.id && tab && isSent(tab)) continue;
        // With the panel open, a click says "this page too"; opening it on another page begins anew.
        if (index === 0 && isPanelNew && !belongsTo(view, tab)) {
          chatId = (await createChat()).id;
          openChat(chatId);
        }
        void attachTab(chatId, { tabId, title: tab?.title ?? '', url: tab?.url ?? '', wasClicked: true });
      }
    },
    [openChat],
  );
  const attachActive = useCallback(
    (chatId: string, tab: TabInfo) =>
      attachTab(chatId, { tabId: tab.id, title: tab.title, url: tab.url, wasClicked: false }),
    [],
  );
  /** Reads sources again, each in its place. From the click: what stands against them may be that we were never allowed to. */
  const readAgain = useCallback(async (chatId: string, sources: readonly Source[]): Promise<void> => {
    const needsLeave = sources.some(
      ({ kind, error, receipt }) =>
        kind === 'page' ||
        error?.code === 'permission-needed' ||
        error?.code === 'frames-not-read' ||
        receipt?.unreadFrameHosts,
    );
    // Granted already, nothing is asked; refused, those that need it say so again.
    const isAllowed = needsLeave && (await requestEverySite());
    const isBare = ({ kind, error }: Source) =>
      kind === 'page' && !(isAllowed && error?.code === 'page-needs-scripts');
    const byParent = Map.groupBy(sources.filter(isBare), ({ parentUrl }) => parentUrl ?? '');
    const files = sources.filter(({ kind }) => kind === 'file');
    if (files.length > 0) void readFilesAgain(files);
    for (const source of sources) {
      const { kind, url, title, tabId } = source;
      if (kind === 'file') continue;
      if (kind === 'tab' && source.isWhole) void attachWhole(chatId, source);
      else if (kind === 'tab') void attachTab(chatId, { tabId: tabId ?? -1, title, url, wasClicked: false });
      else if (!isBare(source)) void attachInBackgroundTab(chatId, source);
    }
    // One parent after the other: what the browser lets us fetch depends on it.
    for (const [parentUrl, pages] of byParent)
      await attachPages(
        chatId,
        parentUrl,
        pages.map(({ url, title }) => ({ url, text: title })),
        isAllowed,
      );
  }, []);
  /** A linked page, as a tab shows it: with its scripts, styles and frames, and as the user is signed in. */
  const readInTab = useCallback(async (chatId: string, source: Source): Promise<void> => {
    if (await requestEverySite()) await attachInBackgroundTab(chatId, source);
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
    if (sourceIds.length === 0) return;
    await leaveOut(chatId, sourceIds);
    await forgetFiles(sourceIds);
  }, []);
  /** How many of the files given last were there already. */
  const [repeatedCount, setRepeatedCount] = useState(0);
  const addFiles = useCallback(async (chatId: string, files: readonly FileToAttach[]) => {
    setRepeatedCount(0);
    if (files.length > 0) setRepeatedCount(await attachFiles(chatId, files));
  }, []);
  return {
    attachClicked,
    addFiles,
    repeatedCount,
    attachActive,
    attachAllTabs,
    stopReading,
    readAgain,
    readInTab,
    remove,
  };
}

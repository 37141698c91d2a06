import { useCallback, useEffect, useState } from 'react';
import { visibleThread } from '../../utils/messages/visible-thread';
import type { Source } from '../../utils/sources/source';
import { createChat, latestChat, loadMessages } from '../../utils/storage/chats';
import { type Chat, database } from '../../utils/storage/database';
import { failOrphanedReads } from '../../utils/storage/sources';
import { useLiveQuery } from '../ui/use-live-query';
import { panelLoadedAt } from './use-page-requests';

export interface ChatView {
  chat: Chat;
  thread: ReturnType<typeof visibleThread>;
  /** Every source of the thread and those that wait, by id. */
  sources: ReadonlyMap<string, Source>;
}

async function loadView(chatId: string): Promise<ChatView | null> {
  const chat = await database.chats.get(chatId);
  if (!chat) return null;
  const thread = visibleThread(await loadMessages(chatId), chat.leafId);
  const ids = [
    ...new Set([
      ...thread.flatMap(({ message }) => (message.role === 'user' ? message.sourceIds : [])),
      ...chat.pendingSourceIds,
    ]),
  ];
  const sources = (await database.sources.bulkGet(ids)).filter((source) => source !== undefined);
  return { chat, thread, sources: new Map(sources.map((source) => [source.id, source])) };
}

/** The chat that the panel shows, live, and the ways to another one. */
export function useChat() {
  const [chatId, setChatId] = useState<string>();
  useEffect(() => {
    void failOrphanedReads('tab', panelLoadedAt);
    void latestChat().then((chat) => setChatId((known) => known ?? chat.id));
  }, []);
  const view = useLiveQuery(() => (chatId ? loadView(chatId) : undefined), [chatId]);
  const startChat = useCallback(async () => {
    const chat = await createChat();
    setChatId(chat.id);
    return chat;
  }, []);
  return { view: view ?? undefined, openChat: setChatId, startChat };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { visibleThread } from '../../utils/messages/visible-thread';
import { fillGreeting, type RolePlay } from '../../utils/prompt/role-play';
import { toRolePlay } from '../../utils/roleplay/to-role-play';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import type { Source } from '../../utils/sources/source';
import { loadCast } from '../../utils/storage/characters';
import { createChat, latestChat, loadMessages } from '../../utils/storage/chats';
import { loadCountedSources } from '../../utils/storage/counts';
import { type Character, type Chat, database } from '../../utils/storage/database';
import { claimDrafts } from '../../utils/storage/drafts';
import { failOrphanedReads } from '../../utils/storage/sources';
import type { TokenProfile } from '../../utils/tokens/token-profile';
import { useLiveQuery } from '../ui/use-live-query';
import { panelLoadedAt } from './use-page-requests';

export interface ChatView {
  chat: Chat;
  thread: ReturnType<typeof visibleThread>;
  /** In a chat in character: who speaks. */
  cast: readonly Character[];
  /** As it is sent. */
  rolePlay: RolePlay | undefined;
  /** Why a chat in character cannot go on as such: a character is gone, or its card cannot be read. */
  castError: ErrorRecord | undefined;
  /** Every source of the canon and the thread, in the order in which they joined. */
  joinedIds: readonly string[];
  /** Every source of the canon, the thread and those that wait, by id. */
  sources: ReadonlyMap<string, Source>;
  /** What is counted of their texts, by hash. */
  counts: ReadonlyMap<string, TokenProfile>;
}

/** The sources that wait for the next question, in order. */
export const pendingSources = (view: ChatView | undefined): Source[] =>
  view?.chat.pendingSourceIds.map((id) => view.sources.get(id)).filter((source) => source !== undefined) ??
  [];

/** @returns the cast as it is sent, or why it cannot be. */
function readRolePlay(cast: readonly Character[], { userName = '' }: Chat) {
  try {
    return { rolePlay: cast.length > 0 ? toRolePlay(cast, userName) : undefined, castError: undefined };
  } catch (error) {
    return { rolePlay: undefined, castError: toAppError(error).toRecord() };
  }
}

/** @param leafId the end of the branch; the one that the chat shows where none is given. */
export async function loadView(chatId: string, leafId?: string): Promise<ChatView | null> {
  const [chat, messages] = await Promise.all([database.chats.get(chatId), loadMessages(chatId)]);
  if (!chat) return null;
  // What was said stays readable without those who said it. In this very function: wrapped in one more promise of the language's own,
  // Dexie loses sight of what a live query reads behind it.
  let missing: ErrorRecord | undefined;
  let cast: Character[] = [];
  try {
    cast = await loadCast(chat.characterIds ?? []);
  } catch (error) {
    missing = toAppError(error).toRecord();
  }
  const { rolePlay, castError = missing } = readRolePlay(cast, chat);
  const entries = visibleThread(messages, leafId ?? chat.leafId);
  const called = rolePlay?.characters[0]?.calledName ?? '';
  const thread = rolePlay
    ? entries.map((entry) => ({
        ...entry,
        message: fillGreeting(entry.message, called, rolePlay.userName),
      }))
    : entries;
  const joinedIds = [
    ...new Set([
      ...(rolePlay?.canonIds ?? []),
      ...thread.flatMap(({ message }) => (message.role === 'user' ? message.sourceIds : [])),
    ]),
  ];
  const ids = [...new Set([...joinedIds, ...chat.pendingSourceIds])];
  return { chat, thread, cast, rolePlay, castError, joinedIds, ...(await loadCountedSources(ids)) };
}

/** The chat that this page was opened for; undefined where it is gone, and in the panel. */
async function askedChat(): Promise<Chat | undefined> {
  const id = new URLSearchParams(location.search).get('chat');
  return id ? database.chats.get(id) : undefined;
}

/** The chat that the panel shows, live, and the ways to another one. */
export function useChat() {
  const [chatId, setChatId] = useState<string>();
  const wantedId = useRef<string>(undefined);
  const openChat = useCallback((id: string) => {
    if (wantedId.current === id) return;
    wantedId.current = id;
    const show = () => {
      if (wantedId.current === id) setChatId(id);
    };
    // Its fields begin with what was typed into it in a window that is gone.
    void claimDrafts(id).then(show, show);
  }, []);
  useEffect(() => {
    void failOrphanedReads('tab', panelLoadedAt);
    void askedChat()
      .then((chat) => chat ?? latestChat())
      .then((chat) => {
        if (wantedId.current === undefined) openChat(chat.id);
      });
  }, [openChat]);
  const view = useLiveQuery(() => (chatId ? loadView(chatId) : undefined), [chatId]);
  const startChat = useCallback(async () => {
    const chat = await createChat();
    openChat(chat.id);
    return chat;
  }, [openChat]);
  // While another chat is being read, the one before is still there.
  const isGone = chatId !== undefined && (view === null || view?.chat.deletedAt !== undefined);
  const gone =
    isGone && (view?.chat.id ?? chatId) === chatId ? { id: chatId, canRestore: view !== null } : undefined;
  return { view: gone ? undefined : (view ?? undefined), gone, openChat, startChat };
}

import type { FileChat } from './chat-schemas';
import type { PlannedMessage } from './restore-plan';

/**
 * Cuts messages of one chat off what is below themselves: they become the first of a branch, which can be reached. One whose parent is not
 * there is left so, see visibleThread: another file may bring it.
 * @param messages of the file, by id; changed in place.
 * @param here ids of the chat's messages that are stored already.
 * @returns how many lead to no message.
 */
export function mendThreads(
  messages: ReadonlyMap<string, PlannedMessage>,
  here: ReadonlySet<string>,
): number {
  let lost = 0;
  /** Known to lead to a first message. */
  const sound = new Set<string>();
  for (const id of messages.keys()) {
    const path = new Set<string>();
    let at: string | null = id;
    while (at !== null && !sound.has(at)) {
      const message = messages.get(at);
      // One that is here and not in the file: what is stored is sound.
      if (!message) break;
      path.add(at);
      const { parentId } = message;
      if (parentId !== null && path.has(parentId)) {
        message.parentId = null;
        lost++;
      } else if (parentId !== null && !messages.has(parentId) && !here.has(parentId)) lost++;
      at = message.parentId;
    }
    for (const one of path) sound.add(one);
  }
  return lost;
}

/** What a chat may name. */
export interface Known {
  messages: ReadonlyMap<string, PlannedMessage>;
  /** Ids of the chat's messages that are stored already. */
  here: ReadonlySet<string>;
  hasSource: (id: string) => boolean;
  hasCharacter: (id: string) => boolean;
}

/** A chat that names only what is there. @returns it, and how many names were taken out. */
export function mendChat(chat: FileChat, known: Known): { chat: FileChat; cut: number } {
  const { memory, characterIds, ...rest } = chat;
  const isMessage = (id: string) => known.messages.has(id) || known.here.has(id);
  const pendingSourceIds = chat.pendingSourceIds.filter(known.hasSource);
  const cast = characterIds?.filter(known.hasCharacter) ?? [];
  const newest = [...known.messages].sort(([, one], [, other]) => other.createdAt - one.createdAt)[0]?.[0];
  const isLeafThere = chat.leafId !== null && isMessage(chat.leafId);
  const leafId = isLeafThere ? chat.leafId : (newest ?? null);
  const isMemoryThere = memory !== undefined && isMessage(memory.upToId);
  const cut =
    chat.pendingSourceIds.length -
    pendingSourceIds.length +
    ((characterIds?.length ?? 0) - cast.length) +
    Number(memory !== undefined && !isMemoryThere) +
    Number(leafId !== chat.leafId);
  return {
    chat: {
      ...rest,
      pendingSourceIds,
      leafId,
      ...(isMemoryThere ? { memory } : {}),
      ...(cast.length > 0 ? { characterIds: cast } : {}),
    },
    cut,
  };
}

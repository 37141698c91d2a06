import type { ChatMessage } from './chat-message';

export interface ThreadEntry {
  message: ChatMessage;
  /** All messages with the same parent and role, oldest first, the entry's own among them. */
  siblingIds: string[];
}

/**
 * The branch of a chat's tree that ends at its leaf, from the first message on.
 * @param messages all messages of one chat, in any order.
 * @param leafId the last message shown; an unknown one gives the branch of the newest message.
 */
export function visibleThread(messages: readonly ChatMessage[], leafId: string | null): ThreadEntry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const inOrder = [...messages].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const thread: ThreadEntry[] = [];
  let current = (leafId && byId.get(leafId)) || inOrder.at(-1);
  while (current) {
    const { parentId, role } = current;
    const siblingIds = inOrder
      .filter((other) => other.parentId === parentId && other.role === role)
      .map((other) => other.id);
    thread.push({ message: current, siblingIds });
    // A message that is its own ancestor (a damaged record) must not hang the panel.
    if (thread.length > messages.length) break;
    current = parentId ? byId.get(parentId) : undefined;
  }
  return thread.reverse();
}

/** The newest message below (or equal to) a message: where going to another branch leads. */
export function newestLeafBelow(messages: readonly ChatMessage[], id: string): string {
  const children = messages
    .filter((message) => message.parentId === id)
    .sort((a, b) => b.createdAt - a.createdAt);
  return children[0] ? newestLeafBelow(messages, children[0].id) : id;
}

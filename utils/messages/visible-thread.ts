import type { ChatMessage } from './chat-message';

export interface ThreadEntry {
  message: ChatMessage;
  /** All messages with the same parent and role, oldest first, the entry's own among them. */
  siblingIds: string[];
}

const byAge = (a: ChatMessage, b: ChatMessage): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/**
 * Parents of messages whose own is not there (a damaged record, or one that is gone): the newest message before them, so that nothing
 * before them is out of reach.
 */
function adopted(messages: readonly ChatMessage[]): ReadonlyMap<string, string | null> {
  const ids = new Set(messages.map(({ id }) => id));
  const isOrphan = ({ parentId, isDamaged }: ChatMessage) =>
    parentId === null ? Boolean(isDamaged) : !ids.has(parentId);
  const orphans = messages.filter(isOrphan);
  if (orphans.length === 0) return new Map();
  const inOrder = [...messages].sort(byAge);
  return new Map(orphans.map((orphan) => [orphan.id, inOrder[inOrder.indexOf(orphan) - 1]?.id ?? null]));
}

/** Messages by the id of the one above them. */
function childrenOf(messages: readonly ChatMessage[]) {
  const parents = adopted(messages);
  const parentOf = ({ id, parentId }: ChatMessage) => (parents.has(id) ? parents.get(id)! : parentId);
  return { parentOf, byParent: Map.groupBy(messages, parentOf) };
}

/**
 * The branch of a chat's tree that ends at its leaf, from the first message on.
 * @param messages all messages of one chat, in any order.
 * @param leafId the last message shown; an unknown one gives the branch of the newest message.
 */
export function visibleThread(messages: readonly ChatMessage[], leafId: string | null): ThreadEntry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const { parentOf, byParent } = childrenOf(messages);
  const thread: ThreadEntry[] = [];
  // A message that is its own ancestor (a damaged record) must not hang the panel.
  const seen = new Set<string>();
  let current = (leafId && byId.get(leafId)) || [...messages].sort(byAge).at(-1);
  while (current && !seen.has(current.id)) {
    seen.add(current.id);
    const { role } = current;
    const parentId = parentOf(current);
    const siblings = byParent.get(parentId)!.filter((other) => other.role === role);
    thread.push({ message: current, siblingIds: siblings.sort(byAge).map(({ id }) => id) });
    current = parentId ? byId.get(parentId) : undefined;
  }
  return thread.reverse();
}

/** The newest message below (or equal to) a message: where going to another branch leads. */
export function newestLeafBelow(messages: readonly ChatMessage[], id: string): string {
  const { byParent } = childrenOf(messages);
  const seen = new Set<string>();
  let leaf = id;
  for (;;) {
    seen.add(leaf);
    const next = byParent.get(leaf)?.sort(byAge).at(-1);
    if (!next || seen.has(next.id)) return leaf;
    leaf = next.id;
  }
}

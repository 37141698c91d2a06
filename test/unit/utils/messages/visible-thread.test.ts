import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../utils/messages/chat-message.ts';
import { newestLeafBelow, visibleThread } from '../../../../utils/messages/visible-thread.ts';

const message = (
  id: string,
  parentId: string | null,
  createdAt: number,
  role: 'user' | 'assistant' = createdAt % 2 ? 'user' : 'assistant',
): ChatMessage =>
  (role === 'user'
    ? { id, chatId: 'c', parentId, createdAt, role, text: id, sourceIds: [] }
    : {
        id,
        chatId: 'c',
        parentId,
        createdAt,
        role,
        text: id,
        reasoning: '',
        status: 'done',
        choice: { endpointId: 'e', model: 'm' },
      }) as ChatMessage;

const tree = [
  message('q1', null, 1),
  message('a1', 'q1', 2),
  message('q2', 'a1', 3),
  message('a2', 'q2', 4),
  message('a1b', 'q1', 6),
];
const ids = (leaf: string | null, messages = tree) =>
  visibleThread(messages, leaf).map((entry) => entry.message.id);

describe('visibleThread', () => {
  it('follows the leaf up to the first message', () => expect(ids('a2')).toEqual(['q1', 'a1', 'q2', 'a2']));
  it('shows another branch, and names the alternatives', () => {
    const thread = visibleThread(tree, 'a1b');
    expect(thread.map((entry) => entry.message.id)).toEqual(['q1', 'a1b']);
    expect(thread[1]!.siblingIds).toEqual(['a1', 'a1b']);
  });
  it('falls back on the newest message where the leaf is unknown', () =>
    expect(ids('gone')).toEqual(['q1', 'a1b']));
  it('is empty for an empty chat', () => expect(ids(null, [])).toEqual([]));
  it('ends on a message that is its own ancestor', () =>
    expect(ids('x', [message('x', 'y', 1), message('y', 'x', 2)]).length).toBeLessThanOrEqual(3));
  it('leads to the newest leaf below', () => {
    expect(newestLeafBelow(tree, 'q1')).toBe('a1b');
    expect(newestLeafBelow(tree, 'a1')).toBe('a2');
  });
});

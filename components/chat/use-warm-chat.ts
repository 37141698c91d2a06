import { useEffect, useMemo } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import type { Source } from '../../utils/sources/source';

/** Has the engine read the texts of sources that wait for a question, while the question is still being typed. */
export function useWarmChat(chatId: string | undefined, pending: readonly Source[]): void {
  const ready = useMemo(
    () => pending.flatMap(({ id, status }) => (status === 'ready' ? id : [])).join(),
    [pending],
  );
  useEffect(() => {
    // Only saves time later: what stands against it is told when the question is sent.
    if (chatId && ready) void askEngine({ type: 'warm-chat', chatId }).catch(() => undefined);
  }, [chatId, ready]);
}

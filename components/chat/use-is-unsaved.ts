import { useEffect, useState } from 'react';
import { subscribe } from '../../utils/chat/answer-feed';
import { askEngine } from '../../utils/chat/ask-engine';
import { type Answer, runningStatuses } from '../../utils/messages/chat-message';

/**
 * Whether an answer has ended and waits for room to be kept: stored, it is still running.
 * @param running the chat's last answer, where it is stored as such.
 */
export function useIsUnsaved(running: Answer | undefined): boolean {
  const [unsavedId, setUnsavedId] = useState<string>();
  const id = running?.id;
  useEffect(() => {
    if (!id) return;
    const take = (state: Pick<Answer, 'isUnsaved' | 'status'>) =>
      setUnsavedId(state.isUnsaved && !runningStatuses.includes(state.status) ? id : undefined);
    const end = subscribe((update) => update.id === id && take(update.state));
    // A panel that opens later has missed what was told. Without an engine none is at work.
    askEngine({ type: 'read-answer', answerId: id }).then(
      (answer) => answer && take(answer),
      () => undefined,
    );
    return end;
  }, [id]);
  return id !== undefined && unsavedId === id;
}

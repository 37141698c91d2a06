import { useDeferredValue, useState } from 'react';
import type { ChatMessage } from '../../utils/messages/chat-message';

/** What is drawn at once: about the height of a panel, and a question with its answer in any case. */
const drawnCharacters = 2_500;
const drawnMessages = 2;

/** Where the last messages begin that fill a panel. */
export function lastScreenOf(messages: readonly Pick<ChatMessage, 'text'>[]): number {
  let from = messages.length;
  for (let characters = 0; from > 0; from--) {
    if (messages.length - from >= drawnMessages && characters >= drawnCharacters) break;
    characters += messages[from - 1]!.text.length;
  }
  return from;
}

/**
 * Has the end of a chat drawn first, which is what is looked at, and all before it in the browser's own time.
 * @param isLedHere the user is led to one of them: all are drawn at once.
 * @returns which message is the first to be drawn.
 */
export function useLastFirst(messages: readonly Pick<ChatMessage, 'text'>[], isLedHere: boolean): number {
  const [first] = useState(() => (isLedHere ? 0 : lastScreenOf(messages)));
  return useDeferredValue(0, first);
}

import { useState } from 'react';
import { showBranchOf } from '../../utils/chat/show-branch-of';
import type { FoundPlace } from './use-show-found';

/** What a search has led to, and the way there: the branch that holds the message is shown, then the chat. */
export function useFound(openChat: (chatId: string) => void) {
  const [found, setFound] = useState<FoundPlace>();
  const openFound = async (chatId: string, place?: FoundPlace): Promise<void> => {
    if (place) await showBranchOf(chatId, place.messageId);
    setFound(place);
    openChat(chatId);
  };
  return { found, openFound };
}

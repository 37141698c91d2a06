import { useEffect, useRef } from 'react';
import { countStoredTexts } from '../../utils/chat/count-tokens';
import type { ChatView } from './use-chat';

/** Has the texts of a chat's sources counted exactly, each once; the counts come back through the view. */
export function useTokenCounts(view: ChatView | undefined): void {
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!view) return;
    const wanted = [...view.sources.values()].flatMap(({ status, textHash }) =>
      status === 'ready' && textHash && !view.counts.has(textHash) && !asked.current.has(textHash)
        ? [textHash]
        : [],
    );
    if (wanted.length === 0) return;
    for (const hash of wanted) asked.current.add(hash);
    // Without exact counts the estimates stand, marked as such.
    void countStoredTexts(wanted).catch(() => undefined);
  }, [view]);
}

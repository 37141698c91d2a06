import { useEffect, useState } from 'react';
import { applyUpdate, subscribe } from '../../utils/chat/answer-feed';
import { askEngine } from '../../utils/chat/ask-engine';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { createPacer } from '../ui/pace-draws';

/** How seldom a growing map is shown: each time the page is laid out anew. */
export const mapEveryMs = 100;

/**
 * An answer as it grows: what the database has, and while it runs each delta as fast as it can be drawn. Opening the panel in the middle asks
 * the engine for what the database does not have yet.
 * @param everyMs deltas that come within so long are shown together.
 */
export function useLiveAnswer(stored: Answer, everyMs = 0): Answer {
  const [live, setLive] = useState<Answer>();
  const [pace] = useState(createPacer);
  const { id } = stored;
  const runs = isRunning(stored);

  // The stored text is only the starting point: later versions of it are behind the feed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (!runs) return;
    let current = stored;
    let takeBack: (() => void) | undefined;
    const showPaced = () => {
      takeBack = pace(() => {
        takeBack = undefined;
        setLive(current);
      });
    };
    const show = (next: Answer) => {
      current = next;
      if (takeBack) return;
      if (everyMs === 0) {
        showPaced();
        return;
      }
      const timer = setTimeout(showPaced, everyMs);
      takeBack = () => clearTimeout(timer);
    };
    const readAll = async () => {
      const whole = await askEngine({ type: 'read-answer', answerId: id }).catch(() => null);
      if (
        whole &&
        whole.text.length + whole.reasoning.length >= current.text.length + current.reasoning.length
      )
        show(whole);
    };
    const end = subscribe((update) => {
      if (update.id !== id) return;
      const next = applyUpdate(current, update);
      if (next) show(next);
      else void readAll();
    });
    void readAll();
    return () => {
      end();
      takeBack?.();
    };
  }, [id, runs, everyMs]);

  // What was heard of an earlier attempt is over.
  if (!runs || live?.id !== id || live.askedAt !== stored.askedAt) return stored;
  // What can be done with an answer that has ended is compared with what is stored, which comes a moment later.
  return isRunning(live) || live.isUnsaved ? live : { ...live, status: stored.status };
}

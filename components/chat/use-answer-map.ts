import { useEffect, useMemo, useRef, useState } from 'react';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { parseOutline } from '../../utils/mindmap/parse-outline';
import { database } from '../../utils/storage/database';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';

/** A map is drawn at most so often while it grows: each time the page is laid out anew. */
const drawnEveryMs = 100;

/** A text that changes many times a second, as it was a moment ago; once it stands, as it is. */
function useCalm(text: string, isGrowing: boolean): string {
  const [calm, setCalm] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (!isGrowing) return;
    const timer = setInterval(() => setCalm(latest.current), drawnEveryMs);
    return () => clearInterval(timer);
  }, [isGrowing]);
  return isGrowing ? calm : text;
}

/**
 * The map that an answer is: as it is written, or as it was edited since.
 * @param title of a root that the answer does not name.
 */
export function useAnswerMap(answer: Answer, title: string) {
  const { t } = useTexts();
  const isGrowing = isRunning(answer);
  const text = useCalm(answer.text, isGrowing);
  const parsed = useMemo(
    () => parseOutline(text, { isOpen: isGrowing, title: title || t('map.title') }),
    [text, isGrowing, title, t],
  );
  const { id } = answer;
  const stored = useLiveQuery(async () => (await database.maps.get(id)) ?? null, [id]);
  return {
    /** Undefined until it is known whether it was edited. */
    root: stored === undefined ? undefined : (stored?.root ?? parsed.root),
    isEdited: Boolean(stored),
    isGrowing,
    writtenCount: parsed.writtenCount,
    isOutline: parsed.isOutline || Boolean(stored),
  };
}

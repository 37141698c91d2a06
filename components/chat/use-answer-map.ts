import { useMemo } from 'react';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { parseOutline } from '../../utils/mindmap/parse-outline';
import { database } from '../../utils/storage/database';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';

/**
 * The map that an answer is: as it is written, or as it was edited since.
 * @param title of a root that the answer does not name.
 */
export function useAnswerMap(answer: Answer, title: string) {
  const { t } = useTexts();
  const isGrowing = isRunning(answer);
  const parsed = useMemo(
    () => parseOutline(answer.text, { isOpen: isGrowing, title: title || t('map.title') }),
    [answer.text, isGrowing, title, t],
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

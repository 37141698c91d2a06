import { useEffect, useState } from 'react';
import { onTabChange } from '../../utils/browser/tabs';
import type { Source } from '../../utils/sources/source';

/**
 * Tells which sources' tabs have loaded something else since they were read: what was read is a snapshot. A tab's number means
 * nothing after a restart of the browser, and no change is heard then.
 */
export function useStaleTabs(): (source: Source) => boolean {
  const [changedAt, setChangedAt] = useState<ReadonlyMap<number, number>>(new Map());
  useEffect(
    () =>
      onTabChange((tabId, change) => {
        if (change === 'loaded') setChangedAt((known) => new Map(known).set(tabId, Date.now()));
      }),
    [],
  );
  return ({ kind, status, tabId, readAt }) =>
    kind === 'tab' && status === 'ready' && tabId !== undefined && (changedAt.get(tabId) ?? 0) > readAt;
}

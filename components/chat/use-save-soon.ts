import { useEffect, useEffectEvent, useRef } from 'react';

/** Typing is saved when it rests for this long … */
const saveDelayMs = 250;
/** … and where it does not rest, so long after the first letter that is not saved. */
const longestUnsavedMs = 500;

/**
 * Saves what is being typed, while it is being typed.
 * @param unsaved what is not saved yet, and where it belongs; undefined where all is.
 */
export function useSaveSoon(unsaved: string | undefined, save: () => void): void {
  const since = useRef<number>(undefined);
  const saveNow = useEffectEvent(save);
  useEffect(() => {
    if (unsaved === undefined) {
      since.current = undefined;
      return;
    }
    since.current ??= performance.now();
    const leftMs = since.current + longestUnsavedMs - performance.now();
    const timer = setTimeout(
      () => {
        since.current = undefined;
        saveNow();
      },
      Math.min(saveDelayMs, leftMs),
    );
    return () => clearTimeout(timer);
  }, [unsaved]);
}

import { useEffect, useRef } from 'react';

/** Typing is saved when it rests for this long … */
const saveDelayMs = 250;
/** … and where it does not rest, so long after the first letter that is not saved. */
const longestUnsavedMs = 500;

/**
 * Saves what is being typed, while it is being typed, and when the place of it is left.
 * @param place where it belongs.
 * @param unsaved what is not saved yet, or a name for it; undefined where all is.
 */
export function useSaveSoon(place: string, unsaved: string | undefined, save: () => Promise<void>): void {
  const since = useRef<number>(undefined);
  const saveLast = useRef<() => Promise<void>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: saved as it was when it was typed.
  useEffect(() => {
    if (unsaved === undefined) {
      since.current = undefined;
      saveLast.current = undefined;
      return;
    }
    since.current ??= performance.now();
    saveLast.current = save;
    const leftMs = since.current + longestUnsavedMs - performance.now();
    const timer = setTimeout(
      () => {
        since.current = undefined;
        saveLast.current = undefined;
        void save();
      },
      Math.min(saveDelayMs, leftMs),
    );
    return () => clearTimeout(timer);
  }, [place, unsaved]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the place is left.
  useEffect(
    () => () => {
      since.current = undefined;
      void saveLast.current?.();
      saveLast.current = undefined;
    },
    [place],
  );
}

/**
 * What is fetched when it is first needed: later uses have it at hand, so that what they draw is drawn with everything else, and not one
 * after the other behind it.
 */
export function loadOnce<T>(load: () => Promise<T>): (use: (loaded: T) => void) => void {
  let loaded: { value: T } | undefined;
  return (use) => {
    if (loaded) use(loaded.value);
    else
      void load().then((value) => {
        loaded = { value };
        use(value);
      });
  };
}

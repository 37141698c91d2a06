/** How much of the disk the browser gives the extension. */
export interface BrowserRoom {
  freeBytes: number;
  /**
   * Whether the browser keeps it when the disk is full. Chromium does for every extension with `unlimitedStorage`, whatever it says of
   * the origin (developer.chrome.com, "Storage and cookies"); Firefox has to be asked.
   */
  isPersistent: boolean;
}

export async function browserRoom(): Promise<BrowserRoom> {
  const [{ usage = 0, quota = 0 }, isPersistent] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return {
    freeBytes: Math.max(0, quota - usage),
    isPersistent: isPersistent || !import.meta.env.FIREFOX,
  };
}

/** Asks the browser to keep what is stored. @returns whether it does. */
export const askToPersist = (): Promise<boolean> => navigator.storage.persist();

/** Room for a long answer, a book and the chat's own records; below it the user is told while all of them still fit. */
export const littleRoomBytes = 50_000_000;

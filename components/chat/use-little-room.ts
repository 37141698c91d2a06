import { useEffect, useState } from 'react';
import { askToPersist, browserRoom, littleRoomBytes } from '../../utils/storage/browser-room';

/** Asked once a page: browsers may ask the user. */
let asked: Promise<boolean> | undefined;

/** The disk is looked at again after this time: other programs fill it, too. */
const everyMs = 60_000;

/**
 * How little room is left, while all that may come still fits in it; undefined where there is enough. Asks the browser once to keep
 * what is stored.
 * @param token whatever changes when something large may have been stored.
 */
export function useLittleRoom(token: unknown): number | undefined {
  const [freeBytes, setFreeBytes] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again with each token.
  useEffect(() => {
    const look = async () => {
      const room = await browserRoom();
      if (!room.isPersistent) {
        asked ??= askToPersist();
        await asked;
      }
      setFreeBytes(room.freeBytes);
    };
    // Not being told is better than a panel that fails over it.
    const lookQuietly = () => void look().catch(() => undefined);
    lookQuietly();
    const timer = setInterval(lookQuietly, everyMs);
    return () => clearInterval(timer);
  }, [token]);
  return freeBytes !== undefined && freeBytes < littleRoomBytes ? freeBytes : undefined;
}

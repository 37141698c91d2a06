import type { ReadingState } from '../../utils/messages/stream-part';

/** How much of all characters a full read has read, in whole percent. */
export const readPercent = (reading: ReadingState | undefined): number =>
  reading && reading.totalCharacters > 0
    ? Math.floor((reading.readCharacters / reading.totalCharacters) * 100)
    : 0;

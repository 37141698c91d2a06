import { database } from './database';

/** Later than every date that there is is no time of a clock. */
const latestStamp = 8e15;

/**
 * A time for what is being written now, later than all that was written before: the clock may have been set back since, and what is
 * newest must stay so. Told one apart, so that a question and its answer take two. Belongs into a transaction that writes chats: each
 * chat's `updatedAt` is the time of its last record.
 * @returns milliseconds since 1970.
 */
export async function nextStamp(): Promise<number> {
  const newest = await database.chats.where('updatedAt').belowOrEqual(latestStamp).last();
  return Math.max(Date.now(), (newest?.updatedAt ?? 0) + 2);
}

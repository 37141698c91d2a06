import type { AppError } from '../shared/app-error';

/** A longer wait than this is the user's to decide. */
const longestWaitMs = 60_000;
const serverDelaysMs = [1_000, 4_000];

/**
 * Whether, and after how many milliseconds, a request that failed before its first word is sent again by itself.
 * A refusal that asks for a time gets that time, at most twice; a failing server gets two more tries; everything else is told to
 * the user at once.
 * @param attempt how many times it was sent already, from 1.
 */
export function retryDelayMs(error: AppError, attempt: number): number | undefined {
  if (attempt > 2) return undefined;
  const { retryAfterMs } = error.facts;
  if (error.code === 'rate-limited')
    return retryAfterMs !== undefined && retryAfterMs <= longestWaitMs ? retryAfterMs : undefined;
  if (error.code === 'server-failed' && error.facts.status) return serverDelaysMs[attempt - 1];
  return undefined;
}

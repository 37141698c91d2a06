import { answerReserve } from './check-fit';

/** What is left of a request that was refused, where nobody told how much the model takes. */
const smallerShare = 0.75;

/**
 * The window that a refusal teaches, in tokens as we count them: the server's own number, unless what was sent would have fitted it.
 * Then we count too few, and the same request must not look as if it fitted again.
 * @param sentTokens what was refused, by our count. @param toldTokens the window that the server told of, if it did.
 */
export function refusedWindow(sentTokens: number, toldTokens: number | undefined): number {
  const isTooLong = toldTokens !== undefined && sentTokens > toldTokens - answerReserve(toldTokens);
  return isTooLong ? toldTokens : Math.floor(sentTokens * smallerShare);
}

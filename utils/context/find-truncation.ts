/** A count that falls short by less than this is a matter of templates and short texts. */
const fewestMissing = 512;

export interface TruncationInput {
  /** The request as we count it, in the model's tokens. */
  countedTokens: number;
  /** What the endpoint says it has read; undefined where it does not say. */
  reportedTokens: number | undefined;
  /** How far our count may be off, as a share of it. */
  error: number;
}

/**
 * Whether an endpoint has read so much less than what was sent that it must have dropped a part without a word.
 * @returns the tokens that are missing, or undefined where nothing speaks for it.
 */
export function findTruncation({
  countedTokens,
  reportedTokens,
  error,
}: TruncationInput): number | undefined {
  if (reportedTokens === undefined || reportedTokens <= 0) return undefined;
  const missing = countedTokens - reportedTokens;
  return missing > Math.max(fewestMissing, countedTokens * error) ? missing : undefined;
}

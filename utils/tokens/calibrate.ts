/** Shorter requests say more of a chat template than of a vocabulary. */
const fewestTokens = 400;
/** How much one report weighs against those before it. */
const weight = 0.5;
/** No vocabulary is further from ours: a report outside of this tells of a cut, or counts something else. */
const bounds = { least: 0.6, most: 2.2 } as const;

/**
 * The ratio of reported to counted prompt tokens of one model, after one more report: a moving average.
 * @param ratio as it was; undefined before the first report.
 * @param isCut whether the report is so low that the server has dropped a part of the text: nothing is learned from it.
 */
export function nextTokenRatio(
  ratio: number | undefined,
  countedTokens: number,
  reportedTokens: number,
  isCut: boolean,
): number | undefined {
  if (isCut || countedTokens < fewestTokens || !(reportedTokens > 0)) return ratio;
  const seen = reportedTokens / countedTokens;
  if (seen < bounds.least || seen > bounds.most) return ratio;
  return ratio === undefined ? seen : ratio + (seen - ratio) * weight;
}

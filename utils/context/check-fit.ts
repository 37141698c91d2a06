/** Room kept for the answer, in tokens; less where the whole window is small. */
const longestAnswerTokens = 4096;
const answerShare = 0.125;
/** Roles and separators around a message, in tokens. */
export const overheadTokens = 60;

/** Room that is kept for the answer in a window, in tokens. */
export const answerReserve = (windowTokens: number): number =>
  Math.min(longestAnswerTokens, Math.floor(windowTokens * answerShare));

export interface FitInput {
  /** Tokens of every source in the request, with its envelope. */
  sourceTokens: readonly number[];
  /** Tokens of instructions, turns and the new question. */
  chatTokens: number;
  /** The model's window; undefined where nobody told. */
  windowTokens: number | undefined;
}

export interface Fit {
  /** What the request takes, without the answer. */
  requestTokens: number;
  /** Kept for the answer. */
  answerTokens: number;
  /** What the request may take; undefined where the window is not known. */
  roomTokens: number | undefined;
  /** False only where the window is known and too small: unknown windows are the endpoint's to refuse. */
  fits: boolean;
}

/** Whether a request fits the model's window with room for an answer. */
export function checkFit({ sourceTokens, chatTokens, windowTokens }: FitInput): Fit {
  const requestTokens = sourceTokens.reduce((sum, tokens) => sum + tokens, chatTokens + overheadTokens);
  if (windowTokens === undefined)
    return { requestTokens, answerTokens: longestAnswerTokens, roomTokens: undefined, fits: true };
  const answerTokens = answerReserve(windowTokens);
  const roomTokens = windowTokens - answerTokens;
  return { requestTokens, answerTokens, roomTokens, fits: requestTokens <= roomTokens };
}

/** Room kept for the answer, in tokens; less where the whole window is small. */
const answerTokens = 4096;
const answerShare = 0.125;
/** Tags, roles and separators around each message and source, in tokens. */
const overheadTokens = 60;

export interface FitInput {
  /** Tokens of every source in the request. */
  sourceTokens: readonly number[];
  /** Tokens of instructions, turns and the new question. */
  chatTokens: number;
  /** The model's window; undefined where nobody told. */
  windowTokens: number | undefined;
}

export interface Fit {
  /** What the request takes, without the answer. */
  requestTokens: number;
  /** What the request may take; undefined where the window is not known. */
  roomTokens: number | undefined;
  /** False only where the window is known and too small: unknown windows are the endpoint's to refuse. */
  fits: boolean;
}

/** Whether a request fits the model's window with room for an answer. */
export function checkFit({ sourceTokens, chatTokens, windowTokens }: FitInput): Fit {
  const requestTokens = sourceTokens.reduce(
    (sum, tokens) => sum + tokens + overheadTokens,
    chatTokens + overheadTokens,
  );
  if (windowTokens === undefined) return { requestTokens, roomTokens: undefined, fits: true };
  const roomTokens = windowTokens - Math.min(answerTokens, Math.floor(windowTokens * answerShare));
  return { requestTokens, roomTokens, fits: requestTokens <= roomTokens };
}

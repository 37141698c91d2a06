/** Why a model ended its answer. `length`: the answer is cut, not finished. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'other';

/** Token counts as the endpoint reports them; a field that it does not report is absent, which is not zero. */
export interface TokenUsage {
  promptTokens?: number;
  completionTokens?: number;
  cachedTokens?: number;
}

const added = (one: number | undefined, other: number | undefined) =>
  one === undefined ? other : one + (other ?? 0);

/** What two requests took together; a field that neither reports stays absent. */
export function addUsage(one: TokenUsage, other: TokenUsage): TokenUsage {
  const promptTokens = added(one.promptTokens, other.promptTokens);
  const completionTokens = added(one.completionTokens, other.completionTokens);
  const cachedTokens = added(one.cachedTokens, other.cachedTokens);
  return {
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
  };
}

/** How far a full read has come. */
export interface ReadingState {
  /** Passes that were read. */
  passes: number;
  readCharacters: number;
  totalCharacters: number;
  /** Time that the passes took so far, milliseconds. */
  spentMs: number;
  /** `parts`: the sources are being read; `notes`: notes are being condensed; `answer`: all is read. */
  stage: 'parts' | 'notes' | 'answer';
  /** The user has paused it; it goes on from here. */
  isPaused?: boolean;
}

/** What a protocol yields while an answer comes in, whatever the wire looks like. */
export type StreamPart =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  /** Work before the first word: weights being loaded, or the prompt being read (`done` and `total` in tokens or percent). */
  | { type: 'progress'; stage: 'loading' | 'reading'; done: number; total: number }
  /** Of an answer that takes many requests. */
  | { type: 'reading'; reading: ReadingState }
  | { type: 'usage'; usage: TokenUsage }
  | { type: 'finish'; reason: FinishReason };

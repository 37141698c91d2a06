/** Why a model ended its answer. `length`: the answer is cut, not finished. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'other';

/** Token counts as the endpoint reports them; a field that it does not report is absent, which is not zero. */
export interface TokenUsage {
  promptTokens?: number;
  completionTokens?: number;
  cachedTokens?: number;
}

/** What a protocol yields while an answer comes in, whatever the wire looks like. */
export type StreamPart =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  /** Work before the first word: weights being loaded, or the prompt being read (`done` and `total` in tokens or percent). */
  | { type: 'progress'; stage: 'loading' | 'reading'; done: number; total: number }
  | { type: 'usage'; usage: TokenUsage }
  | { type: 'finish'; reason: FinishReason };

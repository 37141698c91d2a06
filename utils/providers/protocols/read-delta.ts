import type { FinishReason, StreamPart, TokenUsage } from '../../messages/stream-part';
import type { WireReading } from './stream-over';

/** One chunk of a chat completion stream, as servers send it and not only as OpenAI documents it. */
export interface WireChunk {
  choices?: {
    delta?: {
      content?: string | null;
      reasoning_content?: string | null;
      reasoning?: string | null;
      refusal?: string | null;
    } | null;
    finish_reason?: string | null;
  }[];
  usage?: {
    prompt_tokens?: number;
    completion_tokens?: number;
    prompt_tokens_details?: { cached_tokens?: number } | null;
    cached_tokens?: number;
    prompt_cache_hit_tokens?: number;
  } | null;
}

const finishReasons = new Map<unknown, FinishReason>([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['end_turn', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content-filter'],
]);

/** A whole number of tokens, or undefined for what a server makes up. */
export const countOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;

function toUsage(wire: NonNullable<WireChunk['usage']>): TokenUsage {
  const prompt = countOf(wire.prompt_tokens);
  const completion = countOf(wire.completion_tokens);
  const cached = countOf(
    wire.prompt_tokens_details?.cached_tokens ?? wire.cached_tokens ?? wire.prompt_cache_hit_tokens,
  );
  return {
    ...(prompt === undefined ? {} : { promptTokens: prompt }),
    ...(completion === undefined ? {} : { completionTokens: completion }),
    ...(cached === undefined ? {} : { cachedTokens: cached }),
  };
}

/**
 * Pure reading of one chunk. Reasoning comes as `reasoning_content` (DeepSeek, Kimi, Qwen) or `reasoning` (OpenRouter, vLLM);
 * cached tokens in three spellings (OpenAI, Moonshot, DeepSeek). A refusal is the answer's text.
 */
export function readDelta(chunk: WireChunk): WireReading {
  const parts: StreamPart[] = [];
  // Servers send `null`, and numbers.
  if (typeof chunk !== 'object' || chunk === null) return { parts };
  const choice = chunk.choices?.[0];
  const reasoning = choice?.delta?.reasoning_content ?? choice?.delta?.reasoning;
  if (typeof reasoning === 'string' && reasoning) parts.push({ type: 'reasoning-delta', text: reasoning });
  const text = choice?.delta?.content ?? choice?.delta?.refusal;
  if (typeof text === 'string' && text) parts.push({ type: 'text-delta', text });
  if (chunk.usage) parts.push({ type: 'usage', usage: toUsage(chunk.usage) });
  const reason = choice?.finish_reason;
  return reason ? { parts, finish: finishReasons.get(reason) ?? 'other' } : { parts };
}

import type OpenAI from 'openai';
import type { FinishReason, StreamPart, TokenUsage } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, EndpointAddress, Protocol } from '../protocol';
import { scrub } from '../scrub';
import { openaiChat } from './openai-chat';
import { connect } from './openai-client';
import { toEndpointError } from './to-endpoint-error';
import { toRefusal } from './to-refusal';
import { withSilenceLimit } from './with-silence-limit';

interface WireError {
  code?: string | null;
  message?: string;
}

/** One event of the stream. What we do not know of (items, tools, annotations) is left alone. */
interface WireEvent extends WireError {
  type?: string;
  delta?: unknown;
  response?: {
    error?: WireError | null;
    incomplete_details?: { reason?: string } | null;
    usage?: {
      input_tokens?: number;
      output_tokens?: number;
      input_tokens_details?: { cached_tokens?: number } | null;
    } | null;
  };
}

const textEvents = new Set(['response.output_text.delta', 'response.refusal.delta']);
const reasoningEvents = new Set(['response.reasoning_summary_text.delta', 'response.reasoning_text.delta']);

const cutBy: Record<string, FinishReason> = {
  max_output_tokens: 'length',
  content_filter: 'content-filter',
};

/** The body, what may vary with the request last. Nothing is kept at the provider: the next request says all of it again. */
function toBody(request: AnswerRequest): OpenAI.Responses.ResponseCreateParamsStreaming {
  const { model, messages, cacheKey, extraBody } = request;
  const instructions = messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n\n');
  return {
    model,
    ...(instructions ? { instructions } : {}),
    input: messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }])),
    stream: true,
    store: false,
    ...(cacheKey ? { prompt_cache_key: cacheKey } : {}),
    ...extraBody,
  };
}

function toUsage({ usage }: NonNullable<WireEvent['response']>): TokenUsage | undefined {
  if (!usage) return undefined;
  const cached = usage.input_tokens_details?.cached_tokens;
  return {
    ...(usage.input_tokens === undefined ? {} : { promptTokens: usage.input_tokens }),
    ...(usage.output_tokens === undefined ? {} : { completionTokens: usage.output_tokens }),
    ...(cached === undefined ? {} : { cachedTokens: cached }),
  };
}

/** @throws AppError for a request that fails in the stream: its code may tell that the prompt is too long. */
function throwFailed({ code, message }: WireError, endpoint: EndpointAddress, model: string): never {
  const body = { code: code ?? '', message: message ?? '' };
  const refusal = toRefusal({ endpoint, model, status: undefined, body, now: Date.now() });
  throw new AppError(refusal.code, {
    ...refusal.facts,
    said: scrub(message ?? code ?? '', [endpoint.apiKey]),
  });
}

async function* streamAnswer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
  const { endpoint, model, silenceTimeoutMs } = request;
  const host = hostOf(endpoint.baseUrl);
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let hasBegun = false;
  let reason: FinishReason | undefined;
  try {
    signal.throwIfAborted();
    const { data, response } = await connect(endpoint, silenceTimeoutMs)
      .responses.create(toBody(request), { signal: controller.signal })
      .withResponse();
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('html')) throw new AppError('not-an-api', { host, status: response.status });
    const events = data as AsyncIterable<WireEvent>;
    for await (const event of withSilenceLimit(events, silenceTimeoutMs, () => controller.abort())) {
      const { type: kind = '', delta, response: told } = event;
      if (kind === 'error') throwFailed(event, endpoint, model);
      if (kind === 'response.failed') throwFailed(told?.error ?? {}, endpoint, model);
      const isText = textEvents.has(kind);
      if (typeof delta === 'string' && delta && (isText || reasoningEvents.has(kind))) {
        hasBegun = true;
        yield { type: isText ? 'text-delta' : 'reasoning-delta', text: delta };
      }
      if (kind !== 'response.completed' && kind !== 'response.incomplete') continue;
      const cut = told?.incomplete_details?.reason;
      reason = kind === 'response.completed' ? 'stop' : (cutBy[cut ?? ''] ?? 'other');
      const usage = told && toUsage(told);
      if (usage) yield { type: 'usage', usage };
    }
  } catch (error) {
    // The package wraps an abort in errors of its own.
    signal.throwIfAborted();
    const known = toEndpointError(error, endpoint, model, hasBegun, Date.now());
    throw known.facts.host ? known : new AppError(known.code, { ...known.facts, host }, known.cause);
  } finally {
    signal.removeEventListener('abort', abort);
    controller.abort();
  }
  signal.throwIfAborted();
  if (!reason) throw new AppError(hasBegun ? 'stream-broken' : 'not-an-api', { host });
  yield { type: 'finish', reason };
}

/** OpenAI responses, streamed, which alone some of OpenAI's models speak. */
export const openaiResponses: Protocol = { streamAnswer, listModels: openaiChat.listModels };

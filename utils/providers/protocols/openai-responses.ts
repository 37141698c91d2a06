import type OpenAI from 'openai';
import type { FinishReason, StreamPart, TokenUsage } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, EndpointAddress, Protocol } from '../protocol';
import { createAnswerLimit } from './limit-answer';
import { openaiChat } from './openai-chat';
import { connect } from './openai-client';
import { countOf } from './read-delta';
import { toEndpointError } from './to-endpoint-error';
import { toRefusal } from './to-refusal';
import { withSilenceLimit } from './with-silence-limit';

interface WireError {
  code?: unknown;
  message?: unknown;
}

/** One event of the stream, of which nothing is sure. What we do not know of (items, tools, annotations) is left alone. */
interface WireEvent extends WireError {
  type?: unknown;
  delta?: unknown;
  response?: {
    error?: WireError | null;
    incomplete_details?: { reason?: unknown } | null;
    usage?: {
      input_tokens?: unknown;
      output_tokens?: unknown;
      input_tokens_details?: { cached_tokens?: unknown } | null;
    } | null;
  } | null;
}

const textEvents = new Set<unknown>(['response.output_text.delta', 'response.refusal.delta']);
const reasoningEvents = new Set<unknown>([
  'response.reasoning_summary_text.delta',
  'response.reasoning_text.delta',
]);

const cutBy = new Map<unknown, FinishReason>([
  ['max_output_tokens', 'length'],
  ['content_filter', 'content-filter'],
]);

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
  const prompt = countOf(usage.input_tokens);
  const output = countOf(usage.output_tokens);
  const cached = countOf(usage.input_tokens_details?.cached_tokens);
  return {
    ...(prompt === undefined ? {} : { promptTokens: prompt }),
    ...(output === undefined ? {} : { completionTokens: output }),
    ...(cached === undefined ? {} : { cachedTokens: cached }),
  };
}

/** @throws AppError for a request that fails in the stream: its code may tell that the prompt is too long. */
function throwFailed({ code, message }: WireError, endpoint: EndpointAddress, model: string): never {
  throw toRefusal({ endpoint, model, status: undefined, body: { code, message }, now: Date.now() });
}

async function* streamAnswer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
  const { endpoint, model, silenceTimeoutMs } = request;
  const host = hostOf(endpoint.baseUrl);
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let hasBegun = false;
  let reason: FinishReason | undefined;
  const limited = createAnswerLimit(host);
  try {
    signal.throwIfAborted();
    const { data, response } = await connect(endpoint, silenceTimeoutMs)
      .responses.create(toBody(request), { signal: controller.signal })
      .withResponse();
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('html')) throw new AppError('not-an-api', { host, status: response.status });
    const events = data as AsyncIterable<WireEvent>;
    for await (const event of withSilenceLimit(events, silenceTimeoutMs, () => controller.abort())) {
      const { type: kind, delta, response: told } = event;
      if (kind === 'error') throwFailed(event, endpoint, model);
      if (kind === 'response.failed') throwFailed(told?.error ?? {}, endpoint, model);
      const isText = textEvents.has(kind);
      if (typeof delta === 'string' && delta && (isText || reasoningEvents.has(kind))) {
        hasBegun = true;
        yield limited({ type: isText ? 'text-delta' : 'reasoning-delta', text: delta });
      }
      if (kind !== 'response.completed' && kind !== 'response.incomplete') continue;
      const cut = told?.incomplete_details?.reason;
      reason = kind === 'response.completed' ? 'stop' : (cutBy.get(cut) ?? 'other');
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

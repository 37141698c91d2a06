import type OpenAI from 'openai';
import type { FinishReason, TokenUsage } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import type { AnswerRequest, EndpointAddress, Protocol } from '../protocol';
import { openaiChat } from './openai-chat';
import { connect } from './openai-client';
import { countOf } from './read-delta';
import { streamOver, type WireReading } from './stream-over';
import { toRefusal } from './to-refusal';

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

async function* send(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<WireEvent> {
  const { data, response } = await connect(request.endpoint, request.silenceTimeoutMs)
    .responses.create(toBody(request), { signal })
    .withResponse();
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('html')) throw new AppError('not-an-api', { status: response.status });
  yield* data as AsyncIterable<WireEvent>;
}

const createReader =
  ({ endpoint, model }: AnswerRequest) =>
  (event: WireEvent): WireReading => {
    const { type, delta, response: told } = event;
    if (type === 'error') throwFailed(event, endpoint, model);
    if (type === 'response.failed') throwFailed(told?.error ?? {}, endpoint, model);
    if (type === 'response.completed' || type === 'response.incomplete') {
      const usage = told && toUsage(told);
      const cut = told?.incomplete_details?.reason;
      return {
        parts: usage ? [{ type: 'usage', usage }] : [],
        finish: type === 'response.completed' ? 'stop' : (cutBy.get(cut) ?? 'other'),
      };
    }
    const isText = textEvents.has(type);
    if (typeof delta !== 'string' || !delta || !(isText || reasoningEvents.has(type))) return { parts: [] };
    return { parts: [{ type: isText ? 'text-delta' : 'reasoning-delta', text: delta }] };
  };

/** OpenAI responses, streamed, which alone some of OpenAI's models speak. */
export const openaiResponses: Protocol = {
  streamAnswer: streamOver({ send, createReader }),
  listModels: openaiChat.listModels,
};

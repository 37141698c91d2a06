import type OpenAI from 'openai';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import { presets } from '../presets';
import type { AnswerRequest, EndpointAddress, ModelInfo, Price, Protocol } from '../protocol';
import { scrub } from '../scrub';
import { askLocalServer, tokensOf } from './ask-local-server';
import { listedModels } from './listed-models';
import { connect } from './openai-client';
import { readDelta, type WireChunk } from './read-delta';
import { streamOver } from './stream-over';
import { toEndpointError } from './to-endpoint-error';

/** A model list that takes longer is no use to a person who waits for it. */
const listTimeoutMs = 20_000;

interface WholeCompletion {
  choices?: {
    message?: { content?: string; reasoning_content?: string; reasoning?: string };
    finish_reason?: string;
  }[];
  usage?: WireChunk['usage'];
  error?: { message?: string };
}

/** Some servers ignore `stream: true` and send the whole completion as JSON. */
async function* readWholeCompletion(
  response: Response,
  endpoint: EndpointAddress,
): AsyncGenerator<WireChunk> {
  // Not `json()`, which tells no more of a body that was too long than that it failed.
  let text = '';
  for await (const piece of response.body!.pipeThrough(
    new TextDecoderStream() as never,
  ) as ReadableStream<string>)
    text += piece;
  const whole = JSON.parse(text) as WholeCompletion;
  const choice = whole.choices?.[0];
  if (!choice?.message) {
    throw new AppError(whole.error ? 'server-failed' : 'not-an-api', {
      host: hostOf(endpoint.baseUrl),
      said: scrub(whole.error?.message, [endpoint.apiKey]),
    });
  }
  yield {
    choices: [{ delta: choice.message, finish_reason: choice.finish_reason ?? 'stop' }],
    usage: whole.usage ?? null,
  };
}

/**
 * The body, `messages` before all that may vary with the request: a next one that begins with the same messages begins with the
 * same bytes. A message with a cache mark is one text part, as providers of Anthropic's models want it.
 */
function toBody(request: AnswerRequest): OpenAI.ChatCompletionCreateParamsStreaming {
  const { model, messages, cacheKey, cacheMarks = [], extraBody } = request;
  const marked = messages.map((message, index) =>
    cacheMarks.includes(index)
      ? {
          role: message.role,
          content: [{ type: 'text', text: message.content, cache_control: { type: 'ephemeral' } }],
        }
      : message,
  );
  return {
    model,
    messages: marked as OpenAI.ChatCompletionMessageParam[],
    stream: true,
    stream_options: { include_usage: true },
    ...(cacheKey ? { prompt_cache_key: cacheKey } : {}),
    ...extraBody,
  };
}

async function* send(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<WireChunk> {
  const { endpoint, silenceTimeoutMs } = request;
  const { data, response } = await connect(endpoint, silenceTimeoutMs)
    .chat.completions.create(toBody(request), { signal })
    .withResponse();
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('html')) throw new AppError('not-an-api', { status: response.status });
  yield* type.includes('application/json')
    ? readWholeCompletion(response, endpoint)
    : (data as AsyncIterable<WireChunk>);
}

/** One entry of a model list, as servers send it: OpenRouter, vLLM and llama.cpp tell windows, OpenRouter prices a token in dollars. */
interface ListedModel {
  id: string;
  context_length?: unknown;
  max_model_len?: unknown;
  top_provider?: { context_length?: unknown } | null;
  meta?: { n_ctx?: unknown } | null;
  pricing?: { prompt?: string; completion?: string; input_cache_read?: string } | null;
}

function priceOf({ pricing }: ListedModel): Price | undefined {
  const million = (value: unknown) => {
    const amount = Number(value ?? Number.NaN) * 1e6;
    return Number.isFinite(amount) ? amount : Number.NaN;
  };
  const input = million(pricing?.prompt);
  const output = million(pricing?.completion);
  if (!(input >= 0) || !(output >= 0)) return undefined;
  const cachedInput = million(pricing?.input_cache_read);
  return { currency: 'USD', input, output, ...(cachedInput >= 0 ? { cachedInput } : {}) };
}

function toModelInfo(told: ListedModel): ModelInfo {
  const windowTokens =
    tokensOf(told.top_provider?.context_length) ??
    tokensOf(told.context_length) ??
    tokensOf(told.max_model_len) ??
    tokensOf(told.meta?.n_ctx);
  const price = priceOf(told);
  return { id: told.id, ...(windowTokens ? { windowTokens } : {}), ...(price ? { price } : {}) };
}

async function listModels(endpoint: EndpointAddress, signal: AbortSignal): Promise<ModelInfo[]> {
  const host = hostOf(endpoint.baseUrl);
  try {
    const { data, response } = await connect(endpoint, listTimeoutMs).models.list({ signal }).withResponse();
    if (!Array.isArray(data.data)) throw new AppError('not-an-api', { host, status: response.status });
    const listed = listedModels<ListedModel>(data.data);
    const models = listed.map(toModelInfo);
    // Providers tell or do not tell in their list; servers of one's own tell beside it.
    const isTold = models.some(({ windowTokens }) => windowTokens);
    const isOwn = listed.some((model) => model.meta?.n_ctx !== undefined);
    const isHosted = presets.some(({ needsKey, baseUrl }) => needsKey && hostOf(baseUrl) === host);
    return isHosted || (isTold && !isOwn) ? models : await askLocalServer(endpoint, models, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toEndpointError(error, endpoint, '', false, Date.now());
  }
}

/** OpenAI chat completions, streamed, as most providers and local servers speak it. */
export const openaiChat: Protocol = {
  streamAnswer: streamOver({ send, createReader: () => readDelta }),
  listModels,
};

import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ModelMessage } from '../../messages/model-message';
import type { FinishReason, StreamPart, TokenUsage } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, EndpointAddress, ModelInfo, Protocol } from '../protocol';
import { scrub } from '../scrub';
import { tokensOf } from './ask-local-server';
import { listedModels, mostModels } from './listed-models';
import { plainFetch } from './plain-fetch';
import { countOf } from './read-delta';
import { streamOver, type WireReading } from './stream-over';
import { type ErrorBody, toRefusal } from './to-refusal';

/** The version that every compatible server speaks; it dates the shapes and not the models. */
const version = '2023-06-01';
/** A model list that takes longer is no use to a person who waits for it. */
const listTimeoutMs = 20_000;
/** Pages of a model list; a server that always promises another one is left. */
const mostPages = 20;

/**
 * Tokens that a model writes at most, where its endpoint does not tell: a request must say how many it wants, and one that wants too
 * many is refused. As Anthropic's documentation gave them in November 2026; models that are not named take the last.
 */
const outputLimits: readonly { name: RegExp; tokens: number }[] = [
  { name: /^claude-(?:2|instant|3-(?:opus|sonnet|haiku))/, tokens: 4096 },
  { name: /^claude-3-5/, tokens: 8192 },
  { name: /^claude-opus-4-(?:0|1|2025)/, tokens: 32_000 },
  { name: /^/, tokens: 64_000 },
];

const outputLimit = (model: string): number =>
  outputLimits.find(({ name }) => name.test(model.toLowerCase().split('/').at(-1)!))!.tokens;

interface WireUsage {
  input_tokens?: unknown;
  output_tokens?: unknown;
  cache_read_input_tokens?: unknown;
  cache_creation_input_tokens?: unknown;
}

/** One event of the stream, of which nothing is sure. What we do not know of (tools, pings, signatures) is left alone. */
interface WireEvent {
  type?: unknown;
  message?: { usage?: WireUsage | null } | null;
  content_block?: { text?: unknown; thinking?: unknown } | null;
  delta?: { text?: unknown; thinking?: unknown; stop_reason?: unknown } | null;
  usage?: WireUsage | null;
  error?: { type?: unknown; message?: unknown } | null;
}

const finishReasons = new Map<unknown, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content-filter'],
]);

const addressOf = (endpoint: EndpointAddress, path: string): string =>
  `${endpoint.baseUrl.replace(/\/+$/, '')}${path}`;

const headersFor = ({ apiKey }: EndpointAddress): Record<string, string> => ({
  'anthropic-version': version,
  // The key is the user's own and stays in the extension's origin; the header says that no server of ours stands between.
  'anthropic-dangerous-direct-browser-access': 'true',
  ...(apiKey ? { 'x-api-key': apiKey } : {}),
});

/**
 * The body, the fixed parts before the last question: a next request that begins with the same messages begins with the same bytes.
 * Instructions have a field of their own; a message without a word is refused.
 */
function toBody(request: AnswerRequest): Record<string, unknown> {
  const { model, messages, cacheMarks = [], extraBody, mostOutputTokens, leftTokens } = request;
  const toBlock = (message: ModelMessage) => ({
    type: 'text',
    text: message.content,
    ...(cacheMarks.includes(messages.indexOf(message)) ? { cache_control: { type: 'ephemeral' } } : {}),
  });
  const said = messages.filter(({ content }) => content.trim() !== '');
  const system = said.filter(({ role }) => role === 'system');
  const turns = said.filter(({ role }) => role !== 'system');
  // A character greets first; the wire wants the user to.
  const opening: ModelMessage[] = turns[0]?.role === 'assistant' ? [{ role: 'user', content: '…' }] : [];
  const most = mostOutputTokens ?? outputLimit(model);
  return {
    model,
    ...(system.length > 0 ? { system: system.map(toBlock) } : {}),
    messages: [...opening, ...turns].map((message) => ({
      role: message.role,
      content: [toBlock(message)],
    })),
    stream: true,
    max_tokens: Math.max(1, Math.min(most, leftTokens ?? most)),
    ...extraBody,
  };
}

/** What a request took: the wire counts what was read from the cache or written to it apart. */
function toUsage(told: WireUsage): TokenUsage {
  const fresh = countOf(told.input_tokens);
  const output = countOf(told.output_tokens);
  const cached = countOf(told.cache_read_input_tokens);
  const written = countOf(told.cache_creation_input_tokens);
  return {
    ...(fresh === undefined ? {} : { promptTokens: fresh + (cached ?? 0) + (written ?? 0) }),
    ...(output === undefined ? {} : { completionTokens: output }),
    ...(cached === undefined ? {} : { cachedTokens: cached }),
  };
}

function partOf({ content_block, delta }: WireEvent): StreamPart[] {
  const { thinking, text } = content_block ?? delta ?? {};
  return [
    ...(typeof thinking === 'string' && thinking
      ? [{ type: 'reasoning-delta' as const, text: thinking }]
      : []),
    ...(typeof text === 'string' && text ? [{ type: 'text-delta' as const, text }] : []),
  ];
}

function createReader({ endpoint }: AnswerRequest): (event: WireEvent) => WireReading {
  let usage: WireUsage = {};
  let finish: FinishReason | undefined;
  return (event) => {
    if (event.type === 'error') {
      const said = scrub(event.error?.message ?? event.error?.type, [endpoint.apiKey]);
      throw new AppError('server-failed', { said });
    }
    const parts = partOf(event);
    const stopped = event.delta?.stop_reason;
    if (stopped) finish = finishReasons.get(stopped) ?? 'other';
    // The first event counts the prompt, a later one the answer.
    const counted = event.message?.usage ?? event.usage;
    if (counted) usage = { ...usage, ...counted };
    if (finish && (counted || stopped) && Object.keys(usage).length > 0)
      parts.push({ type: 'usage', usage: toUsage(usage) });
    return { parts, finish };
  };
}

/** @throws AppError what the server refuses with, see toRefusal. */
async function open(
  endpoint: EndpointAddress,
  path: string,
  init: RequestInit,
  model: string,
): Promise<Response> {
  const response = await plainFetch(addressOf(endpoint, path), {
    ...init,
    headers: { ...headersFor(endpoint), ...(init.body ? { 'Content-Type': 'application/json' } : {}) },
  });
  const host = hostOf(endpoint.baseUrl);
  if (!response.ok) {
    const text = await response.text();
    throw toRefusal({
      endpoint,
      model,
      status: response.status,
      headers: response.headers,
      body: (readJson(text) as { error?: ErrorBody } | undefined)?.error ?? {},
      now: Date.now(),
    });
  }
  if (/html/.test(response.headers.get('content-type') ?? ''))
    throw new AppError('not-an-api', { host, status: response.status });
  return response;
}

function readJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // A page or a sentence: there is nothing to read in it.
    return undefined;
  }
}

async function* send(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<WireEvent> {
  const { endpoint, model } = request;
  const init = { method: 'POST', body: JSON.stringify(toBody(request)), signal };
  const response = await open(endpoint, '/messages', init, model);
  const events = response
    .body!.pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events as unknown as AsyncIterable<{ data: string }>) {
    const event = readJson(data);
    if (!event) throw new SyntaxError('not an object');
    yield event as WireEvent;
  }
}

interface ModelPage {
  data?: unknown;
  has_more?: unknown;
  last_id?: unknown;
}

interface ListedModel {
  id: string;
  max_input_tokens?: unknown;
  max_tokens?: unknown;
}

async function listModels(endpoint: EndpointAddress, signal: AbortSignal): Promise<ModelInfo[]> {
  const host = hostOf(endpoint.baseUrl);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(listTimeoutMs)]);
  const models: ModelInfo[] = [];
  let after = '';
  try {
    for (let page = 0; page < mostPages; page++) {
      const query = `?limit=1000${after ? `&after_id=${encodeURIComponent(after)}` : ''}`;
      const response = await open(endpoint, `/models${query}`, { signal: limited }, '');
      const told = readJson(await response.text()) as ModelPage | undefined;
      if (!Array.isArray(told?.data)) throw new AppError('not-an-api', { host, status: response.status });
      for (const { id, max_input_tokens, max_tokens } of listedModels<ListedModel>(told.data)) {
        const windowTokens = tokensOf(max_input_tokens);
        const mostOutputTokens = tokensOf(max_tokens);
        models.push({
          id,
          ...(windowTokens ? { windowTokens } : {}),
          ...(mostOutputTokens ? { mostOutputTokens } : {}),
        });
      }
      if (told.has_more !== true || typeof told.last_id !== 'string' || models.length >= mostModels) break;
      after = told.last_id;
    }
    return models;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw new AppError(limited.aborted ? 'stream-silent' : 'network', { host }, error);
  }
}

/**
 * Anthropic's messages, streamed. Spoken without Anthropic's own package, which brings a tracing library and webhooks along; the only
 * door to `eventsource-parser`.
 */
export const anthropicMessages: Protocol = { streamAnswer: streamOver({ send, createReader }), listModels };

import OpenAI from 'openai';
import type { FinishReason, StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, EndpointAddress, ModelInfo, Protocol } from '../protocol';
import { scrub } from '../scrub';
import { readDelta, type WireChunk } from './read-delta';
import { toEndpointError } from './to-endpoint-error';
import { withSilenceLimit } from './with-silence-limit';

/** A model list that takes longer is no use to a person who waits for it. */
const listTimeoutMs = 20_000;

/**
 * Nothing of the user's goes along (cookies, referrer), and nothing follows a redirect: the key belongs to this address only.
 * The package's `x-stainless-*` headers tell the user's system and are refused by some servers' CORS rules.
 */
const plainFetch: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
  // Without a key the package still sends a header; servers that want none may refuse an empty one.
  if (/^Bearer\s*(?:none)?$/.test(headers.get('authorization') ?? '')) headers.delete('authorization');
  return fetch(input, {
    ...init,
    headers,
    redirect: 'error',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
};

function connect(endpoint: EndpointAddress, timeoutMs: number): OpenAI {
  return new OpenAI({
    baseURL: endpoint.baseUrl.replace(/\/+$/, ''),
    apiKey: endpoint.apiKey || 'none',
    // The key is the user's own and stays in the extension's origin; the package's warning is about keys in web pages.
    dangerouslyAllowBrowser: true,
    // Retries belong to the turn, which shows them.
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: plainFetch,
  });
}

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
  const whole = (await response.json()) as WholeCompletion;
  const choice = whole.choices?.[0];
  if (!choice?.message) {
    throw new AppError(whole.error ? 'server-failed' : 'not-an-api', {
      host: hostOf(endpoint.baseUrl),
      said: scrub(whole.error?.message ?? '', [endpoint.apiKey]),
    });
  }
  yield {
    choices: [{ delta: choice.message, finish_reason: choice.finish_reason ?? 'stop' }],
    usage: whole.usage ?? null,
  };
}

async function* streamAnswer(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<StreamPart> {
  const { endpoint, model, silenceTimeoutMs } = request;
  const host = hostOf(endpoint.baseUrl);
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let hasBegun = false;
  let finish: FinishReason | undefined;
  try {
    signal.throwIfAborted();
    const { data, response } = await connect(endpoint, silenceTimeoutMs)
      .chat.completions.create(
        { model, messages: request.messages, stream: true, stream_options: { include_usage: true } },
        { signal: controller.signal },
      )
      .withResponse();
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('html')) throw new AppError('not-an-api', { host, status: response.status });
    const chunks = type.includes('application/json')
      ? readWholeCompletion(response, endpoint)
      : (data as AsyncIterable<WireChunk>);
    for await (const chunk of withSilenceLimit(chunks, silenceTimeoutMs, () => controller.abort())) {
      const reading = readDelta(chunk);
      finish = reading.finish ?? finish;
      for (const part of reading.parts) {
        hasBegun = true;
        yield part;
      }
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
  // The package ends without a word on an abort and on a stream that was cut: both are told apart here.
  signal.throwIfAborted();
  if (!finish) throw new AppError(hasBegun ? 'stream-broken' : 'not-an-api', { host });
  yield { type: 'finish', reason: finish };
}

async function listModels(endpoint: EndpointAddress, signal: AbortSignal): Promise<ModelInfo[]> {
  const host = hostOf(endpoint.baseUrl);
  try {
    const { data, response } = await connect(endpoint, listTimeoutMs).models.list({ signal }).withResponse();
    if (!Array.isArray(data.data)) throw new AppError('not-an-api', { host, status: response.status });
    return data.data.map((model) => {
      const told = model as {
        id: string;
        context_length?: unknown;
        max_model_len?: unknown;
        meta?: { n_ctx?: unknown };
      };
      const windowTokens = [told.context_length, told.max_model_len, told.meta?.n_ctx].find(
        (value) => typeof value === 'number',
      );
      return { id: told.id, ...(typeof windowTokens === 'number' ? { windowTokens } : {}) };
    });
  } catch (error) {
    signal.throwIfAborted();
    throw toEndpointError(error, endpoint, '', false, Date.now());
  }
}

/** OpenAI chat completions, streamed, as most providers and local servers speak it. The only door to the `openai` package. */
export const openaiChat: Protocol = { streamAnswer, listModels };

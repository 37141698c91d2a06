import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { AppError, type ErrorFacts } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import { parseRetryAfter } from '../parse-retry-after';
import type { EndpointAddress } from '../protocol';
import { scrub } from '../scrub';
import { readContextError } from './context-error';

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/;

interface ErrorBody {
  message?: unknown;
  code?: unknown;
  type?: unknown;
  n_prompt_tokens?: unknown;
  n_ctx?: unknown;
  /** OpenRouter: what the provider behind it said, word for word. */
  metadata?: { raw?: unknown } | null;
}

/** What the server said is wrong: an object, or a sentence alone. Gemini sends it in a list. */
function bodyOf(error: APIError): ErrorBody | string {
  const body = error.error as ErrorBody | string | { error?: ErrorBody }[] | undefined;
  return (Array.isArray(body) ? body[0]?.error : body) ?? {};
}

/** The provider's own words; an HTML page's source is none (DashScope begins with its status as `<400>`). */
function wordsOf(error: APIError, body: ErrorBody | string, secrets: string[]): string {
  const raw = typeof body === 'object' ? body.metadata?.raw : undefined;
  const message = typeof body === 'string' ? body : (body.message ?? error.message);
  const words = typeof raw === 'string' && raw ? `${message}: ${raw}` : String(message);
  return /^\s*(?:\d{3}\s+)?<[!/a-z]/i.test(words) ? '' : scrub(words, secrets);
}

/**
 * What the `openai` package threw, as our own error. Decided by status, code and shape; a sentence is looked at for the one thing
 * that most providers have no code for, see readContextError.
 * @param hasBegun whether a part had already arrived: a network error then is a broken stream.
 */
export function toEndpointError(
  error: unknown,
  endpoint: EndpointAddress,
  model: string,
  hasBegun: boolean,
  now: number,
): AppError {
  if (error instanceof AppError) return error;
  const host = hostOf(endpoint.baseUrl);
  if (error instanceof APIConnectionTimeoutError) return new AppError('stream-silent', { host }, error);
  if (error instanceof APIConnectionError)
    return new AppError(hasBegun ? 'stream-broken' : 'network', { host }, error);
  if (!(error instanceof APIError)) {
    // A broken piece of JSON (SyntaxError) or a connection that died under the stream (TypeError).
    const isStream = error instanceof SyntaxError || error instanceof TypeError;
    if (isStream)
      return new AppError(
        hasBegun || error instanceof SyntaxError ? 'stream-broken' : 'network',
        { host },
        error,
      );
    return new AppError('unexpected', { host, said: scrub(String(error), [endpoint.apiKey]) }, error);
  }
  const told = bodyOf(error);
  const said = wordsOf(error, told, [endpoint.apiKey]);
  const status = error.status;
  const facts: ErrorFacts = { host, ...(said ? { said } : {}), ...(status ? { status } : {}) };
  const body: ErrorBody = typeof told === 'object' ? told : {};
  const tooLong = readContextError({
    status,
    codes: [body.code, body.type].map((code) => String(code ?? '')),
    said,
    promptTokens: body.n_prompt_tokens,
    windowTokens: body.n_ctx,
  });
  if (tooLong) return new AppError('context-too-long', { ...facts, model, ...tooLong }, error);
  const isHtml = error.headers?.get('content-type')?.includes('html') ?? false;
  switch (status) {
    case 401:
      return new AppError(endpoint.apiKey ? 'key-rejected' : 'key-missing', facts, error);
    case 403:
      if (!endpoint.apiKey && loopback.test(host)) return new AppError('origin-refused', facts, error);
      return new AppError(endpoint.apiKey ? 'key-rejected' : 'key-missing', facts, error);
    case 404:
      return new AppError(isHtml ? 'not-an-api' : 'model-not-found', { ...facts, model }, error);
    case 408:
    case 504:
      return new AppError('server-failed', facts, error);
    case 429: {
      const retryAfterMs = error.headers ? parseRetryAfter(error.headers, now) : undefined;
      return new AppError(
        'rate-limited',
        { ...facts, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
        error,
      );
    }
    case undefined:
      return new AppError('server-failed', facts, error);
    default:
      return new AppError(status >= 500 ? 'server-failed' : 'request-rejected', facts, error);
  }
}

import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { AppError, type ErrorFacts } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import { parseRetryAfter } from '../parse-retry-after';
import type { EndpointAddress } from '../protocol';
import { scrub } from '../scrub';

const tooLongCodes = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'string_above_max_length',
]);
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/;

interface ErrorBody {
  message?: unknown;
  code?: unknown;
  type?: unknown;
  n_prompt_tokens?: unknown;
  n_ctx?: unknown;
}

/** The provider's own words; an HTML page's source is none. */
function wordsOf(error: APIError, secrets: string[]): string {
  const body = error.error as ErrorBody | string | undefined;
  const words =
    typeof body === 'string' ? body : typeof body?.message === 'string' ? body.message : error.message;
  return /^\s*(?:\d{3}\s+)?</.test(words) ? '' : scrub(words, secrets);
}

/**
 * What the `openai` package threw, as our own error. Decided by status, code and shape; never by the wording of a message.
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
  const said = wordsOf(error, [endpoint.apiKey]);
  const status = error.status;
  const facts: ErrorFacts = { host, ...(said ? { said } : {}), ...(status ? { status } : {}) };
  const body = (typeof error.error === 'object' ? error.error : {}) as ErrorBody;
  const code = String(body?.code ?? body?.type ?? error.code ?? '');
  if (tooLongCodes.has(code) || tooLongCodes.has(String(body?.type ?? ''))) {
    return new AppError(
      'context-too-long',
      { ...facts, tokenCount: numberOf(body.n_prompt_tokens), windowTokens: numberOf(body.n_ctx) },
      error,
    );
  }
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

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

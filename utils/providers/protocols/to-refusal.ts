import { AppError, type ErrorFacts } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import { parseRetryAfter } from '../parse-retry-after';
import type { EndpointAddress } from '../protocol';
import { scrub } from '../scrub';
import { readContextError } from './context-error';

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/;

/** What a server says is wrong. */
export interface ErrorBody {
  message?: unknown;
  code?: unknown;
  type?: unknown;
  n_prompt_tokens?: unknown;
  n_ctx?: unknown;
  /** OpenRouter: what the provider behind it said, word for word. */
  metadata?: { raw?: unknown } | null;
}

interface RefusedRequest {
  endpoint: EndpointAddress;
  model: string;
  /** Absent for an error that came in a stream. */
  status: number | undefined;
  headers?: Headers | undefined;
  /** An object, or a sentence alone. */
  body: ErrorBody | string;
  /** What is said in the place of a sentence that is missing; empty by default. */
  message?: string;
  /** Milliseconds since 1970. */
  now: number;
  cause?: unknown;
}

/** The provider's own words; an HTML page's source is none (DashScope begins with its status as `<400>`). */
function wordsOf({ body, message = '', endpoint }: RefusedRequest): string {
  const raw = typeof body === 'object' ? body.metadata?.raw : undefined;
  const told = typeof body === 'string' ? body : (body.message ?? message);
  const words = typeof raw === 'string' && raw ? `${told}: ${raw}` : String(told);
  return /^\s*(?:\d{3}\s+)?<[!/a-z]/i.test(words) ? '' : scrub(words, [endpoint.apiKey]);
}

/**
 * What a server's refusal means. Decided by status, code and shape; a sentence is looked at for the one thing that most providers have
 * no code for, see readContextError.
 */
export function toRefusal(refused: RefusedRequest): AppError {
  const { endpoint, model, status, headers, now, cause } = refused;
  const host = hostOf(endpoint.baseUrl);
  const said = wordsOf(refused);
  const facts: ErrorFacts = { host, ...(said ? { said } : {}), ...(status ? { status } : {}) };
  const body: ErrorBody = typeof refused.body === 'object' ? refused.body : {};
  const tooLong = readContextError({
    status,
    codes: [body.code, body.type].map((code) => String(code ?? '')),
    said,
    promptTokens: body.n_prompt_tokens,
    windowTokens: body.n_ctx,
  });
  if (tooLong) return new AppError('context-too-long', { ...facts, model, ...tooLong }, cause);
  const isHtml = headers?.get('content-type')?.includes('html') ?? false;
  switch (status) {
    case 401:
      return new AppError(endpoint.apiKey ? 'key-rejected' : 'key-missing', facts, cause);
    case 403:
      if (!endpoint.apiKey && loopback.test(host)) return new AppError('origin-refused', facts, cause);
      return new AppError(endpoint.apiKey ? 'key-rejected' : 'key-missing', facts, cause);
    case 404:
      return new AppError(isHtml ? 'not-an-api' : 'model-not-found', { ...facts, model }, cause);
    case 408:
    case 504:
      return new AppError('server-failed', facts, cause);
    case 429: {
      const retryAfterMs = headers ? parseRetryAfter(headers, now) : undefined;
      return new AppError(
        'rate-limited',
        { ...facts, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
        cause,
      );
    }
    case undefined:
      return new AppError('server-failed', facts, cause);
    default:
      return new AppError(status >= 500 ? 'server-failed' : 'request-rejected', facts, cause);
  }
}

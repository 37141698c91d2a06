import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { EndpointAddress } from '../protocol';
import { scrub } from '../scrub';
import { type ErrorBody, toRefusal } from './to-refusal';

/** What the server said is wrong: an object, or a sentence alone. Gemini sends it in a list. */
function bodyOf(error: APIError): ErrorBody | string {
  const body = error.error as ErrorBody | string | { error?: ErrorBody }[] | undefined;
  return (Array.isArray(body) ? body[0]?.error : body) ?? {};
}

/**
 * What the `openai` package threw, as our own error.
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
  return toRefusal({
    endpoint,
    model,
    status: error.status,
    headers: error.headers,
    body: bodyOf(error),
    message: error.message,
    now,
    cause: error,
  });
}

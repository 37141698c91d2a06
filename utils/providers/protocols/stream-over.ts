import type { FinishReason, StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, Protocol } from '../protocol';
import { createAnswerLimit } from './limit-answer';
import { toEndpointError } from './to-endpoint-error';
import { withSilenceLimit } from './with-silence-limit';

/** What one piece off a wire says. */
export interface WireReading {
  parts: StreamPart[];
  /** Set by the piece that ends the answer; the last one counts. */
  finish?: FinishReason | undefined;
}

/** What is a wire format's own: its request, and how its pieces are read. */
export interface Wire<Piece> {
  /** Sends the request and gives the answer's pieces as they come. @throws AppError what the server refuses with. */
  send(request: AnswerRequest, signal: AbortSignal): AsyncIterable<Piece>;
  /** A reader of one answer's pieces. @throws AppError (the reader) for an error that comes in the stream. */
  createReader(request: AnswerRequest): (piece: Piece) => WireReading;
}

/** A protocol's `streamAnswer` over a wire: abort, silence, limits, errors and the end are the same on all of them. */
export const streamOver = <Piece>({ send, createReader }: Wire<Piece>): Protocol['streamAnswer'] =>
  async function* streamAnswer(request, signal) {
    const { endpoint, model, silenceTimeoutMs } = request;
    const host = hostOf(endpoint.baseUrl);
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const read = createReader(request);
    const limited = createAnswerLimit(host);
    let hasBegun = false;
    let finish: FinishReason | undefined;
    try {
      signal.throwIfAborted();
      const pieces = send(request, controller.signal);
      for await (const piece of withSilenceLimit(pieces, silenceTimeoutMs, () => controller.abort())) {
        const reading = read(piece);
        finish = reading.finish ?? finish;
        for (const part of reading.parts) {
          hasBegun = true;
          yield limited(part);
        }
      }
    } catch (error) {
      // Packages wrap an abort in errors of their own.
      signal.throwIfAborted();
      const known = toEndpointError(error, endpoint, model, hasBegun, Date.now());
      throw known.facts.host ? known : new AppError(known.code, { ...known.facts, host }, known.cause);
    } finally {
      signal.removeEventListener('abort', abort);
      controller.abort();
    }
    // An abort and a stream that was cut can end without a word: both are told apart here.
    signal.throwIfAborted();
    if (!finish) throw new AppError(hasBegun ? 'stream-broken' : 'not-an-api', { host });
    yield { type: 'finish', reason: finish };
  };

import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';

/** Of a stream, one event or line: a delta has some hundred bytes, a whole answer in one piece a few megabytes. */
const mostEventBytes = 8 * 1024 * 1024;
/** Of a body that is no stream: OpenRouter's list of all models has about one megabyte. */
const mostWholeBytes = 32 * 1024 * 1024;
/** Of a stream in all: a million tokens, each in an event of its own, have about 300 MB. */
const mostStreamBytes = 512 * 1024 * 1024;
/** Of what a server says when it refuses: the rest is left unread. */
const mostRefusalBytes = 64 * 1024;
/** The longest answers of slow machines take hours, none of them a day. */
const longestMs = 12 * 60 * 60_000;

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Measures the longest event so far.
 * @param endsWithEmptyLine whether an event is more than a line.
 */
function createEventMeter(endsWithEmptyLine: boolean): (chunk: Uint8Array) => number {
  let longest = 0;
  let open = 0;
  let isLineEmpty = true;
  return (chunk) => {
    for (const byte of chunk) {
      open++;
      if (byte === lineFeed) {
        if (!endsWithEmptyLine || isLineEmpty) {
          longest = Math.max(longest, open);
          open = 0;
        }
        isLineEmpty = true;
      } else if (byte !== carriageReturn) isLineEmpty = false;
    }
    return Math.max(longest, open);
  };
}

/**
 * The same response with a body that ends: a server that sends without an end must take neither memory nor time without an end. A
 * refusal is cut where it is too long, so that its status is told; everything else fails.
 * @returns a response whose body fails with AppError `answer-over-limit`.
 */
export function limitBody(response: Response, url: string): Response {
  if (!response.body) return response;
  const type = response.headers.get('content-type') ?? '';
  const isStream = /event-stream|ndjson/.test(type);
  const meter = createEventMeter(type.includes('event-stream'));
  const host = hostOf(url);
  const begun = performance.now();
  let length = 0;
  const limit = (chunk: Uint8Array): 'bytes' | 'seconds' | undefined => {
    length += chunk.length;
    if (performance.now() - begun > longestMs) return 'seconds';
    const isOver = isStream
      ? length > mostStreamBytes || meter(chunk) > mostEventBytes
      : length > mostWholeBytes;
    return isOver ? 'bytes' : undefined;
  };
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const over = limit(chunk);
        if (response.ok && over) controller.error(new AppError('answer-over-limit', { host, limit: over }));
        else if (response.ok || length <= mostRefusalBytes) controller.enqueue(chunk);
        else {
          controller.enqueue(chunk.subarray(0, chunk.length - (length - mostRefusalBytes)));
          controller.terminate();
        }
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

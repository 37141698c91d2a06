import type { StreamPart } from '../../messages/stream-part';
import { AppError } from '../../shared/app-error';
import { hostOf } from '../../shared/host-of';
import type { AnswerRequest, Protocol } from '../protocol';
import { scrub } from '../scrub';
import { openaiChat } from './openai-chat';
import { plainFetch } from './plain-fetch';
import { countOf } from './read-delta';
import { streamOver, type WireReading } from './stream-over';

/** Another window makes the server load the model anew, so windows come in few sizes. */
const windowSteps = [4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576];

/** The smallest step that holds a request. */
export const windowStep = (neededTokens: number): number =>
  windowSteps.find((step) => step >= neededTokens) ?? neededTokens;

/** As the server sends it: nothing of it is sure. */
interface Line {
  message?: { content?: unknown; thinking?: unknown } | null;
  done?: unknown;
  done_reason?: unknown;
  prompt_eval_count?: unknown;
  eval_count?: unknown;
  error?: unknown;
}

function parseLine(text: string): Line {
  const line: unknown = JSON.parse(text);
  if (typeof line !== 'object' || line === null) throw new SyntaxError('not an object');
  return line;
}

/** A body of one JSON object a line. */
async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  let rest = '';
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>,
  )) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.trim()) yield parseLine(line);
  }
  if (rest.trim()) yield parseLine(rest);
}

const createReader =
  ({ endpoint }: AnswerRequest) =>
  (line: Line): WireReading => {
    if (line.error) throw new AppError('server-failed', { said: scrub(line.error, [endpoint.apiKey]) });
    const parts: StreamPart[] = [];
    const { thinking, content } = line.message ?? {};
    if (typeof thinking === 'string' && thinking) parts.push({ type: 'reasoning-delta', text: thinking });
    if (typeof content === 'string' && content) parts.push({ type: 'text-delta', text: content });
    if (!line.done) return { parts };
    const promptTokens = countOf(line.prompt_eval_count);
    const completionTokens = countOf(line.eval_count);
    parts.push({
      type: 'usage',
      usage: {
        ...(promptTokens === undefined ? {} : { promptTokens }),
        ...(completionTokens === undefined ? {} : { completionTokens }),
      },
    });
    return { parts, finish: line.done_reason === 'length' ? 'length' : 'stop' };
  };

/** What a refusal means, by its status: the server's body holds one sentence and no code. */
async function refusalOf(response: Response, request: AnswerRequest): Promise<AppError> {
  const host = hostOf(request.endpoint.baseUrl);
  const told = (await response.json().catch(() => undefined)) as Line | null | undefined;
  const facts = { host, status: response.status, said: scrub(told?.error, [request.endpoint.apiKey]) };
  switch (response.status) {
    // `truncate: false`: the one thing that it refuses of a request that the list of models has led to.
    case 400:
      return new AppError('context-too-long', { ...facts, model: request.model });
    case 401:
      return new AppError(request.endpoint.apiKey ? 'key-rejected' : 'key-missing', facts);
    case 403:
      return new AppError('origin-refused', facts);
    case 404:
      return new AppError('model-not-found', { ...facts, model: request.model });
    case 429:
      return new AppError('rate-limited', facts);
    default:
      return new AppError(response.status >= 500 ? 'server-failed' : 'request-rejected', facts);
  }
}

async function* send(request: AnswerRequest, signal: AbortSignal): AsyncGenerator<Line> {
  const { endpoint, model, messages, neededWindowTokens } = request;
  const response = await plainFetch(new URL('/api/chat', endpoint.baseUrl), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {}),
    },
    body: JSON.stringify({
      model,
      messages,
      stream: true,
      // An error, and not the oldest messages dropped without a word.
      truncate: false,
      shift: false,
      options: {
        ...(neededWindowTokens ? { num_ctx: windowStep(neededWindowTokens) } : {}),
      },
    }),
    signal,
  });
  if (!response.ok) throw await refusalOf(response, request);
  if (!response.body) throw new AppError('not-an-api');
  yield* readLines(response.body);
}

/** Ollama's own chat, which alone lets a request ask for its window; models are listed as by its OpenAI-compatible address. */
export const ollamaChat: Protocol = {
  streamAnswer: streamOver({ send, createReader }),
  listModels: openaiChat.listModels,
};

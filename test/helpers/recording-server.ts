import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a stream goes wrong. */
export type Fault =
  | 'html'
  | 'json-not-sse'
  | 'cut'
  | 'never'
  | 'no-headers'
  | 'stall'
  | 'broken-json'
  | 'no-finish'
  | 'error-in-stream'
  | 'redirect';

export interface Reply {
  text?: string;
  reasoning?: string;
  /** The deltas of the thoughts themselves, instead of `reasoning` cut evenly. */
  reasoningDeltas?: readonly string[];
  reasoningField?: 'reasoning_content' | 'reasoning';
  /** Tools that the model wants to be used, though none was offered: names and arguments. By chat completions only. */
  toolCalls?: readonly { name: string; arguments: string }[];
  /** The deltas themselves, instead of `text` cut evenly. */
  deltas?: readonly string[];
  /** Characters (code points) of each delta. */
  deltaSize?: number;
  /** Deltas a second; 0 sends all at once. */
  rate?: number;
  finishReason?: string;
  usage?: Record<string, unknown>;
  /** An HTTP error instead of a stream. */
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  fault?: Fault;
  /** Deltas sent before a `cut`, `stall`, `broken-json` or `error-in-stream`. */
  faultAfter?: number;
  /** Holds the rest back after so many deltas, until it may go on; a fault at that place comes then. */
  hold?: { after: number; until: Promise<unknown> };
  /** Waits before each delta, told of all text that was sent before. */
  pace?: (sent: string) => Promise<unknown>;
  /** Each write ends inside a multi-byte character. */
  splitsCharacters?: boolean;
  /** Line ends of the stream. */
  lineEnd?: '\n' | '\r\n';
  /** Waits before the first byte. */
  delayMs?: number;
}

/** The same reply as another wire format carries it: one event for each piece of it. */
interface Wire {
  begin: (usage: Usage) => object[];
  text: (piece: string) => object;
  reasoning: (field: string, piece: string) => object;
  end: (reason: string, usage: Usage) => (object | string)[];
  error: object;
  broken: string;
}

type Usage = Record<string, unknown> & {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number };
};

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'x',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
});

const openaiWire: Wire = {
  begin: () => [chunk({ role: 'assistant', content: '' })],
  text: (content) => chunk({ content }),
  reasoning: (field, piece) => chunk({ [field]: piece }),
  end: (reason, usage) => [
    chunk({}, reason),
    { id: 'x', object: 'chat.completion.chunk', choices: [], usage },
    '[DONE]',
  ],
  error: { error: { message: 'The model crashed.', code: 'internal_error' } },
  broken: '{"choices":[{"delta":{"content":"bro',
};

/** Shapes as Anthropic documents them, with the events that carry nothing for us. */
const anthropicWire: Wire = {
  begin: ({ prompt_tokens: all, prompt_tokens_details: details }) => {
    const cached = details?.cached_tokens ?? 0;
    const told =
      all === undefined
        ? {}
        : { input_tokens: all - cached, cache_read_input_tokens: cached, cache_creation_input_tokens: 0 };
    const message = { id: 'x', type: 'message', role: 'assistant', content: [], stop_reason: null };
    return [
      { type: 'message_start', message: { ...message, usage: { ...told, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'ping' },
    ];
  },
  text: (text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  reasoning: (_, thinking) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking },
  }),
  end: (reason, { completion_tokens: output }) => [
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: { stop: 'end_turn', length: 'max_tokens' }[reason] ?? reason },
      usage: { output_tokens: output },
    },
    { type: 'message_stop' },
  ],
  error: { type: 'error', error: { type: 'overloaded_error', message: 'The model crashed.' } },
  broken: '{"type":"content_block_delta","delta":{"text":"bro',
};

/** Shapes as OpenAI documents them, with some of the events that carry nothing for us. */
const responsesWire: Wire = {
  begin: () => [
    { type: 'response.created', response: { id: 'x', status: 'in_progress', error: null, usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: { type: 'message', content: [] } },
  ],
  text: (delta) => ({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta }),
  reasoning: (_, delta) => ({ type: 'response.reasoning_summary_text.delta', output_index: 0, delta }),
  end: (reason, { prompt_tokens, completion_tokens, prompt_tokens_details }) => [
    { type: 'response.output_text.done', output_index: 0, text: 'all of it once more' },
    {
      type: reason === 'stop' ? 'response.completed' : 'response.incomplete',
      response: {
        id: 'x',
        error: null,
        incomplete_details: reason === 'stop' ? null : { reason },
        usage: {
          input_tokens: prompt_tokens,
          output_tokens: completion_tokens,
          input_tokens_details: prompt_tokens_details,
        },
      },
    },
  ],
  error: {
    type: 'response.failed',
    response: { error: { code: 'server_error', message: 'The model crashed.' } },
  },
  broken: '{"type":"response.output_text.delta","delta":"bro',
};

export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** The body, byte for byte. */
  body: Buffer;
  /** Milliseconds since 1970, with fractions. */
  firstByteAt: number;
  endedAt: number;
  /** Whether the client went away before the reply was over. */
  wasAborted: boolean;
}

export interface SentDelta {
  text: string;
  /** Milliseconds since 1970, with fractions. */
  sentAt: number;
}

const now = () => performance.timeOrigin + performance.now();

/**
 * An OpenAI-compatible server on this machine that records every request and replies by script. A test's tool: the product
 * knows nothing of it.
 */
export class RecordingServer {
  readonly requests: RecordedRequest[] = [];
  readonly deltas: SentDelta[] = [];
  models: { id: string; [key: string]: unknown }[] = [{ id: 'test-model' }];
  defaultReply: Reply = { text: 'Hello from the test server.' };
  /** What it serves as JSON beside its API, by path: what local servers tell of themselves. */
  readonly told = new Map<string, unknown>();
  /** Whether browsers may call it from any origin. */
  isOpen = true;
  readonly #queue: (Reply | ((body: string) => Reply))[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #listeners: (() => void)[] = [];

  constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** Chat requests only. */
  get chats(): RecordedRequest[] {
    return this.requests.filter(
      (request) =>
        /^\/(?:v1\/chat\/completions|v1\/messages|v1\/responses|api\/chat)$/.test(request.path) &&
        request.method === 'POST',
    );
  }

  /** The messages of the newest chat request. */
  get lastMessages(): { role: string; content: string }[] {
    const last = this.chats.at(-1);
    if (!last) throw new Error('no chat request was recorded');
    return JSON.parse(last.body.toString('utf8')).messages;
  }

  /** Replies for the next requests, in order; the default serves the rest. */
  reply(...replies: Reply[]): void {
    this.#queue.push(...replies);
  }

  /** A reply that waits after so many deltas, until it may go on. @returns what lets it go on. */
  replyInTwo(reply: Reply, after: number): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.reply({ ...reply, hold: { after, until: promise } });
    return resolve;
  }

  /** A reply that is made of the request's body. */
  replyWith(make: (body: string) => Reply): void {
    this.#queue.push(make);
  }

  #nextReply(body: Buffer): Reply {
    const next = this.#queue.shift() ?? this.defaultReply;
    return typeof next === 'function' ? next(body.toString('utf8')) : next;
  }

  /** Forgets what was recorded and what was still to be replied. */
  clear(): void {
    this.requests.length = 0;
    this.deltas.length = 0;
    this.#queue.length = 0;
  }

  /** Resolves when as many chat requests have come in. */
  async untilChats(count: number): Promise<void> {
    while (this.chats.length < count) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    let firstByteAt = now();
    for await (const chunk of request) {
      if (chunks.length === 0) firstByteAt = now();
      chunks.push(chunk as Buffer);
    }
    const path = request.url ?? '';
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      path,
      headers: request.headers,
      body: Buffer.concat(chunks),
      firstByteAt,
      endedAt: now(),
      wasAborted: false,
    };
    if (this.isOpen) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader(
        'Access-Control-Allow-Headers',
        request.headers['access-control-request-headers'] ?? '*',
      );
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      response.setHeader('Access-Control-Max-Age', '600');
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    this.requests.push(recorded);
    response.on('close', () => {
      recorded.wasAborted = !response.writableFinished;
    });
    for (const listener of this.#listeners.splice(0)) listener();
    if (path.split('?')[0] === '/v1/models')
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ object: 'list', data: this.models }));
    else if (path === '/v1/chat/completions')
      await this.#answer(this.#nextReply(recorded.body), response, openaiWire);
    else if (path === '/v1/responses')
      await this.#answer(this.#nextReply(recorded.body), response, responsesWire);
    else if (path === '/v1/messages')
      await this.#answer(this.#nextReply(recorded.body), response, anthropicWire);
    else if (path === '/api/chat') this.#answerAsOllama(this.#nextReply(recorded.body), response);
    else if (this.told.has(path))
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(this.told.get(path)));
    else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html><body>Not found</body></html>');
  }

  /** Ollama's own chat: one JSON object a line. */
  #answerAsOllama(reply: Reply, response: ServerResponse): void {
    if (reply.status) {
      response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(reply.body ?? '{}');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    const write = (line: object) => response.write(`${JSON.stringify(line)}\n`);
    if (reply.reasoning) write({ message: { content: '', thinking: reply.reasoning }, done: false });
    for (const character of reply.text ?? '') write({ message: { content: character }, done: false });
    if (reply.fault === 'cut') {
      // What was written must be on its way: a reset would take it along.
      setTimeout(() => response.socket?.destroy(), 50);
      return;
    }
    if (reply.fault === 'error-in-stream') write({ error: reply.body ?? 'the model crashed' });
    else
      write({
        message: { content: '' },
        done: true,
        done_reason: reply.finishReason ?? 'stop',
        prompt_eval_count: 9,
        eval_count: 4,
        ...reply.usage,
      });
    response.end();
  }

  async #answer(reply: Reply, response: ServerResponse, wire: Wire): Promise<void> {
    const { fault, text = '', delayMs = 0 } = reply;
    if (delayMs) await sleep(delayMs);
    if (reply.status) {
      response
        .writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers })
        .end(reply.body ?? JSON.stringify({ error: { message: `scripted ${reply.status}` } }));
      return;
    }
    if (fault === 'no-headers') return;
    if (fault === 'redirect') {
      response.writeHead(307, { Location: 'http://127.0.0.1:9/v1/chat/completions' }).end();
      return;
    }
    if (fault === 'html') {
      response
        .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>Login</title><p>Please sign in to the proxy.</p>');
      return;
    }
    if (fault === 'json-not-sse') {
      const whole = {
        choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(whole));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.flushHeaders();
    if (fault === 'never') return;
    await this.#stream(reply, response, wire);
  }

  async #stream(reply: Reply, response: ServerResponse, wire: Wire): Promise<void> {
    const {
      text = '',
      reasoning = '',
      deltaSize = 4,
      rate = 0,
      fault,
      faultAfter = 2,
      lineEnd = '\n',
    } = reply;
    const write = (event: object | string) => {
      const data = typeof event === 'string' ? event : JSON.stringify(event);
      return this.#write(response, `data: ${data}${lineEnd}${lineEnd}`, reply.splitsCharacters ?? false);
    };
    const cut = (whole: string) => {
      const points = [...whole];
      return Array.from({ length: Math.ceil(points.length / deltaSize) }, (_, index) =>
        points.slice(index * deltaSize, (index + 1) * deltaSize).join(''),
      );
    };
    const field = reply.reasoningField ?? 'reasoning_content';
    const deltas = [
      ...(reply.reasoningDeltas ?? cut(reasoning)).map((text) => ({
        text,
        event: wire.reasoning(field, text),
      })),
      ...(reply.deltas ?? cut(text)).map((piece) => ({ text: piece, event: wire.text(piece) })),
    ];
    const calls = (reply.toolCalls ?? []).map((call, index) => ({
      index,
      id: `call-${index}`,
      type: 'function',
      function: call,
    }));
    // No count of the prompt by default: one that is made up would look like a server that drops text.
    const usage: Usage = reply.usage ?? { completion_tokens: deltas.length };
    for (const event of wire.begin(usage)) await write(event);
    const begun = performance.now();
    let sent = '';
    for (const [index, delta] of deltas.entries()) {
      await reply.pace?.(sent);
      sent += delta.text;
      if (index === reply.hold?.after) await reply.hold.until;
      if (response.destroyed) return;
      if (fault && index === faultAfter) {
        if (fault === 'cut') {
          // What was written must be on its way: a reset would take it along.
          await sleep(50);
          return void response.socket?.destroy();
        }
        if (fault === 'stall') return;
        if (fault === 'broken-json') await write(wire.broken);
        if (fault === 'error-in-stream') await write(wire.error);
      }
      if (rate > 0) {
        // Against the clock: waits that add up would fall behind.
        const waitMs = begun + (index * 1000) / rate - performance.now();
        if (waitMs > 0) await sleep(waitMs);
      }
      this.deltas.push({ text: delta.text, sentAt: now() });
      await write(delta.event);
    }
    if (fault === 'no-finish') return void response.end();
    if (calls.length > 0) await write(chunk({ tool_calls: calls }));
    const reason = reply.finishReason ?? (calls.length > 0 ? 'tool_calls' : 'stop');
    for (const event of wire.end(reason, usage)) await write(event);
    response.end();
  }

  /** Writes an event, in two pieces that part a multi-byte character where that is asked for. */
  async #write(response: ServerResponse, event: string, splitsCharacters: boolean): Promise<void> {
    if (response.destroyed) return;
    const bytes = Buffer.from(event);
    const inside = splitsCharacters ? bytes.findIndex((byte) => byte >= 0xc0) + 1 : 0;
    if (inside > 0) {
      response.write(bytes.subarray(0, inside));
      await sleep(2);
      response.write(bytes.subarray(inside));
    } else response.write(bytes);
  }
}

/** Starts a server with a default reply. */
export const startRecordingServer = (defaultReply?: Reply): Promise<RecordingServer> => {
  const server = new RecordingServer();
  if (defaultReply) server.defaultReply = defaultReply;
  return server.start();
};

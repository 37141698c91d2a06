import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamPart } from '../../utils/messages/stream-part.ts';
import type { AnswerRequest, Protocol } from '../../utils/providers/protocol.ts';
import { anthropicMessages } from '../../utils/providers/protocols/anthropic-messages.ts';
import { openaiChat } from '../../utils/providers/protocols/openai-chat.ts';
import { openaiResponses } from '../../utils/providers/protocols/openai-responses.ts';
import { AppError } from '../../utils/shared/app-error.ts';
import { type RecordingServer, type Reply, startRecordingServer } from '../helpers/recording-server.ts';

// The on-device protocol needs a browser; test/e2e/on-device.test.ts holds it to the same.
const networkProtocols = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
};

let server: RecordingServer;
beforeAll(async () => {
  server = await startRecordingServer();
});
afterAll(() => server.close());
beforeEach(() => server.clear());

/** Silence is told from slowness by a machine that may be slow: it is only waited for where it is what comes. */
const isSilent = ({ fault }: Reply) => fault === 'never' || fault === 'no-headers' || fault === 'stall';
const request = (silenceTimeoutMs = 60_000) => ({
  endpoint: { baseUrl: `${server.baseUrl}/`, apiKey: 'sk-secret-0123456789' },
  model: 'm',
  messages: [
    { role: 'system' as const, content: 'be brief' },
    { role: 'user' as const, content: 'hi \ud800 你好' },
  ],
  silenceTimeoutMs,
});
async function collectFrom(protocol: Protocol, reply: Reply, signal = new AbortController().signal) {
  server.reply(reply);
  const parts: StreamPart[] = [];
  let error: unknown;
  try {
    for await (const part of protocol.streamAnswer(request(isSilent(reply) ? 300 : undefined), signal))
      parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  return { parts, text, error: error as AppError | undefined };
}
/** The body of the newest request of a protocol. */
async function bodyOf(protocol: Protocol, more: Partial<AnswerRequest> = {}): Promise<string> {
  server.reply({ text: 'x' });
  for await (const _ of protocol.streamAnswer({ ...request(), ...more }, new AbortController().signal));
  return server.chats.at(-1)!.body.toString('utf8');
}

describe.each(Object.entries(networkProtocols))('%s', (_, protocol) => {
  const collect = (reply: Reply) => collectFrom(protocol, reply);

  it('streams text, reasoning and usage, and ends with one finish', async () => {
    const { parts, text } = await collect({
      text: '你好, world 🚢',
      reasoning: 'hm',
      splitsCharacters: true,
      usage: { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } },
    });
    expect(text).toBe('你好, world 🚢');
    expect(parts.filter((part) => part.type === 'finish')).toEqual([{ type: 'finish', reason: 'stop' }]);
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(parts).toContainEqual({
      type: 'usage',
      usage: { promptTokens: 9, completionTokens: 4, cachedTokens: 8 },
    });
    expect(parts[0]).toEqual({ type: 'reasoning-delta', text: 'hm' });
  });

  it.each<[string, Reply, string]>([
    ['401', { status: 401 }, 'key-rejected'],
    ['403', { status: 403 }, 'key-rejected'],
    ['404 as JSON', { status: 404 }, 'model-not-found'],
    [
      '404 as a page',
      { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>no</h1>' },
      'not-an-api',
    ],
    ['429', { status: 429 }, 'rate-limited'],
    ['400', { status: 400 }, 'request-rejected'],
    ['500', { status: 500 }, 'server-failed'],
    [
      '503 as a page',
      { status: 503, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
      'server-failed',
    ],
    ['a page', { fault: 'html' }, 'not-an-api'],
    ['a redirect', { fault: 'redirect' }, 'network'],
    ['silence after headers', { fault: 'never' }, 'stream-silent'],
    ['silence before headers', { fault: 'no-headers' }, 'stream-silent'],
    ['a cut', { text: 'some words', fault: 'cut', rate: 100 }, 'stream-broken'],
    ['a stall', { text: 'some more words', fault: 'stall' }, 'stream-silent'],
    ['broken JSON', { text: 'some more words', fault: 'broken-json' }, 'stream-broken'],
    ['no finish', { text: 'some words', fault: 'no-finish' }, 'stream-broken'],
    ['an error in the stream', { text: 'some more words', fault: 'error-in-stream' }, 'server-failed'],
  ])('tells %s by its code', async (_name, reply, code) => {
    const { error } = await collect(reply);
    expect(error).toBeInstanceOf(AppError);
    expect(error!.code).toBe(code);
    expect(error!.facts.host).toBe(`127.0.0.1:${server.port}`);
  });

  it('keeps the key out of every error', async () => {
    const { error } = await collect({
      status: 401,
      body: '{"error":{"message":"key sk-secret-0123456789 is wrong"}}',
    });
    expect(JSON.stringify(error!.toRecord())).not.toContain('secret');
  });

  it('ends with the signal’s reason on abort, and closes the connection', async () => {
    const stop = new AbortController();
    server.reply({ text: 'word '.repeat(500), rate: 50 });
    const parts: StreamPart[] = [];
    const reason = new Error('stopped');
    await expect(async () => {
      for await (const part of protocol.streamAnswer(request(), stop.signal)) {
        parts.push(part);
        if (parts.length === 3) stop.abort(reason);
      }
    }).rejects.toBe(reason);
    await expect.poll(() => server.chats[0]!.wasAborted).toBe(true);
  });
});

describe('OpenAI chat completions', () => {
  const protocol = openaiChat;
  const collect = (reply: Reply) => collectFrom(protocol, reply);

  it('sends exactly what it is given, and no more of the user than the key', async () => {
    await collect({ text: 'x' });
    const { body, headers } = server.chats[0]!;
    expect(JSON.parse(body.toString('utf8'))).toEqual({
      model: 'm',
      messages: request().messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(headers.authorization).toBe('Bearer sk-secret-0123456789');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it('sends a cache’s key and marks and a provider’s own fields where it is given them, behind and inside of messages that stay the same', async () => {
    server.reply({ text: 'x' });
    const marked = { ...request(), cacheKey: 'chat-1', cacheMarks: [1], extraBody: { plugins: [] } };
    for await (const _ of protocol.streamAnswer(marked, new AbortController().signal));
    const body = server.chats[0]!.body.toString('utf8');
    expect(JSON.parse(body)).toMatchObject({
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: [{ type: 'text', cache_control: { type: 'ephemeral' } }] },
      ],
      prompt_cache_key: 'chat-1',
      plugins: [],
    });
    for (const field of ['"prompt_cache_key"', '"plugins"'])
      expect(body.indexOf(field)).toBeGreaterThan(body.indexOf('"messages"'));
  });

  it.each<[string, Reply, string]>([
    [
      'OpenAI’s context error',
      { status: 400, body: '{"error":{"message":"too long","code":"context_length_exceeded"}}' },
      'context-too-long',
    ],
    [
      'llama.cpp’s context error',
      {
        status: 400,
        body: '{"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}',
      },
      'context-too-long',
    ],
    [
      'DashScope’s context error',
      {
        status: 400,
        body: '{"error":{"message":"<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]","type":"invalid_request_error","code":"invalid_parameter_error"}}',
      },
      'context-too-long',
    ],
    [
      'Gemini’s context error, in a list',
      {
        status: 400,
        body: '[{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}]',
      },
      'context-too-long',
    ],
    [
      'an older vLLM’s, SGLang’s and Mistral’s context error, without a wrapping',
      {
        status: 400,
        body: `{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 9000 tokens.","type":"BadRequestError","code":400}`,
      },
      'context-too-long',
    ],
    [
      'another provider’s context error behind OpenRouter',
      {
        status: 400,
        body: `{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\\"error\\":{\\"message\\":\\"prompt is too long: 208310 tokens > 200000 maximum\\"}}","provider_name":"Anthropic"}}}`,
      },
      'context-too-long',
    ],
    [
      'LM Studio’s context error, as a sentence alone',
      { status: 400, body: '{"error":"Cannot truncate prompt with n_keep (15028) >= n_ctx (7424)"}' },
      'context-too-long',
    ],
  ])('tell %s by its code', async (_name, reply, code) => {
    const { error } = await collect(reply);
    expect(error?.code).toBe(code);
  });

  it('hands on the numbers of a context error', async () => {
    const { error } = await collect({
      status: 400,
      body: '{"error":{"type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}',
    });
    expect(error!.facts).toMatchObject({ tokenCount: 9000, windowTokens: 4096 });
  });

  it('lists models with their windows in each spelling', async () => {
    server.models = [
      { id: 'a', context_length: 1000 },
      { id: 'b', max_model_len: 2000 },
      { id: 'c', meta: { n_ctx: 3000 } },
      { id: 'd' },
    ];
    expect(await protocol.listModels(request().endpoint, new AbortController().signal)).toEqual([
      { id: 'a', windowTokens: 1000 },
      { id: 'b', windowTokens: 2000 },
      { id: 'c', windowTokens: 3000 },
      { id: 'd' },
    ]);
  });
});

describe('OpenAI responses', () => {
  it('send instructions apart, keep nothing at the provider, and no more of the user than the key', async () => {
    const sent = await bodyOf(openaiResponses, { cacheKey: 'chat-1' });
    expect(JSON.parse(sent)).toEqual({
      model: 'm',
      instructions: 'be brief',
      input: [{ role: 'user', content: 'hi \ud800 你好' }],
      stream: true,
      store: false,
      prompt_cache_key: 'chat-1',
    });
    expect(sent.indexOf('"prompt_cache_key"')).toBeGreaterThan(sent.indexOf('"input"'));
    const { headers } = server.chats[0]!;
    expect(headers.authorization).toBe('Bearer sk-secret-0123456789');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it.each<[string, string]>([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['whatever', 'other'],
  ])('end by %s as %s', async (finishReason, reason) => {
    const { parts, text } = await collectFrom(openaiResponses, { text: 'words', finishReason });
    expect(parts.at(-1)).toEqual({ type: 'finish', reason });
    expect(text).toBe('words');
  });

  it.each<[string, string, string]>([
    ['a prompt that is too long', 'context_length_exceeded', 'context-too-long'],
    ['anything else', 'rate_limit_exceeded', 'server-failed'],
  ])('tell %s by its code also in the stream', async (_, code, ours) => {
    const { error } = await collectFrom(openaiResponses, {
      status: 200,
      headers: { 'Content-Type': 'text/event-stream' },
      body: `event: error\ndata: ${JSON.stringify({ type: 'error', code, message: 'no, sk-secret-0123456789' })}\n\n`,
    });
    expect(error?.code).toBe(ours);
    expect(JSON.stringify(error!.toRecord())).not.toContain('secret');
  });
});

describe('Anthropic messages', () => {
  it('send instructions apart, each message as a part, and no more of the user than the key', async () => {
    const sent = JSON.parse(await bodyOf(anthropicMessages));
    expect(sent).toEqual({
      model: 'm',
      system: [{ type: 'text', text: 'be brief' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi \ud800 你好' }] }],
      stream: true,
      max_tokens: 64_000,
    });
    const { headers } = server.chats[0]!;
    expect(headers['x-api-key']).toBe('sk-secret-0123456789');
    expect(headers.authorization).toBeUndefined();
    expect(headers['anthropic-version']).toBe('2023-06-01');
    expect(headers['anthropic-dangerous-direct-browser-access']).toBe('true');
  });

  it('mark what is to be kept in the cache, and leave out a message without a word', async () => {
    const sent = JSON.parse(
      await bodyOf(anthropicMessages, {
        messages: [
          { role: 'system', content: 'rules' },
          { role: 'user', content: 'book' },
          { role: 'assistant', content: ' \n' },
          { role: 'user', content: 'question' },
        ],
        cacheMarks: [1],
      }),
    );
    expect(sent.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'book', cache_control: { type: 'ephemeral' } }] },
      { role: 'user', content: [{ type: 'text', text: 'question' }] },
    ]);
  });

  it('let the user begin where a character has greeted first', async () => {
    const messages = [
      { role: 'system' as const, content: 'play' },
      { role: 'assistant' as const, content: 'Come in.' },
      { role: 'user' as const, content: 'Thanks.' },
    ];
    const sent = JSON.parse(await bodyOf(anthropicMessages, { messages }));
    expect(sent.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it.each([
    ['the room that is left', { model: 'claude-sonnet-4-5', leftTokens: 9000 }, 9000],
    ['what the endpoint tells', { model: 'claude-next', mostOutputTokens: 128_000 }, 128_000],
    ['what is left of what it tells', { model: 'claude-next', mostOutputTokens: 128_000, leftTokens: 5 }, 5],
    ['an older model’s limit', { model: 'anthropic/claude-3-5-haiku-20241022' }, 8192],
    ['the oldest models’ limit', { model: 'claude-3-haiku-20240307' }, 4096],
    ['a middle-aged model’s limit', { model: 'claude-opus-4-1' }, 32_000],
    ['at least one token', { model: 'claude-next', leftTokens: -3 }, 1],
  ])('ask for an answer as long as %s', async (_, more, tokens) => {
    expect(JSON.parse(await bodyOf(anthropicMessages, more)).max_tokens).toBe(tokens);
  });

  it.each<[string, string]>([
    ['length', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content-filter'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'other'],
  ])('end by %s as %s', async (finishReason, reason) => {
    const { parts } = await collectFrom(anthropicMessages, { text: 'words', finishReason });
    expect(parts.at(-1)).toEqual({ type: 'finish', reason });
  });

  it.each<[string, Reply, string]>([
    [
      'a prompt that is too long',
      {
        status: 400,
        body: '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}',
      },
      'context-too-long',
    ],
    [
      'a body that is too large',
      {
        status: 413,
        body: '{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}',
      },
      'context-too-long',
    ],
    [
      'too many requests',
      { status: 529, body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}' },
      'server-failed',
    ],
    [
      'a model that is unknown',
      {
        status: 404,
        body: '{"type":"error","error":{"type":"not_found_error","message":"model: claude-none"}}',
      },
      'model-not-found',
    ],
    ['a refusal without a body', { status: 400, body: '' }, 'request-rejected'],
  ])('tell %s by its code', async (_, reply, code) => {
    const { error } = await collectFrom(anthropicMessages, reply);
    expect(error?.code).toBe(code);
  });

  it('hand on the numbers of a prompt that is too long', async () => {
    const { error } = await collectFrom(anthropicMessages, {
      status: 400,
      body: '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}',
    });
    expect(error!.facts).toMatchObject({ tokenCount: 208_310, windowTokens: 200_000 });
  });

  it('list models with their windows and longest answers', async () => {
    server.models = [
      { id: 'claude-a', max_input_tokens: 1_000_000, max_tokens: 128_000 },
      { id: 'claude-b', max_input_tokens: null, max_tokens: null },
    ];
    expect(await anthropicMessages.listModels(request().endpoint, new AbortController().signal)).toEqual([
      { id: 'claude-a', windowTokens: 1_000_000, mostOutputTokens: 128_000 },
      { id: 'claude-b' },
    ]);
  });
});
